"""Taking work in: a folder, a commit, a file or an archive becomes contents by hash and a list of them.

Whatever is handed in may have been made to harm: nothing is extracted, run or followed, sizes are
counted as they are read, and what is not taken is listed with its reason.
"""

import stat
from collections.abc import Mapping
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.sourcecode.archives import parts_of
from growtogether_desktop.sourcecode.basket import Basket, Cancelled, Keep, Progress, Taken
from growtogether_desktop.sourcecode.folders import Place, place_at, take_entries, take_file
from growtogether_desktop.sourcecode.git import SUFFIXES as BUNDLES
from growtogether_desktop.sourcecode.git import take_bundle, take_commit
from growtogether_desktop.sourcecode.patches import FilePatch, take_patched
from growtogether_desktop.sourcecode.tars import SUFFIXES, take_tar
from growtogether_desktop.sourcecode.zips import take_zip

__all__ = [
    "Cancelled",
    "Keep",
    "Progress",
    "Taken",
    "take_in",
    "take_in_commit",
    "take_in_patch",
    "take_in_text",
    "take_in_together",
]

_UNREAD = (".7z", ".rar", ".tar.zst", ".tzst", ".tar.lz", ".tar.lzma", ".tar.z")
"""Archives that could be read in no way, or in none that stops at a bomb."""


def take_in(source: Path, keep: Keep, progress: Progress = lambda files, size: None) -> Taken:
    """Take in a folder, a zip, a tar, a bundle of git or any single file. Blocks: run it in the background.

    Raises: Problem when there is nothing that can be read; Cancelled from `progress`.
    """
    basket = Basket(keep, progress)
    real, is_folder, place = _found(source)
    with place:
        if is_folder:
            take_entries(place, (), basket)
        elif source.suffix.casefold() == ".zip":
            take_zip(place, real.name, basket)
            return basket.taken(wrapped_in=source.stem)
        elif suffix := next((suffix for suffix in SUFFIXES if source.name.casefold().endswith(suffix)), ""):
            take_tar(place, real.name, basket)
            return basket.taken(wrapped_in=source.name[: -len(suffix)])
        elif source.name.casefold().endswith(_UNREAD):
            raise Problem(
                say("{name} is packed in a way that is not read here.", name=source.name),
                say("Unpack it and hand in the folder, or pack it as a zip."),
            )
        elif source.suffix.casefold() in BUNDLES:
            take_bundle(place, real.name, basket)
        else:
            take_file(place, real.name, (source.name,), basket)
    return basket.taken()


def take_in_together(sources: tuple[Path, ...], keep: Keep, progress: Progress = lambda files, size: None) -> Taken:
    """Take in several folders and files side by side, each under its name; archives stay what they are.

    Raises: Problem, when one of them cannot be read; Cancelled from `progress`.
    """
    basket = Basket(keep, progress)
    for source in sources:
        real, is_folder, place = _found(source)
        with place:
            if is_folder:
                take_entries(place, (source.name,), basket)
            else:
                basket.count()
                take_file(place, real.name, (source.name,), basket)
    return basket.taken()


def take_in_commit(folder: Path, keep: Keep, progress: Progress = lambda files, size: None) -> Taken:
    """Take in the commit that a working copy of git stands at, whatever lies in the folder by now.

    Raises: Problem, when there is none that can be read; Cancelled from `progress`.
    """
    basket = Basket(keep, progress)
    with _found(folder)[2] as place:
        take_commit(place, folder.name, basket)
    return basket.taken()


def take_in_patch(
    patches: tuple[FilePatch, ...], base: Tree, old: Mapping[str, bytes], keep: Keep, progress: Progress
) -> Taken:
    """Take in earlier work as these patches make it. `old` has the contents, by path, of the files they change."""
    basket = Basket(keep, progress)
    take_patched(patches, {file.path: file for file in base.files}, old, basket)
    return basket.taken()


def take_in_text(name: str, words: str, keep: Keep) -> Taken:
    """Take in what was pasted, as a file of this name or path."""
    basket = Basket(keep, lambda files, size: None)
    content = words.encode()
    parts = parts_of(name)
    if basket.admits(parts, len(content)):
        basket.put(parts, content)
    return basket.taken()


def _found(source: Path) -> tuple[Path, bool, Place]:
    """Where it really is, whether it is a folder, and that folder or the one it lies in, held. Raises: Problem."""
    try:
        real = source.resolve(strict=True)
        kind = real.stat().st_mode
        if not (stat.S_ISDIR(kind) or stat.S_ISREG(kind)):
            raise OSError(0, _("it is neither a file nor a folder"))
        return real, stat.S_ISDIR(kind), place_at(real if stat.S_ISDIR(kind) else real.parent)
    except (OSError, RuntimeError) as trouble:  # RuntimeError: links in a circle
        why = reason(trouble) if isinstance(trouble, OSError) else _("its links lead in a circle")
        raise Problem(
            say("{name} could not be read: {reason}.", name=source.name, reason=why),
            say("See whether it is still there and may be opened, then try again."),
        ) from trouble
