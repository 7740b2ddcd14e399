"""Timur's shop, handed in to Malika, with both of them at their desks."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from growtogether_desktop.domain.cohorts import OpenEngagement
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.model.review import ReviewModel
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
