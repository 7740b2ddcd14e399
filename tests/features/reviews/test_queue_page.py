"""The queue on the page: by keyboard, filtered, and with words for what is left."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.wire.codec import dump


@pytest.fixture
async def page(shop, open_pane):
    """Six works wait for Malika; her page is open."""

    def take(keep):
        return keep(dump(Tree((TreeFile("a.py", keep(b"x = 1\n"), 6),))))

    tree = await shop.mentee.workspace.keep_files(take)
    for n in range(6):
        opening = OpenSubmission(f"s{n}", "e1", "Malika", "Malika Karimova", "Timur Aliyev", f"Work {n}")
        await shop.mentee.workspace.do(opening, HandIn(f"s{n}#1", f"s{n}", 1, tree, 1, 6, "Malika"))
    await shop.mentee.meet()
    await shop.mentor.meet()
    return await open_pane(shop.mentor)


def titles(pane):
    return [row.title for row in pane._list._rows.rows]


async def test_one_key_takes_five_on_for_today_and_says_that_they_are_packed(page, rest):
    QTest.keyClicks(page._list.table, "q")
    await rest()

    (notice,) = page._list.findChildren(Notice)
    assert "5 reviews are for today" in notice.accessibleName()
    assert "without network" in notice.accessibleName()
    assert "5 for today, packed" in page.head.facts.text()
    assert "take_five" not in page.offers()


async def test_what_is_marked_is_promised_and_given_back(page, rest):
    page._list.table.selectAll()
    page.do("promise")
    await rest()
    promised = [row.taken_on for row in page._list.model.rows]

    page._list.table.selectAll()
    page.do("release")
    await rest()

    assert promised == [True] * 6
    assert not any(row.promised for row in page._list.model.rows)
    assert "release" not in page.offers()


async def test_the_list_is_filtered_and_says_when_nothing_is_left(page, rest):
    page._list._let_through("promised")
    nothing = titles(page)
    page.do("take_five")
    await rest()
    five = titles(page)
    page._list._let_through("unclaimed")

    assert (nothing, len(five), titles(page)) == ([], 5, ["Work 5"])


async def test_the_list_says_what_somebody_wants_to_learn_and_is_filtered_by_it(page, shop, programme, desk, rest):
    lola = desk("Lola", "mentee")
    names = ("Malika", "Malika Karimova", "Lola", "Lola Nazarova")
    programme.service.ask([OpenEngagement("e2", "c1", "Spring", *names, 80, ("SQL", "Python"))])
    await lola.meet()
    tree = await lola.workspace.keep_files(lambda keep: keep(dump(Tree((TreeFile("a.sql", keep(b"x"), 1),)))))
    opening = OpenSubmission("l", "e2", "Malika", "Malika Karimova", "Lola Nazarova", "Her reports")
    await lola.workspace.do(opening, HandIn("l#1", "l", 1, tree, 1, 1, "Malika"))
    await lola.meet()
    await shop.mentor.meet()
    await rest()

    page._list._let_through("skill/SQL")
    await rest()

    assert titles(page) == ["Her reports"]
    assert [row.skills for row in page._list._rows.rows] == [("SQL", "Python")]
    assert "To learn: SQL, Python" in [label.text() for label in page._explanation.findChildren(QLabel)]


async def test_growth_and_back_again_by_keys(page, rest):
    page.do("growth")
    await rest()
    shown = page.head.title.text()

    page.do("back")
    await rest()

    assert shown == "Growth of Timur Aliyev"
    assert page._growth is None
    assert page._page is page._list
