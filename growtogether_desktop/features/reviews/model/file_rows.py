"""The files of an iteration as they are listed: read or not, here or on their way, and how much was said of each."""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass

from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.progress import Progress
from growtogether_desktop.features.reviews.model.remarks import Remark


@dataclass(frozen=True, slots=True)
class FileRow:
    path: str
    sha: str
    size: int
    """Bytes."""
    read: bool
    here: bool
    """Its content has arrived."""
    remarks: int
    """Threads and drafts."""


def file_rows(tree: Tree, absent: Set[str], progress: Progress, remarks: Iterable[Remark]) -> tuple[FileRow, ...]:
    """`absent` are the sums of contents that have not arrived."""
    counts = Counter(remark.path for remark in remarks)
    return tuple(
        FileRow(file.path, file.sha, file.size, progress.has_read(file), file.sha not in absent, counts[file.path])
        for file in tree.files
    )
