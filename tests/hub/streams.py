"""Open streams of hints, as a desktop keeps one."""

import json

import httpx

from tests.hubs import Member


class Stream:
    """An open stream of hints."""

    def __init__(self, member: Member) -> None:
        self._http = httpx.Client(timeout=5)
        headers = {"Authorization": f"Bearer {member.tokens.access}"}
        self._answer = self._http.send(
            self._http.build_request("GET", f"{member.http.base_url}/events", headers=headers), stream=True
        )
        assert self._answer.status_code == 200, self._answer.read()
        self._lines = self._answer.iter_lines()
        assert self.next() == {}

    def next(self) -> dict[str, int]:
        """The next hint."""
        hint: dict[str, int] = json.loads(next(line for line in self._lines if line.startswith("data:"))[5:])
        return hint

    def rest(self) -> list[str]:
        """What still comes, until the hub ends the stream."""
        return [line for line in self._lines if line]

    def close(self) -> None:
        self._answer.close()
        self._http.close()


def listening(member: Member, streams: list[Stream]) -> Stream:
    streams.append(Stream(member))
    return streams[-1]
