"""Everything one's desk holds goes into one file, and makes the same desk again elsewhere."""

import asyncio
import json
import zipfile

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import use_language
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, JoinProject, RemoveCard, StartProject
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission
from growtogether_desktop.domain.threads import Anchor, Label, StartThread, Thread
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.wire.bundle import read_bundle
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.export import read_export
from growtogether_desktop.wire.protocol import AUDIT_ROWS
from growtogether_desktop.workspace.by_hand import pack, take_in
from growtogether_desktop.workspace.export import restore, save_export
from growtogether_desktop.workspace.unsent import save_unsent, take_back

CONTENT = b"print('Salom')\n"


@pytest.fixture
async def two(programme, desk):
    """A mentee with work handed in offline, a card that came back, and a draft; and their mentor."""
    programme.service.ask([OpenEngagement("e1", "c1", "Spring", "malika", "Malika", "timur", "Timur", 90, ())])
    timur, malika = desk("timur", "mentee"), desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V")))
    await malika.meet()
    await timur.meet()
    await timur.workspace.do(JoinProject("bozor", "timur"))
    await timur.meet()
    await malika.meet()
    await malika.workspace.do(EditCard("a", "Paper receipts", "", (), 0, ("Receipts", "")))
    await malika.meet()
    await timur.workspace.do(EditCard("a", "Receipts by SMS", "", (), 0, ("Receipts", "")))
    await timur.meet()
    tree = await timur.workspace.keep_files(
        lambda keep: keep(dump(Tree((TreeFile("a.py", keep(CONTENT), len(CONTENT)),))))
    )
    await timur.workspace.do(
        OpenSubmission("s1", "e1", "malika", "Malika", "Timur", "Shop"),
        HandIn("s1#1", "s1", 1, tree, 1, len(CONTENT), "malika"),
    )
    await timur.workspace.keep_draft("answer/s1/t1", "Oʻylab koʻraman")
    return timur, malika


@pytest.fixture
async def saved(two, tmp_path):
    path = tmp_path / "export.zip"
    await save_export(two[0].workspace, path, Signal())
    return path


async def opened(desk, path):
    """Another computer of Timur's, with the desk of the file."""
    other = desk("timur", "mentee")
    other.about = await other.background.store(lambda: restore(other.cache, path))
    await other.workspace.refresh_state()
    return other


async def test_the_desk_stands_elsewhere_as_it_stood_here(two, desk, saved):
    timur, other = two[0].workspace, (await opened(desk, saved)).workspace

    for kind in (Profile, Card, Iteration):
        assert await other.see_all(kind) == await timur.see_all(kind)
    assert await other.file((await other.tree((await other.see(Iteration, "s1#1")).tree)).files[0].sha) == CONTENT
    assert [one.posted.change.text for one in await other.returned()] == ["Receipts by SMS"]
    assert await other.drafts("answer/s1/", str) == {"answer/s1/t1": "Oʻylab koʻraman"}
    assert (other.state.waiting, other.state.returned) == (2, 1)
    assert await other.search(Card, "receipts") == await timur.search(Card, "receipts")


async def test_what_waited_goes_up_once_from_whichever_computer(two, desk, saved):
    timur, malika = two
    other = await opened(desk, saved)

    for one in (other, timur, other, malika):
        await one.meet()

    assert [i.id for i in await malika.workspace.see_all(Iteration)] == ["s1#1"]
    assert (timur.workspace.state.returned, other.workspace.state.returned) == (1, 1)
    tree = await malika.workspace.tree((await malika.workspace.see(Iteration, "s1#1")).tree)
    assert await malika.workspace.file(tree.files[0].sha) == CONTENT


async def test_what_has_gone_meanwhile_goes_at_the_first_exchange(two, desk, saved):
    timur, malika = two
    await malika.workspace.do(RemoveCard("a"))
    await malika.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    await malika.meet()
    other = await opened(desk, saved)

    await other.meet()
    await timur.meet()

    assert await other.workspace.see_all(Card) == await timur.workspace.see_all(Card)
    assert [card.id for card in await other.workspace.see_all(Card)] == ["b"]


async def test_what_came_by_file_is_taken_along(two, desk, tmp_path):
    timur, malika = two
    await timur.meet()
    await malika.meet()
    await malika.workspace.do(StartThread("t1", "s1", 1, Anchor("a.py", 1, 1), Label.QUESTION, False, "c1", "Why?"))
    await pack(malika.workspace, "s1", tmp_path / "one.gtreview")
    await take_in(timur.workspace, tmp_path / "one.gtreview")
    await save_export(timur.workspace, tmp_path / "export.zip", Signal())

    other = await opened(desk, tmp_path / "export.zip")

    assert [one.comments[0].text for one in await other.workspace.see_all(Thread)] == ["Why?"]


