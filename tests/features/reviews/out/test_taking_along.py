"""Reviews leave and arrive as files at the page itself."""

import re

import pytest
from PySide6.QtWidgets import QFileDialog

from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.out.taking_along import Form, TakingAlong
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.ui.notice import Notice
from tests.pdfs import Pdf

WORDS = "Oʻzgaruvchi nomi noaniq. Имя непонятно."


@pytest.fixture
async def said(handed_in):
    """Malika has published a remark and a verdict, and has no network since."""
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    draft = review.new_remark(2, 2, (0, 0), Label.ISSUE, True)
    await review.saying.keep(type(draft)(draft.id, 1, draft.anchor, draft.label, True, WORDS, "    jami = 0"))
    await review.saying.keep_verdict(VerdictDraft(Verdict.CHANGES_REQUESTED, "Yaxshi"))
    await review.publish()
    return handed_in


@pytest.fixture
def taking_along(said):
    """What saves and takes in, for somebody's desk."""
    highlighters = []

    def make(desk):
        highlighters.append(Highlighter(desk.background))
        return TakingAlong(desk.workspace, highlighters[-1])

    yield make
    for highlighter in highlighters:
        highlighter.close()


def notices(pane):
    return [notice.accessibleName() for notice in pane._along.findChildren(Notice) if not notice.isHidden()]


@pytest.mark.parametrize("form", [Form.HTML, Form.MARKDOWN, Form.SARIF, Form.PATCH])
@pytest.mark.parametrize("whose", ["mentor", "mentee"])
async def test_both_sides_save_what_they_see(said, taking_along, tmp_path, form, whose):
    await said.mentor.meet()
    await said.mentee.meet()
    path = tmp_path / f"review{form.value}"

    await taking_along(getattr(said, whose)).save(said.submission, form, path)

    written = path.read_text(encoding="utf-8")
    assert "bot/orders.py" in written
    assert all(word in re.sub("<[^>]*>", "", written) for word in (*WORDS.split(), "jami = 0"))


async def test_the_pdf_is_written_while_the_window_goes_on(said, open_pane, rest, tmp_path):
    pane = await open_pane(said.mentor)
    path = tmp_path / "review.pdf"

    pane._along.save(said.submission, Form.PDF, path)
    await rest()

    words = " ".join(run for page in Pdf(path).pages for run in page)
    assert [words.count(word) for word in ("Имя", "bot/orders.py:2", "jami", "total")] == [1, 1, 1, 2]
    assert any("review.pdf" in notice for notice in notices(pane))


async def test_a_file_given_by_hand_is_dropped_and_seen(said, taking_along, open_pane, rest, tmp_path):
    path = tmp_path / "review.gtreview"
    await taking_along(said.mentor).save(said.submission, Form.BY_HAND, path)
    pane = await open_pane(said.mentee)

    pane._along.take_in(path)
    await rest()

    (row,) = pane._list.model.rows
    assert (row.verdict, row.by_file) == (Verdict.CHANGES_REQUESTED, True)
    assert any("2 changes came in" in notice for notice in notices(pane))


async def test_a_damaged_file_is_refused_beside_the_page(said, open_pane, rest, tmp_path):
    path = tmp_path / "review.gtreview"
    path.write_bytes(b"no zip")
    pane = await open_pane(said.mentee)

    pane._along.take_in(path)
    await rest()

    assert any("Nothing of it was taken" in notice for notice in notices(pane))


async def test_a_folder_that_is_not_there_is_said(said, open_pane, rest, tmp_path):
    pane = await open_pane(said.mentor)

    for form in (Form.PDF, Form.HTML, Form.BY_HAND):
        pane._along.save(said.submission, form, tmp_path / "gone" / f"review{form.value}")
        await rest()

        (notice,) = notices(pane)
        assert "cannot be saved" in notice


async def test_a_review_is_saved_under_its_title(said, open_pane, rest):
    pane = await open_pane(said.mentor)

    pane._along._asked(said.submission, "Telegram doʻkon", Form.MARKDOWN)
    await rest()

    dialog = pane.window().findChild(QFileDialog)
    assert [name.rpartition("/")[2] for name in dialog.selectedFiles()] == ["Telegram doʻkon.md"]
    dialog.reject()
