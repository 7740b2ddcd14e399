"""Timur's shop, handed in to Malika, with both of them at their desks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.features.reviews import FEATURE
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane import ReviewsPane
from growtogether_desktop.ui import theme
from tests.desks import Desk, MakeDesk, Programme

ORDERS = """async def place_order(message, cart):
    total = 0
    for item in cart.items:
        total += item.price * item.count
        if item.count > stock(item.sku):
            await message.answer("Afsuski, omborda yetarli emas")
            return

    order = await orders.create(cart, total)
    await courier.ask(order)
"""


@dataclass
class Shop:
    folder: Path
    mentee: Desk
    mentor: Desk
    submission: SubmissionId | None = None

    async def hand_in(self, **words: object) -> SubmissionId:
        """Timur hands the folder in; Malika's desk has it when this returns."""
        handing_in = HandInModel(self.mentee.workspace)
        await handing_in.load()
        await handing_in.take(self.folder)
        await handing_in.keep(HandInDraft(title="Telegram shop", **words))
        self.submission = await handing_in.hand_in()
        await self.mentee.meet()
        await self.mentor.meet()
        return self.submission

    async def review_by(self, desk: Desk) -> ReviewModel:
        review = ReviewModel(desk.workspace, self.submission)
        await review.load()
        return review


@pytest.fixture
async def shop(programme: Programme, desk: MakeDesk, tmp_path: Path) -> Shop:
    """Paired, in step with the hub, and nothing handed in yet."""
    folder = tmp_path / "shop"
    (folder / "bot").mkdir(parents=True)
    (folder / "bot" / "orders.py").write_text(ORDERS)
    (folder / "bot" / "menu.py").write_text("MENU = []\n")
    (folder / "README.md").write_text("# Shop\n")
    mentee, mentor = desk("Timur", "mentee"), desk("Malika", "mentor")
    engagement = OpenEngagement("e1", "c1", "Spring", "Malika", "Malika Karimova", "Timur", "Timur Aliyev", 90, ())
    programme.service.ask([engagement])
    await mentee.meet()
    await mentor.meet()
    return Shop(folder, mentee, mentor)


@pytest.fixture
async def handed_in(shop: Shop) -> Shop:
    """The first iteration is on Malika's desk."""
    await shop.hand_in()
    return shop


OpenPane = Callable[[Desk], Awaitable[ReviewsPane]]
Rest = Callable[[], Awaitable[None]]


@pytest.fixture
def rest(programme: Programme) -> Rest:
    """Wait until nothing is being read, written or coloured, and everything is on the screen."""

    async def wait() -> None:
        for _ in range(3):  # what is shown may ask for more
            for desk in programme.desks:
                await desk.background.settled()
            QApplication.processEvents()

    return wait


@pytest.fixture
def at_orders(open_pane: OpenPane, rest: Rest) -> OpenPane:
    """The only work there is on somebody's screen, at bot/orders.py, with the keyboard in the code."""

    async def open_it(desk: Desk) -> ReviewsPane:
        pane = await open_pane(desk)
        pane._list.table.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        await rest()
        pane._review._turn_to("bot/orders.py")
        await rest()
        pane._review.focus_work()
        return pane

    return open_it


@pytest.fixture
async def open_pane(qtbot: QtBot, qapp: QApplication, rest: Rest) -> AsyncIterator[OpenPane]:
    """The page of somebody's desk as the shell makes it, with the keyboard in it."""
    opened: list[ReviewsPane] = []
    light = theme.read_theme("light")

    async def open_it(desk: Desk) -> ReviewsPane:
        if not qapp.styleSheet() or theme.current() != light:
            theme.wear(light)
        pane = FEATURE.load()(desk.workspace)
        assert isinstance(pane, ReviewsPane)
        opened.append(pane)
        qtbot.addWidget(pane)
        pane.resize(1440 - 208, 900 - 28)
        pane.show()
        pane.activateWindow()
        await rest()
        return pane

    yield open_it
    for pane in opened:
        pane.leave()
    await rest()
