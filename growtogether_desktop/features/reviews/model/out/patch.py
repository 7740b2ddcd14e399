"""A review as a unified patch: suggestions as hunks that apply one after the other, every remark as a comment.

What stands before the header of a file is passed over by `patch` and by `git apply`, so remarks stand
there. Each hunk has a header of its own for the same reason, and its lines are those that the hunks
before it leave behind.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.out.account import Account, Told
from growtogether_desktop.features.reviews.model.out.naming import label_of, place_of, standing_of
from growtogether_desktop.sourcecode.anchors import Certainty, place
from growtogether_desktop.sourcecode.text import Text, read_text

_AROUND = 3
"""Lines of context."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """A suggestion at the lines where it belongs now."""

    thread: Told
    file: TreeFile
    first: int
    last: int


def as_patch(account: Account, tree: Tree, contents: Mapping[str, bytes]) -> bytes:
    """The patch against the newest iteration; `contents` by sha, as far as they are here.

    Lines of a file keep its encoding and its line ends; remarks are UTF-8.
    """
    texts = {sha: read_text(content) for sha, content in contents.items()}
    edits = {edit.thread.id: edit for thread in account.threads if (edit := _edit(thread, tree, texts)) is not None}
    done: dict[str, list[Edit]] = {}
    parts: list[bytes] = [b"".join(_remark(line) for line in (account.title, f"{account.author} · {account.mentor}"))]
    ordered = sorted(account.threads, key=lambda t: _order(t, edits.get(t.id)))
    for thread in ordered:
        parts.append(b"\n" + b"".join(_told(thread)))
        edit = edits.get(thread.id)
        if edit is None:
            continue
        before = done.setdefault(edit.file.path, [])
        if before and before[-1].last >= edit.first:
            parts.append(_remark(_("This suggestion overlaps the one before; it is not in the patch.")))
            continue
        moved = sum(len(_suggested(one)) - (one.last - one.first + 1) for one in before)
        parts.append(_hunk(edit, contents[edit.file.sha], texts[edit.file.sha], before, moved))
        before.append(edit)
    return b"".join(parts)


def _order(thread: Told, edit: Edit | None) -> tuple[str, int]:
    return (edit.file.path, edit.first) if edit is not None else (thread.anchor.path, thread.anchor.first)


def _edit(thread: Told, tree: Tree, texts: Mapping[str, Text]) -> Edit | None:
    """None for what suggests nothing, and where it is not certain which lines it would replace."""
    anchor = thread.anchor
    file = next((file for file in tree.files if file.path == anchor.path), None)
    if thread.suggestion is None or not anchor.first or file is None or file.sha not in texts or thread.resolved:
        return None
    text = texts[file.sha]
    if file.sha == anchor.sha:
        return None if text.binary else Edit(thread, file, anchor.first, anchor.last)
    placed = place(anchor, text)
    if text.binary or placed.certainty not in (Certainty.EXACT, Certainty.MOVED) or not placed.first:
        return None
    return Edit(thread, file, placed.first, placed.last)


def _hunk(edit: Edit, content: bytes, text: Text, before: list[Edit], moved: int) -> bytes:
    lines = _LINE.findall(content.decode(text.encoding, "replace"))
    wide = text.encoding.startswith(("utf-16", "utf-32"))  # a line end is more than one byte there
    if wide or any("\r" in line.rstrip("\r\n") for line in lines) or not edit.file.path.isprintable():
        return _remark(_("This file has line ends or a name that a patch cannot write; see the remark."))
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    floor = before[-1].last if before else 0
    top = lines[max(edit.first - 1 - _AROUND, floor) : edit.first - 1]
    old = lines[edit.first - 1 : edit.last]
    foot = lines[edit.last : edit.last + _AROUND]
    new = [line + end for line in _suggested(edit)]
    if new and old and not foot and not old[-1].endswith("\n"):
        new[-1] = new[-1].removesuffix(end)
        new = new if new[-1] else new[:-1]  # an empty line without an end is no line
    start = edit.first - len(top)
    old_many, new_many = len(top) + len(old) + len(foot), len(top) + len(new) + len(foot)
    at = f"@@ -{start + moved},{old_many} +{start + moved},{new_many} @@"
    ends = "\t" if " " in edit.file.path else ""  # without one, GNU patch ends a name at its first space
    head = f"--- a/{edit.file.path}{ends}\n+++ b/{edit.file.path}{ends}\n{at}\n"
    body = [_line(" ", line) for line in top] + [_line("-", line) for line in old]
    body += [_line("+", line) for line in new] + [_line(" ", line) for line in foot]
    return head.encode() + "".join(body).encode(text.encoding, "replace")


def _suggested(edit: Edit) -> list[str]:
    words = (edit.thread.suggestion or "").replace("\r\n", "\n")
    return words.split("\n") if words else []


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _told(thread: Told) -> Iterator[bytes]:
    yield _remark(f"{place_of(thread)} · {label_of(thread)} · {standing_of(thread)}")
    for line in thread.anchor.quote.splitlines():
        yield _remark(f"  | {line}")
    for said in thread.said:
        yield _remark(f"{said.name}:")
        for line in said.words.splitlines():
            yield _remark(f"  {line}")
    for line in (thread.suggestion or "").splitlines():
        yield _remark(f"  + {line}")


def _remark(line: str) -> bytes:
    """A line that no program takes for a part of a patch."""
    return f"# {line}".replace("\r", " ").replace("\n", " ").rstrip().encode() + b"\n"
