"""Which file of one work is which of another, as far as their contents are on this desk."""

from collections.abc import Iterable

from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.renames import FilePair, pair_by_lines, pair_files
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.workspace.workspace import Workspace


async def pair_works(workspace: Workspace, old: Tree, new: Tree) -> tuple[FilePair, ...]:
    """Every file of both once, in path order; files are read only where names and sums do not tell."""
    pairs = pair_files(old, new)
    gone = [pair.old for pair in pairs if pair.old is not None and pair.new is None]
    come = [pair.new for pair in pairs if pair.new is not None and pair.old is None]
    if not gone or not come:
        return pairs
    texts = await read_files(workspace, (*gone, *come))
    return await workspace.background.compute(lambda: pair_by_lines(pairs, texts))


async def read_files(workspace: Workspace, files: Iterable[TreeFile]) -> dict[str, Text]:
    """Text by sha, of those whose content is here."""
    texts: dict[str, Text] = {}
    for sha in {file.sha for file in files}:
        if (text := await read_file(workspace, sha)) is not None:
            texts[sha] = text
    return texts


async def read_file(workspace: Workspace, sha: str) -> Text | None:
    """None while the content is on its way."""
    content = await workspace.file(sha)
    return None if content is None else await workspace.background.compute(lambda: read_text(content))
