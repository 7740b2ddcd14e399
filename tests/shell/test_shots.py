"""`--demo-shot` pictures every page of the demo, and ends."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]


def test_every_page_of_every_role_is_pictured_in_both_themes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "growtogether_desktop", "--demo-shot", str(tmp_path)]

    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True)

    assert (done.returncode, done.stderr.decode()) == (0, "")
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.iterdir()}
    roles = {"coordinator", "mentor", "mentee"}
    assert {f"{role}-home-{look}" for role in roles for look in ("light", "dark")} <= pictures.keys()
    assert {"coordinator-matching-light", "mentor-submission-dark", "mentee-project-light"} <= pictures.keys()
    assert all(picture.width() >= 1280 for picture in pictures.values())
    colours = {picture.pixelColor(picture.width() // 2, 5).name() for picture in pictures.values()}
    assert len(colours) >= 2
