"""Colours are those of Pygments, come in pieces, and never keep anybody waiting."""

import argparse
import asyncio
import inspect
import io
import json
import subprocess
import sys
import tarfile
import textwrap
import time
import typing
from math import inf

import pytest
from pygments.lexer import Lexer
from pygments.lexers import PythonLexer, find_lexer_class, get_all_lexers, get_lexer_by_name

from growtogether_desktop.base.background import Background
from growtogether_desktop.sourcecode import highlight_process, text
from growtogether_desktop.sourcecode.highlight import Colouring, Colours, Highlighter, Role, Span, languages
from growtogether_desktop.sourcecode.highlight_process import WORKER
from growtogether_desktop.sourcecode.highlight_worker import READY, serve
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.sourcecode.tokens import can_resume, role_of, tokens
from growtogether_desktop.sourcecode.walk import SNAPSHOT_EVERY, START, Walk
from tests.sourcecode.hostile_words import COMMON, made_for


def source(words: str) -> Text:
    return read_text(words.encode())


@pytest.fixture
async def background():
    background = Background()
    yield background
    await background.close()


@pytest.fixture
async def highlighter(background):
    highlighter = Highlighter(background)
    yield highlighter
    highlighter.close()


@pytest.fixture
async def hanging(background, tmp_path):
    """A highlighter whose Python lexer sleeps when it meets HANG, dies when it meets DIE, and fails at RAISE."""
    script = tmp_path / "worker.py"
    script.write_text(
        textwrap.dedent(f"""
        import os, sys, time
        from pygments.lexers import PythonLexer
        plain = PythonLexer.get_tokens_unprocessed
        def tokens(self, text):
            for token in plain(self, text):
                if token[2] == "HANG":
                    time.sleep(60)
                if token[2] == "DIE":
                    os._exit(1)
                if token[2] == "RAISE":
                    raise RuntimeError
                if token[2] == "z" and len(text) < 50_000:
                    time.sleep(60)  # only when it begins in the middle of a large text
                yield token
        PythonLexer.get_tokens_unprocessed = tokens
        sys.path.insert(0, {WORKER[-1]!r})
        from growtogether_desktop.sourcecode.highlight_worker import main
        main()
        """)
    )
    highlighter = Highlighter(background, (sys.executable, "-I", str(script)), patience_s=1.0)
    yield highlighter
    highlighter.close()


async def settled(*colours: Colours) -> None:
    for each in colours:
        done = asyncio.Event()
        each.settled.connect(lambda _, done=done: done.set())
        if each.state is Colouring.WORKING:
            await asyncio.wait_for(done.wait(), 20)


async def arrived(colours: Colours, line: int) -> None:
    here = asyncio.Event()
    colours.arrived.connect(lambda lines: here.set() if lines[0] <= line <= lines[1] else None)
    await asyncio.wait_for(here.wait(), 20)


def told(colours: Colours, words: Text) -> list[list[Role | None]]:
    """The role of every character of every line."""
    lines = []
    for number, line in enumerate(words.lines, 1):
        roles: list[Role | None] = [None] * len(line)
        for column, length, role in colours.of(number):
            assert roles[column : column + length] == [None] * length
            roles[column : column + length] = [role] * length
        lines.append(roles)
    return lines


def expected(words: Text, alias: str) -> list[list[Role | None]]:
    """The same by Pygments itself, from the whole file at once."""
    lines: list[list[Role | None]] = [[]]
    tokens = get_lexer_by_name(alias, stripnl=False).get_tokens("\n".join(words.lines) + "\n")
    for token, value in tokens:
        for character in value:
            if character == "\n":
                lines.append([])
            else:
                lines[-1].append(role_of(token))
    return lines[:-1]


