"""The process that reads hostile text with Pygments, so that nobody minds when it hangs.

It is started by `highlight_process` as a program of its own, imports Pygments and three pages of ours, and answers
one request at a time: frames of a length (4 bytes) and as many bytes. A request is a line of JSON, then the text if it
is a new one, which is only made ready. An answer is a line of JSON, then for every line where its spans end, then the
spans.
"""

import faulthandler
import json
import os
import sys
import time
from array import array
from bisect import bisect_right
from itertools import accumulate
from math import inf
from typing import Any, BinaryIO

from growtogether_desktop.sourcecode.roles import ENDS, SPANS
from growtogether_desktop.sourcecode.tokens import can_resume, lexer_for
from growtogether_desktop.sourcecode.walk import MOST_COLUMNS, START, Snapshot, Walk

READY = b"\n"
"""Said once, when everything is imported: from here on a silence is the lexer's."""
SLICE_S = 0.008
"""After so long an answer is sent, if only to say that there is progress: nobody who jumps waits longer."""
LIMIT_S = 10.0
"""After so long in one slice the process ends itself, should nobody be left to end it."""
ALL_COLUMNS = 1 << 24
"""A span is never longer, and no line is coloured further."""
LINES_ABOVE, GUESSED = 200, 16_384
"""A guess begins so many lines above what is looked at, and so many characters at most; as many are guessed below."""


class Reading:
    """A file that is being read a slice at a time."""

    def __init__(self, request: dict[str, Any], text: str) -> None:
        self._most = ALL_COLUMNS if request["language"] else MOST_COLUMNS
        self._text = text
        self._starts = array("Q", accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._lexer = lexer_for(request["name"], request["language"])
        self._walk = self._begin(Snapshot(*request["at"])) if self._lexer else None

    def _begin(self, at: Snapshot) -> Walk:
        assert self._lexer
        if at.position and not can_resume(self._lexer):
            at = START
        return Walk(self._lexer, self._text, at, self._most)

    def begun(self) -> bytes:
        """An answer without lines: what is asked next takes no longer than the lexer does."""
        return self._answer(0, array(ENDS), array(SPANS), more=True)

    def piece(self) -> bytes:
        """An answer with the next lines; with none at all when the next line takes longer than a slice."""
        if self._walk is None:
            return self._answer(0, array(ENDS), array(SPANS), more=False)
        walk = self._walk
        first = walk.line
        more = walk.go(time.monotonic() + SLICE_S)
        ends, spans, walk.ends, walk.spans = walk.ends, walk.spans, array(ENDS), array(SPANS)
        del walk.snapshots[:-1]  # whoever asks keeps the spans of what is above
        return self._answer(first, ends, spans, more, walk.snapshots[-1])

    def guess(self, first: int, last: int) -> bytes:
        """An answer with lines (from 0) whose turn has not come, as they look to a lexer that begins a little above."""
        if self._lexer is None:
            return self._answer(0, array(ENDS), array(SPANS), more=False)
        starts = self._starts
        begin = min(max(first - LINES_ABOVE, bisect_right(starts, starts[first] - GUESSED)), first)
        end = min(last + 1, len(starts) - 2, max(bisect_right(starts, starts[first] + GUESSED), first + 1))
        if can_resume(self._lexer):
            walk = Walk(self._lexer, self._text, Snapshot(starts[begin], begin, 0, [], ["root"]), self._most)
        else:
            part = self._text[starts[begin] : starts[end]]
            walk = Walk(self._lexer, part, START._replace(line=begin), self._most)
        walk.go(inf, end)
        skipped = min(first - begin, len(walk.ends))
        cut = walk.ends[skipped - 1] if skipped else 0
        ends = array(ENDS, (at - cut for at in walk.ends[skipped : end - begin]))
        return self._answer(first, ends, walk.spans[cut : cut + (ends[-1] if ends else 0)], more=True)

    def _answer(self, first: int, ends: "array[int]", spans: "array[int]", more: bool, at: Snapshot = START) -> bytes:
        language = self._lexer.name if self._lexer else ""
        header = {"language": language, "more": more, "first": first, "lines": len(ends), "at": at}
        return json.dumps(header).encode() + b"\n" + ends.tobytes() + spans.tobytes()


_BROKEN = json.dumps({"language": "", "more": False, "first": 0, "lines": 0, "at": START, "broken": True}).encode()


def serve(requests: BinaryIO, answers: BinaryIO, limit_s: float = LIMIT_S) -> None:
    """Answer until there are no more requests."""
    readings: dict[int, Reading] = {}
    answers.write(READY)
    answers.flush()
    while head := requests.read(4):
        line, _, text = requests.read(int.from_bytes(head, "big")).partition(b"\n")
        faulthandler.dump_traceback_later(limit_s, exit=True, file=2)  # also out of a regular expression that hangs
        answer = _answered(json.loads(line), text, readings)
        faulthandler.cancel_dump_traceback_later()
        answers.write(len(answer).to_bytes(4, "big") + answer)
        answers.flush()


def _answered(request: dict[str, Any], text: bytes, readings: dict[int, Reading]) -> bytes:
    for forgotten in request["forget"]:
        readings.pop(forgotten, None)
    number = request["number"]
    try:
        if text:
            readings[number] = Reading(request, text.decode("utf-8", "surrogatepass"))
            return readings[number].begun()
        reading = readings[number]
        return reading.guess(*request["look"]) if request["look"] else reading.piece()
    except Exception:  # noqa: BLE001 - six hundred lexers by as many people: whatever one raises, its file stays plain
        return _BROKEN + b"\n"


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    serve(sys.stdin.buffer, sys.stdout.buffer)
