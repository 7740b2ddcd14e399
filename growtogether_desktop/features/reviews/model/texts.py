"""Contents of files read as text, the last ones kept, in the encodings that a person has chosen."""

from collections.abc import Mapping

from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace

_KEPT = 24


class Texts:
    def __init__(self, workspace: Workspace) -> None:
        self.read: Mapping[str, Text] = {}
        """By sha256 of the content."""
        self._workspace = workspace
        self._encodings: dict[str, str] = {}

    async def of(self, sha: str) -> Text | None:
        """None while the content is on its way."""
        text = self.read.get(sha)
        if text is None and (content := await self._workspace.file(sha)) is not None:
            text = await self._workspace.background.compute(lambda: read_text(content, self._encodings.get(sha)))
            self.read = dict([*self.read.items(), (sha, text)][-_KEPT:])
        return text

    def choose(self, sha: str, encoding: str | None) -> None:
        """Read this content so from now on; None is to guess it."""
        self._encodings.pop(sha, None)
        if encoding is not None:
            self._encodings[sha] = encoding
        self.read = {known: text for known, text in self.read.items() if known != sha}
