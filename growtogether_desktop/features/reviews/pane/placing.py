"""Putting a remark of an earlier iteration where the cursor is."""

from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.reading import Start
from growtogether_desktop.sourcecode.anchors import Certainty


class Placing:
    def __init__(self, model: ReviewModel, start: Start) -> None:
        self.chosen: ThreadId | None = None
        """The last remark that was chosen."""
        self._model = model
        self._start = start

    @property
    def thread(self) -> Thread | None:
        """What would go to the cursor's lines: the last chosen, else the first that is not sure."""
        model = self._model
        if model.iteration is None or model.text is None:
            return None
        number = model.iteration.number
        older = [r for r in model.remarks if r.thread is not None and r.iteration < number and r.anchor.first]
        last = (remark.thread for remark in older if remark.id == self.chosen)
        unsure = (r.thread for r in older if r.path == model.path and r.certainty in (Certainty.UNSURE, Certainty.GONE))
        return next(last, None) or next(unsure, None)

    def place(self, thread: Thread, lines: tuple[int, int, int, int]) -> None:
        """(first line, last line, first column, last column) of the file on screen."""
        first, last, *columns = lines
        self._start(self._model.place(thread, first, last, (columns[0], columns[1])), "")
