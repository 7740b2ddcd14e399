"""Whatever is handed in to harm: it gets its reason, the rest comes in, and nothing is written anywhere.

The table of what is tried is in hostile.py.
"""

import hashlib
import os
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from growtogether_desktop.base.errors import Problem
from tests.sourcecode.hostile import CASES, Case

HERE = Path(__file__).parents[2]
STOPPED_S = 0.05
MOST_MEMORY = 16_000_000
BOMBS = [name for name, case in CASES.items() if case.bomb]


def keep(content: bytes) -> str:
    """A store that keeps nothing: whatever is written anywhere else shows."""
    return hashlib.sha256(content).hexdigest()


def what_lies_below(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every path with its kind, size and time of change."""
    found = {}
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            seen = os.lstat(os.path.join(above, name))
            found[os.path.join(above, name)] = (seen.st_mode, seen.st_size, seen.st_mtime_ns)
    return found


def test_there_are_more_kinds_than_sixty():
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_gets_its_reason_the_rest_comes_in_and_nothing_is_written(tmp_path: Path, case: Case):
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    take = case.make(inner)
    before = what_lies_below(tmp_path)

    if case.problem:
        with pytest.raises(Problem, match=re.escape(case.says[0])):
            take(keep)
    else:
        taken = take(keep)
        paths = [file.path for file in taken.files]
        assert {str(skipped.why) for skipped in taken.skipped} >= set(case.says)
        assert set(case.takes) - {"…"} <= set(paths)
        assert "…" in case.takes or len(paths) == len(case.takes)

    assert what_lies_below(tmp_path) == before


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped_within_50_ms_and_16_mb(tmp_path: Path, name: str):
    # each of them meets its limit, the first megabyte, within a few milliseconds: so all its time is counted
    spent = []
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        take = CASES[name].make(folder)
        began = time.process_time()
        _stopped(take)
        spent.append(time.process_time() - began)

    tracemalloc.start()
    _stopped(take)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert min(spent) <= STOPPED_S
    assert most <= MOST_MEMORY


def _stopped(take) -> None:
    try:
        taken = take(keep)
    except Problem:
        return
    assert taken.size < 1_000_000


WATCHED = """
import os, sys, tempfile
from pathlib import Path
from growtogether_desktop.base.errors import Problem
from tests.sourcecode.hostile import CASES
from tests.sourcecode.test_hostile import keep

WRITING = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
           "os.chown", "os.utime", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
           "socket.connect", "socket.bind", "socket.getaddrinfo", "shutil.move", "shutil.copyfile", "tempfile.mkstemp"}
seen, watching, opened = [], False, 0

def watch(event, args):
    global opened
    if not watching:
        return
    if event == "open":
        path, mode, flags = args
        opened += 1
        if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & 0o103:  # O_WRONLY, O_RDWR, O_CREAT
            seen.append((event, str(path), mode, flags))
    elif event in WRITING:
        seen.append((event, *map(str, args)))

sys.addaudithook(watch)
for name, case in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        take = case.make(Path(folder))
        watching = True
        try:
            take(keep)
        except Problem:
            pass
        finally:
            watching = False
clean = list(seen)
watching = True
open(os.devnull, "w").close()  # so that we know it would be seen
watching = False
print(len(CASES), opened > 100, clean, len(seen) - len(clean))
"""


def test_python_itself_sees_nothing_opened_for_writing_run_or_asked_of_a_network():
    watched = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=HERE, capture_output=True, text=True, check=True, timeout=200
    )

    assert watched.stdout.strip() == f"{len(CASES)} True [] 1"
