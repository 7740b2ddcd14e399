"""In which order files and remarks are read, and which is the next."""

from collections.abc import Callable, Iterable, Sequence

from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.domain.trees import TreeFile
from growtogether_desktop.features.reviews.model.remarks import Remark


def by_place(files: Iterable[TreeFile]) -> Callable[[Remark], tuple[int, int, str]]:
    """The key that sorts remarks by their files and lines; those on the whole work come first."""
    at = _file_order(files)
    return lambda remark: (at.get(remark.path, -1), remark.last, remark.id)


def file_after(path: str, paths: Sequence[str], step: int) -> str:
    """The path `step` further on; it stops at the ends. A file that is gone can be on screen too."""
    here = paths.index(path) if path in paths else 0
    return paths[min(max(here + step, 0), len(paths) - 1)]


def remark_after(
    chosen: ThreadId | None, place: tuple[str, int], remarks: Sequence[Remark], files: Iterable[TreeFile], step: int
) -> Remark | None:
    """The remark after (step 1) or before (step -1) the chosen one, else this path and line; it goes round."""
    ordered = remarks if step > 0 else tuple(reversed(remarks))
    at = next((at for at, remark in enumerate(ordered) if remark.id == chosen), None)
    if at is not None:
        return ordered[(at + 1) % len(ordered)]
    order = by_place(files)
    path, line = place
    here = (_file_order(files).get(path, -1), line)
    beyond = (r for r in ordered if (order(r)[:2] > here if step > 0 else order(r)[:2] < here))
    return next(beyond, ordered[0] if ordered else None)


def _file_order(files: Iterable[TreeFile]) -> dict[str, int]:
    return {file.path: at for at, file in enumerate(files)}