async def test_it_can_be_read_without_the_program(saved):
    with zipfile.ZipFile(saved) as file:
        about = json.loads(file.read("about.json"))
        shelf = [json.loads(line) for line in file.read("shelf.jsonl").decode().splitlines()]
        readme = file.read("README.txt").decode()

    assert (about["person"], about["roles"]) == ("timur", ["mentee"])
    assert {"kind": "card", "title": "Paper receipts"}.items() <= {
        **next(one for one in shelf if one["kind"] == "card"),
        "title": next(one["body"]["title"] for one in shelf if one["kind"] == "card"),
    }.items()
    assert all(name in readme for name in ("shelf.jsonl", "Oʻzbekcha", "По-русски"))


@pytest.mark.parametrize("harm", ["not a zip", "no about", "a blob that is another", "a broken line", "newer"])
async def test_what_is_no_export_is_told_and_leaves_the_desk_empty(two, desk, saved, tmp_path, harm):
    path = tmp_path / "harmed.zip"
    with zipfile.ZipFile(saved) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    blob = next(name for name in parts if name.startswith("blobs/"))
    match harm:
        case "no about":
            del parts["about.json"]
        case "a blob that is another":
            parts[blob] += b"!"
        case "a broken line":
            parts["shelf.jsonl"] += b'{"kind": "card"'
        case "newer":
            parts["about.json"] = parts["about.json"].replace(b'"format": 1', b'"format": 2')
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    if harm == "not a zip":
        path.write_bytes(b"PK, but not really")
    other = desk("timur", "mentee")

    with pytest.raises(Problem, match="newer version" if harm == "newer" else "not an export"):
        await other.background.store(lambda: restore(other.cache, path))

    assert await other.workspace.see_all(Profile) == ()
    assert await other.workspace.drafts("answer/", str) == {}


async def test_what_only_the_hub_keeps_is_taken_along_too(two, running_hub, tmp_path):
    """Invitation, computers, and every page of the log's lines about the person."""
    lola = await asyncio.to_thread(running_hub.join, "lola", "mentee")
    lola.do(*[StartProject(f"p{number}", "Bozor", "", ()) for number in range(AUDIT_ROWS + 5)])
    await asyncio.to_thread(lola.meet)
    workspace = two[0].workspace
    workspace.hub = HttpHub(running_hub.url, lola.tokens)

    assert await save_export(workspace, tmp_path / "whole.zip", Signal())
    await asyncio.to_thread(running_hub.stop)
    assert not await save_export(workspace, tmp_path / "without.zip", Signal())
    await workspace.hub.close()

    with read_export(tmp_path / "whole.zip") as parts:
        record = parts.hub
    assert (record.account.name, record.account.roles, record.platforms) == ("lola", ("mentee",), ())
    assert [(one.name, one.state) for one in record.invitations] == [("lola", "used")]
    assert [one.this for one in record.devices] == [True]
    assert sum(entry.what == "project.start" for entry in record.log) == AUDIT_ROWS + 5
    assert len({entry.entry for entry in record.log}) == len(record.log)
    assert all(lola.me in (entry.person, entry.subject) for entry in record.log)
    with read_export(tmp_path / "without.zip") as parts:
        assert parts.hub is None


@pytest.mark.parametrize(
    ("language", "words"), [("uz", "bunday fayl yoki jild yoʻq"), ("ru", "такого файла или папки нет")]
)
async def test_why_a_file_cannot_be_had_is_said_in_the_persons_language(two, tmp_path, language, words):
    use_language(language)
    try:
        with pytest.raises(Problem) as unsaved:
            await save_export(two[0].workspace, tmp_path / "not there" / "export.zip", Signal())
        with pytest.raises(Problem) as unread:
            read_bundle(tmp_path / "none.gtreview")

        assert words in str(unsaved.value.what)
        assert words in str(unread.value.what)
    finally:
        use_language("en")


async def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(two, tmp_path):
    with pytest.raises(Problem, match="cannot be saved"):
        await save_export(two[0].workspace, tmp_path / "not there" / "export.zip", Signal())