HOSTILE = (
    "python",
    "javascript",
    "html",
    "json",
    "cpp",
    "easytrieve",
    "bash",
    "sql",
    "markdown",
    "perl",
    "php",
    "robotframework",
)
SAMPLES = {
    "orders.py": ("python", inspect.getsource(text) + inspect.getsource(asyncio.base_events)),
    "index.html": ("html", "<style>\nb{color:red}\n</style>\n<script>\nlet a = `x${1}`;\n</script>\n<b a='1'>\n" * 9),
    "shop.js": ("javascript", "/* a\n b */\nasync function f(x) {\n  return await g(/[a-z]+/g, 'я', 0x1f);\n}\n" * 60),
    "shop.ts": ("typescript", "export class A<T> implements B {\n  private x: number = 1;\n}\n" * 60),
    "data.json": ("json", json.dumps({"a": [1, 2.5, None, True, "ў"] * 50}, indent=1, ensure_ascii=False)),
    "main.c": ("c", "#include <stdio.h>\nint main(void) {\n\treturn printf(\"%d\\n\", 1); // x\n}\n" * 60),
    "README.md": ("markdown", "# Doʻkon\n\n```python\nx = 1\n```\n- *a* **b**\n" * 40),
    "fix.patch": ("diff", "diff --git a/x b/x\n@@ -1 +1 @@\n-old\n+new\n same\n" * 40),
    "q.sql": ("sql", "SELECT a, 'b' -- c\nFROM t WHERE x = 1;\n" * 60),
    "run.sh": ("bash", "#!/bin/sh\nfor f in *; do\n  echo \"$f ${x:-1}\"\ndone\ncat <<E\n a\nE\n" * 60),
    "Dockerfile": ("docker", "FROM python:3.11\nRUN pip install x \\\n  y\n" * 60),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
async def test_colours_are_those_of_the_whole_file(highlighter, name):
    alias, words = SAMPLES[name]

    colours = highlighter.colour(source(words), name)
    await settled(colours)

    assert colours.state is Colouring.DONE
    assert colours.language == get_lexer_by_name(alias).name
    assert told(colours, source(words)) == expected(source(words), alias)


async def test_a_line_tells_its_spans_also_of_a_part_of_it(highlighter):
    words = source('def f(x):  # ish\n    """é\n    b"""\n')

    colours = highlighter.colour(words, "a.py")
    await settled(colours)

    assert colours.of(1) == (Span(0, 3, Role.KEYWORD), Span(4, 1, Role.FUNCTION), Span(11, 5, Role.COMMENT))
    assert colours.of(3) == (Span(0, 8, Role.STRING),)
    assert colours.of(1, 2, 12) == colours.of(1)
    assert colours.of(1, 3, 11) == (Span(4, 1, Role.FUNCTION),)
    assert (colours.of(0), colours.of(4)) == ((), ())


async def test_a_large_file_comes_in_pieces_from_the_top(highlighter):
    words = source("x = [1, 'two', None]  # three\n" * 6_000)
    pieces = []

    colours = highlighter.colour(words, "big.py")
    colours.arrived.connect(pieces.append)
    await settled(colours)

    assert len(pieces) > 3
    assert [first for first, _ in pieces] == [1, *(last + 1 for _, last in pieces[:-1])]
    assert (pieces[-1][1], len(colours)) == (6_000, 6_000)


async def test_the_newest_file_goes_first_and_a_hastened_one_before_it(highlighter):
    words = source("x = [1, 'two', None]  # three\n" * 4_000)
    done = []
    files = {name: highlighter.colour(words, f"{name}.py") for name in ("old", "older", "newest")}
    for name, colours in files.items():
        colours.settled.connect(lambda _, name=name: done.append(name))

    highlighter.hasten(files["old"])
    await settled(*files.values())

    assert done == ["old", "newest", "older"]


async def test_a_cancelled_file_stays_as_it_is_and_keeps_nobody_waiting(highlighter):
    words = source("x = 1\n" * 100_000)
    colours = highlighter.colour(words, "big.py")
    arrived = asyncio.Event()
    colours.arrived.connect(lambda _: arrived.set())
    await arrived.wait()

    highlighter.cancel(colours)
    known = len(colours)
    other = highlighter.colour(source("x = 1\n"), "small.py")
    await settled(other)

    assert (len(colours), colours.state) == (known, Colouring.WORKING)
    assert other.state is Colouring.DONE


@pytest.mark.parametrize(
    ("words", "name", "state"),
    [
        (b"just words", "LICENSE.unheard-of", Colouring.PLAIN),
        (b"import os\nprint(1)\n", "script", Colouring.PLAIN),
        (b"\x7fELF\0\0", "a.py", Colouring.PLAIN),
        (b"x = 1\n" * 1_000_000, "a.py", Colouring.TOO_LARGE),
        (b"", "a.py", Colouring.DONE),
    ],
)
async def test_what_has_no_known_language_or_is_very_large_stays_plain(highlighter, words, name, state):
    colours = highlighter.colour(read_text(words), name)
    await settled(colours)

    assert (colours.state, colours.of(1)) == (state, ())


async def test_a_person_may_choose_the_language(highlighter):
    colours = highlighter.colour(source("import os\n"), "script", "python")
    await settled(colours)

    assert (colours.language, colours.of(1)) == ("Python", (Span(0, 6, Role.KEYWORD),))
    assert ("python", "Python") in languages()
    assert len(languages()) > 500


async def test_a_very_long_line_stays_plain_and_the_others_do_not(highlighter):
    colours = highlighter.colour(source("x = 1\n" + "x = 1;" * 20_000 + "\ny = 2\n"), "a.py")
    await settled(colours)

    assert [bool(colours.of(line)) for line in (1, 2, 3)] == [True, False, True]


async def test_a_very_long_line_is_coloured_when_a_person_has_chosen_the_language(highlighter):
    colours = highlighter.colour(source("x = 1;" * 20_000 + "\n"), "a.py", "python")
    await settled(colours)

    assert colours.of(1, 119_990)[-1].role is Role.NUMBER


async def test_lines_that_somebody_looks_at_come_before_their_turn_and_are_corrected(highlighter):
    code = "x = [1, 'two', None]  # three\n" * 8_000
    words = source(code + '"""\n' + "if x:\n" * 1_000 + '"""\n')
    line = 8_600
    colours = highlighter.colour(words, "big.py")

    assert (colours.of(line), colours.provisional(line)) == ((), False)
    await arrived(colours, line)
    certain, guess, provisional = len(colours), colours.of(line), colours.provisional(line)
    await settled(colours)

    assert certain < 8_000
    assert (guess, provisional) == ((Span(0, 2, Role.KEYWORD),), True)
    assert (colours.of(line), colours.provisional(line)) == ((Span(0, 5, Role.STRING),), False)


async def test_the_place_looked_at_last_comes_first(highlighter):
    words = source("x = [1, 'two', None]  # three\n" * 9_000)
    colours = highlighter.colour(words, "big.py")
    order = []
    colours.arrived.connect(lambda lines: order.extend(line for line in (5_000, 8_000) if lines[0] <= line <= lines[1]))

    colours.of(5_000)
    colours.of(8_000)
    await arrived(colours, 5_000)

    assert order == [8_000, 5_000]


async def test_a_computer_too_busy_to_take_a_file_in_is_not_held_against_its_lexer(background, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text(
        textwrap.dedent(f"""
        import sys, time
        sys.path.insert(0, {WORKER[-1]!r})
        from growtogether_desktop.sourcecode import highlight_worker
        at_once = highlight_worker.lexer_for
        def lexer_for(name, language):
            time.sleep(1.5)
            return at_once(name, language)
        highlight_worker.lexer_for = lexer_for
        highlight_worker.main()
        """)
    )
    highlighter = Highlighter(background, (sys.executable, "-I", str(slow)), patience_s=1.0)
    colours = highlighter.colour(source("x = 'two'\n" * 9_000), "big.py")

    colours.of(8_000)
    await arrived(colours, 8_000)

    assert colours.provisional(8_000)
    highlighter.close()


async def test_what_was_provisional_is_plain_where_the_file_is_given_up(hanging):
    words = source("HANG\n" + "y = 'two'\n" * 3_000)
    colours = hanging.colour(words, "bad.py")
    colours.of(2_900)
    await arrived(colours, 2_900)
    before = colours.of(2_900)
    await settled(colours)

    assert before == (Span(2, 1, Role.OPERATOR), Span(4, 5, Role.STRING))
    assert (colours.state, colours.of(2_900), colours.provisional(2_900)) == (Colouring.GAVE_UP, (), False)


async def test_a_lexer_that_cannot_begin_in_the_middle_still_reads_the_whole(hanging):
    words = source("y = 'two'\n" * 9_000 + "z = 3\n")
    colours = hanging.colour(words, "big.py")

    colours.of(9_000)
    await settled(colours)

    assert colours.state is Colouring.DONE
    assert told(colours, words) == expected(words, "python")


async def test_a_lexer_that_fails_ends_its_own_file_only(hanging):
    bad = hanging.colour(source("x = 1\nRAISE\n"), "bad.py")
    await settled(bad)
    process = hanging._process
    good = hanging.colour(source("y = 2\n"), "good.py")
    await settled(good)

    assert (bad.state, good.state) == (Colouring.GAVE_UP, Colouring.DONE)
    assert hanging._process is process


async def test_a_lexer_that_hangs_is_ended_and_the_others_go_on(hanging):
    fine = "y = 'two'\n" * 12_000
    bad = hanging.colour(source("x = 1\nHANG\ny = 1\n"), "bad.py")
    good = hanging.colour(source(fine), "good.py")
    arrived = asyncio.Event()
    good.arrived.connect(lambda _: arrived.set())
    await arrived.wait()

    hanging.hasten(bad)  # so that the good one is interrupted halfway
    await settled(bad, good)

    assert (bad.state, good.state) == (Colouring.GAVE_UP, Colouring.DONE)
    assert told(good, source(fine)) == expected(source(fine), "python")


async def test_what_took_too_long_once_has_a_second_chance(background, tmp_path):
    """A computer may be busy for two seconds; that is no reason to leave a file plain."""
    script, marker = tmp_path / "worker.py", tmp_path / "hung"
    script.write_text(
        textwrap.dedent(f"""
        import pathlib, sys, time
        from pygments.lexers import PythonLexer
        plain = PythonLexer.get_tokens_unprocessed
        def tokens(self, text):
            if not pathlib.Path({str(marker)!r}).exists():
                pathlib.Path({str(marker)!r}).touch()
                time.sleep(60)
            yield from plain(self, text)
        PythonLexer.get_tokens_unprocessed = tokens
        sys.path.insert(0, {WORKER[-1]!r})
        from growtogether_desktop.sourcecode.highlight_worker import main
        main()
        """)
    )
    highlighter = Highlighter(background, (sys.executable, "-I", str(script)), patience_s=1.5)

    colours = highlighter.colour(source("x = 1\n"), "busy.py")
    await settled(colours)
    highlighter.close()

    assert colours.state is Colouring.DONE


async def test_a_worker_that_dies_is_replaced(hanging):
    bad = hanging.colour(source("DIE\n"), "bad.py")
    good = hanging.colour(source("y = 2\n"), "good.py")
    await settled(bad, good)

    assert (bad.state, good.state) == (Colouring.GAVE_UP, Colouring.DONE)


async def test_text_made_to_hang_a_real_lexer_only_stays_plain(background):
    highlighter = Highlighter(background, patience_s=1.0)

    colours = highlighter.colour(source("\t" * 4000 + "x"), "x.ezt", "easytrieve")
    await settled(colours)
    highlighter.close()

    assert (colours.state, colours.of(1)) in ((Colouring.GAVE_UP, ()), (Colouring.DONE, ()))


async def test_time_spent_waiting_for_a_thread_is_not_held_against_the_lexer(background):
    highlighter = Highlighter(background, patience_s=1.0)
    highlighter.colour(source("x = 1\n"), "warm.py")
    crowd = [asyncio.create_task(background.compute(lambda: time.sleep(1))) for _ in "12"]

    colours = highlighter.colour(source("x = 1\n"), "a.py")
    await settled(colours)
    await asyncio.gather(*crowd)
    highlighter.close()

    assert colours.state is Colouring.DONE


async def test_without_a_worker_everything_stays_plain(background):
    highlighter = Highlighter(background, ("/no/such/python",))

    colours = highlighter.colour(source("x = 1\n"), "a.py")
    await settled(colours)

    assert colours.state is Colouring.GAVE_UP


async def test_closing_in_the_middle_ends_the_process(background, monkeypatch):
    started = []
    real = subprocess.Popen
    monkeypatch.setattr(
        highlight_process.subprocess, "Popen", lambda *a, **k: started.append(real(*a, **k)) or started[-1]
    )
    highlighter = Highlighter(background)
    colours = highlighter.colour(source("x = 1\n" * 100_000), "a.py")
    arrived = asyncio.Event()
    colours.arrived.connect(lambda _: arrived.set())
    await arrived.wait()

    highlighter.close()
    await background.close()

    assert [process.wait(5) for process in started] != [0]
    assert len(started) == 1


def frames(about: dict[str, object], text: bytes) -> bytes:
    """Requests that bring a text, and ask for its first lines."""
    asked = {"number": 1, "forget": [], "look": None}
    requests = json.dumps(asked | about).encode() + b"\n" + text, json.dumps(asked).encode()
    return b"".join(len(request).to_bytes(4, "big") + request for request in requests)


def answered(told: bytes) -> list[dict[str, object]]:
    """The headers of answers."""
    headers, at = [], len(READY)
    while at < len(told):
        size = int.from_bytes(told[at : at + 4], "big")
        headers.append(json.loads(told[at + 4 : at + 4 + size].partition(b"\n")[0]))
        at += 4 + size
    return headers


def test_a_hanging_worker_that_nobody_ends_ends_itself(tmp_path):
    requests = frames({"at": START, "name": "a.py", "language": ""}, b"HANG\n")
    script = textwrap.dedent(f"""
        import io, sys, time
        from pygments.lexers import PythonLexer
        PythonLexer.get_tokens_unprocessed = lambda self, text: time.sleep(60)
        sys.path.insert(0, {WORKER[-1]!r})
        from growtogether_desktop.sourcecode.highlight_worker import serve
        serve(io.BytesIO({requests!r}), io.BytesIO(), 0.2)
    """)

    result = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, timeout=20, check=False)

    assert (result.returncode, b"Timeout" in result.stderr) == (1, True)


def test_the_worker_needs_little_of_ours():
    script = WORKER[-2].replace("\nmain()", "\nprint(*sys.modules)")

    result = subprocess.run([*WORKER[:-2], script, WORKER[-1]], capture_output=True, text=True, check=True)

    loaded = result.stdout.split()
    ours = {name.rpartition(".")[2] for name in loaded if name.startswith("growtogether_desktop.sourcecode.")}
    assert ours == {"highlight_worker", "roles", "tokens", "walk"}
    assert {name.partition(".")[0] for name in loaded}.isdisjoint({"PySide6", "msgspec", "sqlalchemy"})


def lexers() -> list[Lexer]:
    """All of Pygments that can begin anywhere."""
    every = (find_lexer_class(name)() for name, *_ in get_all_lexers(plugins=False))
    return [lexer for lexer in every if can_resume(lexer)]


@pytest.mark.parametrize("lexer", lexers()[::12], ids=lambda lexer: lexer.name)
def test_a_lexer_begins_again_anywhere_and_finds_what_it_finds_in_the_whole(lexer):
    code = inspect.getsource(argparse)[:40_000]
    whole = list(lexer.get_tokens_unprocessed(code))
    walk = Walk(lexer, code)

    walk.go(inf)

    for at in walk.snapshots:
        again = [token[:3] for token in tokens(lexer, code, at.position, at.stack) if token[2]]
        assert again == [token for token in whole if token[0] >= at.position and token[2]]


@pytest.mark.parametrize("module", [argparse, inspect, subprocess, textwrap, tarfile, typing], ids=lambda m: m.__name__)
def test_spans_from_any_snapshot_on_are_those_of_the_whole(module):
    code = inspect.getsource(module)
    whole = Walk(PythonLexer(), code)
    whole.go(inf)

    for at in whole.snapshots:
        rest = Walk(PythonLexer(), code, at)
        rest.go(inf)

        cut = whole.ends[at.line - 1] if at.line else 0
        assert [end + cut for end in rest.ends] == whole.ends[at.line :].tolist()
        assert rest.spans == whole.spans[cut:]
    assert len(whole.snapshots) > len(code) // SNAPSHOT_EVERY // 2


def test_a_new_process_goes_on_where_the_one_before_it_was():
    code = inspect.getsource(argparse)
    walk = Walk(PythonLexer(), code)
    walk.go(inf)
    at = walk.snapshots[-1]
    answers = io.BytesIO()

    serve(io.BytesIO(frames({"at": at, "name": "a.py", "language": ""}, code.encode())), answers)

    _begun, piece = answered(answers.getvalue())
    assert piece["first"] == at.line > 1_000


@pytest.mark.parametrize("alias", HOSTILE)
async def test_hostile_text_never_stalls_the_loop(background, alias):
    highlighter = Highlighter(background, patience_s=0.3)
    lexer = get_lexer_by_name(alias)
    slices = []

    files = [highlighter.colour(source(words), "x", alias) for words in (COMMON, made_for(lexer))]
    while any(colours.state is Colouring.WORKING for colours in files):
        before = time.thread_time()
        await asyncio.sleep(0.001)
        slices.append(time.thread_time() - before)
    highlighter.close()

    assert {colours.state for colours in files} <= {Colouring.DONE, Colouring.GAVE_UP}
    assert max(slices) < 0.016
