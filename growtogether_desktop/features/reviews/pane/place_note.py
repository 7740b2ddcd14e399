"""Where the cursor is and what it stands in, in a line for the foot of the window."""

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.text import Text


def place_note(text: Text, line: int, selected: int, colours: Colours | None) -> str:
    """Line, lines selected, language, encoding and newlines, as far as there is something to say."""
    parts = [str(say("Line {line}", line=line))]
    if selected > 1:
        parts.append(str(say_n("{n} line selected", "{n} lines selected", selected)))
    parts.append(colours.language if colours is not None else "")
    parts += [_("binary") if text.binary else text.encoding.upper(), str(text.newline)]
    return " · ".join(part for part in parts if part)
