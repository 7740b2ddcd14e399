"""Taking in the standard library as a folder, a zip, tars and out of git, beside unpacking the same; then bombs.

Each line is a process of its own, so that its memory is its own. `mb_s` is of processor time and of what comes in.
Beside it stands what `zipfile` and `shutil` need to unpack the archive into a folder, or to copy the folder, in the
same run. A bomb's time is all its time, from opening it on. The library's own tests are left away.
"""

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from tests.sourcecode.hostile import CASES

HERE = Path(__file__).parents[2]

_MEASURE = """
import hashlib, json, shutil, sys, time, zipfile
from pathlib import Path
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sourcecode.intake import take_in, take_in_commit
from tests.sourcecode.hostile import CASES

what, source, place = sys.argv[1:]
source, place = Path(source), Path(place)

def peak_kb():
    # not ru_maxrss: a process inherits it from the one that started it
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])

def keep(content):
    return hashlib.sha256(content).hexdigest()

if what == "bomb":
    work = CASES[str(source)].make(place)
elif what == "theirs":
    if source.is_dir():
        work = lambda keep: shutil.copytree(source, place / "copy")
    elif source.suffix == ".zip":
        work = lambda keep: zipfile.ZipFile(source).extractall(place / "out")
    else:
        work = lambda keep: shutil.unpack_archive(source, place / "out", filter="data")
else:
    work = lambda keep: (take_in_commit if what == "commit" else take_in)(source, keep)
Path("/proc/self/clear_refs").write_text("5")  # what making it took is forgotten
before, began = peak_kb(), time.process_time()
try:
    taken = work(keep)
except Problem:
    taken = None
spent = time.process_time() - began
memory = (peak_kb() - before) / 1024
files, size = (len(taken.files), taken.size) if hasattr(taken, "files") else (0, 0)
print(json.dumps([spent, memory, files, size]))
"""


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        rows = [_compared(what, source, place) for what, source in _sources(place)]
        return rows + [_bomb(name, place) for name, case in CASES.items() if case.bomb]


def _sources(place: Path) -> list[tuple[str, Path]]:
    """The standard library's code in every form."""
    library = place / "library"
    shutil.copytree(
        Path(json.__file__).parents[1],
        library,
        ignore=shutil.ignore_patterns(
            "test", "tests", "site-packages", "__pycache__", "config-*", "*.so", "*.a", "*.pyc"
        ),
    )
    sources = [("folder", library)]
    with zipfile.ZipFile(place / "library.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in library.rglob("*") if path.is_file()):
            archive.write(file, file.relative_to(library))
    sources.append(("zip", place / "library.zip"))
    for suffix, mode in (("tar", "w"), ("tar.gz", "w:gz"), ("tar.xz", "w:xz")):
        with tarfile.open(place / f"library.{suffix}", mode) as tar:
            tar.add(library, "library")
        sources.append((suffix, place / f"library.{suffix}"))
    if shutil.which("git"):
        sources += _in_git(library, place)
    return sources


def _in_git(library: Path, place: Path) -> list[tuple[str, Path]]:
    copy = place / "git"
    shutil.copytree(library, copy)
    words = ["git", "-c", "user.name=x", "-c", "user.email=x", "-c", "core.autocrlf=false", "-c", "gc.auto=0"]
    for step in (["init", "-q"], ["add", "-Af"], ["commit", "-qm", "All of it"]):
        subprocess.run([*words, *step], cwd=copy, check=True, capture_output=True)
    loose = place / "loose"
    shutil.copytree(copy, loose)
    for step in (["gc", "-q"], ["bundle", "create", "-q", str(place / "library.bundle"), "HEAD"]):
        subprocess.run([*words, *step], cwd=copy, check=True, capture_output=True)
    return [("commit, loose", loose), ("commit, packed", copy), ("bundle", place / "library.bundle")]


def _compared(what: str, source: Path, place: Path) -> dict[str, object]:
    spent, memory, files, size = _measured(what.partition(",")[0], source, place)
    theirs = None if "commit" in what or what == "bundle" else _measured("theirs", source, place)
    return {
        "case": what,
        "files": files,
        "mb": size / 1e6,
        "cpu_ms": 1e3 * spent,
        "mb_s": size / 1e6 / spent,
        "memory_mb": memory,
        "unpacking_mb_s": size / 1e6 / theirs[0] if theirs else "-",
        "unpacking_memory_mb": theirs[1] if theirs else "-",
    }


def _bomb(name: str, place: Path) -> dict[str, object]:
    spent, memory, files, size = _measured("bomb", Path(name), place)
    empty = {"mb_s": "-", "unpacking_mb_s": "-", "unpacking_memory_mb": "-"}
    return {"case": name, "files": files, "mb": size / 1e6, "cpu_ms": 1e3 * spent, "memory_mb": memory} | empty


def _measured(what: str, source: Path, place: Path) -> list[float]:
    with tempfile.TemporaryDirectory(dir=place) as folder:
        ran = subprocess.run(
            [sys.executable, "-c", _MEASURE, what, str(source), folder],
            cwd=HERE,
            check=True,
            capture_output=True,
            text=True,
        )
    figures: list[float] = json.loads(ran.stdout)
    return figures
