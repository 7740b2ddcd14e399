"""The list of features is on the way to the first window."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "sqlcipher3", "argon2", "cryptography", "httpx", "numpy", "scipy", "babel")


def test_naming_the_features_fetches_nothing_heavy():
    script = f"import sys, growtogether_desktop.shell.features; print([n for n in {HEAVY!r} if n in sys.modules])"

    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.strip() == "[]"