async def test_cancelled_it_leaves_what_was_there(two, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(b"an older one")
    task = asyncio.ensure_future(save_export(two[0].workspace, path, Signal()))
    await asyncio.sleep(0)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await two[0].background.compute(lambda: None)
    await two[0].background.compute(lambda: None)

    assert [file.name for file in tmp_path.glob("export.zip*")] == ["export.zip"]


# --- only what the hub does not have ---


@pytest.fixture
async def unsent(two, tmp_path):
    path = tmp_path / "unsent.zip"
    await save_unsent(two[0].workspace, path)
    return path


async def test_what_the_hub_does_not_have_comes_back_on_another_computer(two, desk, unsent):
    other = desk("timur", "mentee")
    await other.meet()

    taken = await take_back(other.workspace, unsent)

    assert (taken.changes, taken.returned, taken.drafts, taken.left) == (2, 1, 1, 0)
    assert [one.posted.change.text for one in await other.workspace.returned()] == ["Receipts by SMS"]
    assert await other.workspace.drafts("answer/s1/", str) == {"answer/s1/t1": "Oʻylab koʻraman"}
    await other.meet()
    await two[1].meet()
    tree = (await two[1].workspace.see(Iteration, "s1#1")).tree
    assert await two[1].workspace.file((await two[1].workspace.tree(tree)).files[0].sha) == CONTENT


async def test_it_is_there_exactly_once_also_when_both_computers_send_it(two, desk, unsent):
    timur, malika = two
    other = desk("timur", "mentee")
    await other.meet()
    await take_back(other.workspace, unsent)
    for one in (other, timur, other, malika):
        await one.meet()

    for one in (timur, other):
        assert (one.workspace.state.waiting, one.workspace.state.returned) == (0, 1)
    assert len(await malika.workspace.see_all(Iteration)) == 1


@pytest.mark.parametrize("meanwhile", ["nothing", "sent", "dismissed and written"])
async def test_a_second_time_brings_nothing(two, desk, unsent, meanwhile):
    other = desk("timur", "mentee")
    await other.meet()
    await take_back(other.workspace, unsent)
    if meanwhile == "sent":
        await other.meet()
    if meanwhile == "dismissed and written":
        await other.workspace.dismiss((await other.workspace.returned())[0])
        await other.workspace.forget_draft("answer/s1/t1")

    taken = await take_back(other.workspace, unsent)

    assert (taken.changes, taken.returned, taken.drafts, taken.left) == (0, 0, 0, 0)
    assert other.workspace.state.returned == (meanwhile != "dismissed and written")


async def test_on_the_same_computer_everything_is_there_already(two, unsent):
    taken = await take_back(two[0].workspace, unsent)

    assert (taken.changes, taken.returned, taken.drafts, taken.left) == (0, 0, 0, 0)
    assert two[0].workspace.state.waiting == 2


async def test_a_draft_that_is_being_written_here_stays_and_the_other_is_told_of(two, desk, unsent):
    other = desk("timur", "mentee")
    await other.workspace.keep_draft("answer/s1/t1", "Something else")

    taken = await take_back(other.workspace, unsent)

    assert (taken.drafts, taken.left) == (0, 1)
    assert await other.workspace.drafts("answer/s1/", str) == {"answer/s1/t1": "Something else"}


async def test_somebody_elses_is_not_taken(two, unsent):
    with pytest.raises(Problem, match="This file is timur's"):
        await take_back(two[1].workspace, unsent)

    assert two[1].workspace.state.waiting == 0


async def test_a_damaged_one_changes_nothing(two, desk, unsent, tmp_path):
    harmed = tmp_path / "harmed.zip"
    with zipfile.ZipFile(unsent) as old, zipfile.ZipFile(harmed, "w") as new:
        for entry in old.infolist():
            if not entry.filename.startswith("blobs/"):
                new.writestr(entry, old.read(entry))
    other = desk("timur", "mentee")

    with pytest.raises(Problem, match="not an export"):
        await take_back(other.workspace, harmed)

    await other.workspace.refresh_state()
    assert (other.workspace.state.waiting, other.workspace.state.returned) == (0, 0)


async def test_the_first_window_opens_it_too(two, desk, unsent):
    other = await opened(desk, unsent)

    assert (other.workspace.state.waiting, other.workspace.state.returned) == (2, 1)
    await other.meet()
    assert await other.workspace.see(Iteration, "s1#1") is not None


async def test_people_read_it_as_well(two, unsent):
    with zipfile.ZipFile(unsent) as file:
        told = json.loads(file.read("unsent.json"))

    assert [entry["what"] for entry in told["waiting"]] == ["Open submission", "Hand in"]
    assert told["came_back"][0]["words"] == "Receipts by SMS"
