"""Where one request ends and the next begins, seen by a real hub over a bare line."""

import re
import socket
import time

import pytest

from tests.hubs import RunningHub

NEXT = b"GET /health HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"
"""What stands behind a request: asked for, or slipped in."""


def answers(hub: RunningHub, sent: bytes) -> list[int]:
    """The status of each answer, until the hub closes the line."""
    said = b""
    with socket.create_connection(("127.0.0.1", hub.port), timeout=10) as line:
        line.sendall(sent)
        while piece := line.recv(65_536):
            said += piece
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


def posted(headers: bytes, body: bytes) -> bytes:
    return b"POST /session HTTP/1.1\r\nHost: hub\r\n" + headers + b"\r\n" + body


TWO_ENDS = {
    "a length and chunks": posted(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    "chunks and a length": posted(b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", b"2\r\n{}\r\n0\r\n\r\n"),
    "both where there is no route": posted(
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"
    ).replace(b"/session", b"/nowhere"),
    "two lengths": posted(b"Content-Length: 2\r\nContent-Length: 40\r\n", b"{}"),
    "two lengths in one": posted(b"Content-Length: 2, 40\r\n", b"{}"),
    "a length with a sign": posted(b"Content-Length: +2\r\n", b"{}"),
    "a length below nothing": posted(b"Content-Length: -2\r\n", b"{}"),
    "a length in another notation": posted(b"Content-Length: 0x2\r\n", b"{}"),
    "chunks and no chunks": posted(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", b"0\r\n\r\n"),
    "a coding nobody knows": posted(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"),
    "a blank before the colon": posted(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"),
    "a sign that is not seen": posted(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n"),
    "a header within a header": posted(b"X: a\rTransfer-Encoding: chunked\r\nContent-Length: 2\r\n", b"{}"),
    "nothing in a header": posted(b"X: a\x00b\r\nContent-Length: 2\r\n", b"{}"),
    "a chunk of no size": posted(b"Transfer-Encoding: chunked\r\n", b"zz\r\n{}\r\n0\r\n\r\n"),
    "a chunk below nothing": posted(b"Transfer-Encoding: chunked\r\n", b"-2\r\n{}\r\n0\r\n\r\n"),
    "a chunk that goes on": posted(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}xx\r\n0\r\n\r\n"),
    "chunks with other line ends": posted(b"Transfer-Encoding: chunked\r\n", b"2\n{}\n0\n\n"),
    "two hosts": b"GET /health HTTP/1.1\r\nHost: hub\r\nHost: other\r\n\r\n",
}


@pytest.mark.parametrize("sent", TWO_ENDS.values(), ids=list(TWO_ENDS))
def test_what_could_end_in_two_places_is_refused_and_nothing_behind_it_is_heard(hub: RunningHub, sent: bytes):
    before = hub.said().count("\n")

    assert answers(hub, sent + NEXT) == [400]

    assert hub.said().count("\n") > before


@pytest.mark.parametrize(
    "sent",
    [
        posted(b"Content-Length: 2\r\n", b"{}"),
        posted(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}\r\n0\r\n\r\n"),
        posted(b"Content-Length: %d\r\n" % len(NEXT), NEXT),
    ],
    ids=["by its length", "by its chunks", "a request within it"],
)
def test_what_ends_in_one_place_is_followed_by_the_next(hub: RunningHub, sent: bytes):
    assert answers(hub, sent + NEXT) == [400, 200]


def test_a_line_that_breaks_off_is_no_bug_of_the_hub(running_hub: RunningHub):
    with socket.create_connection(("127.0.0.1", running_hub.port)) as line:
        line.sendall(posted(b"Content-Length: 100\r\n", b"{"))

    until = time.monotonic() + 10
    while "POST /session" not in running_hub.said():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "refused: 400" in running_hub.said()
    assert "Traceback" not in running_hub.said()
