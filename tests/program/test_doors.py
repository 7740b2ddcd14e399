"""Coming in for the first time, coming back, and what is said when a door stays shut."""

import asyncio
import json

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from sqlalchemy import insert

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.accounts import join_link
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.shell.window import Window
from growtogether_desktop.store.tables import outbox
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.workspace.export import save_export

PASSPHRASE = "a passphrase of my own"
PASSWORD = "five quiet green lamps"


def fill(page, **words):
    for field, text in words.items():
        editor = page.fields[field].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def said(page):
    return " ".join(notice.accessibleName() for notice in page.findChildren(Notice) if not notice.isHidden())


async def host(run):
    run.welcome.open_door("host")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(
        page,
        programme="Kelajak",
        owner="Kamron Tursunov",
        login="kamron@example.org",
        password=PASSWORD,
        passphrase=PASSPHRASE,
    )
    page.go()
    await run.until(lambda: isinstance(run.program.window, Window))


async def test_a_programme_is_hosted_and_its_desk_opens_again(start):
    run = await start()
    await host(run)
    await run.until(lambda: run.window.workspace.state.phase == "in_step")
    assert run.window.workspace.my_name == "Kamron Tursunov"
    assert COORDINATOR in run.window.workspace.me.roles
    await run.close()

    again = await start()
    fill(again.welcome.page, passphrase="not this one, surely")
    again.welcome.page.go()
    await again.until(lambda: "opens nothing" in said(again.welcome.page))
    fill(again.welcome.page, passphrase=PASSPHRASE)
    again.welcome.page.go()
    await again.until(lambda: isinstance(again.program.window, Window))
    assert again.window.workspace.my_name == "Kamron Tursunov"
    await again.until(lambda: again.window.workspace.state.phase == "in_step")


@pytest.mark.parametrize("field", ["address", "code"])
async def test_the_link_of_an_invitation_fills_in_hub_and_code(start, field):
    run = await start()
    run.welcome.open_door("join")
    page = run.welcome.page

    fill(page, **{field: join_link("http://127.0.0.1:9", "ABCDE-FGHJK")})

    assert [page.fields[id].editor.text() for id in ("address", "code")] == ["http://127.0.0.1:9", "ABCDE-FGHJK"]


@pytest.mark.parametrize("role", ["coordinator", "mentor", "mentee"])
async def test_the_demo_opens_for_every_role_and_leaves_nothing(start, tmp_path, role):
    run = await start()

    await run.welcome.doors.demo(role)

    assert run.window.workspace.state.phase == "demo"
    await run.close()
    assert not (tmp_path / "desk" / "cache.sqlite").exists()


async def test_what_is_missing_is_said_beside_its_field(start):
    run = await start()
    run.welcome.open_door("join")
    page = run.welcome.page

    page.go()

    assert page.fields["address"].complaint == "This is needed."
    assert page.fields["name"].complaint == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://hub.example.org", "would not be encrypted"),
        ("127.0.0.1:9", "not the address of a hub|cannot be reached"),
        ("http://127.0.0.1:9", "cannot be reached"),
        ("ftp://hub.example.org", "not the address of a hub"),
    ],
)
async def test_an_address_that_leads_nowhere_is_told(start, address, words):
    run = await start()
    run.welcome.open_door("sign in")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=address, login="kamron", password=PASSWORD, passphrase=PASSPHRASE)

    page.go()

    await run.until(lambda: any(word in said(page) for word in words.split("|")))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "not a hub we understand"),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n",
            "not a hub we understand",
        ),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "trouble of its own"),
        (b"rubbish that is no HTTP\r\n\r\n", "cannot be reached"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 71\r\n\r\n"
            b'{"programme":"X","version":"9.0","protocols":[9],"epoch":1,"more":true}',
            "newer than this program",
        ),
    ],
)
async def test_whatever_answers_there_is_told(start, answer, words):
    async def speak(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    run = await start()
    run.welcome.open_door("sign in")
    page = run.welcome.page
    await run.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, address=f"http://127.0.0.1:{port}", login="kamron", password=PASSWORD, passphrase=PASSPHRASE)

    page.go()

    await run.until(lambda: words in said(page))
    server.close()


async def test_a_damaged_cache_is_told_and_kept(start, tmp_path):
    run = await start()
    await host(run)
    await run.close()
    cache = tmp_path / "desk" / "cache.sqlite"
    damaged = cache.read_bytes()[:2048] + b"\0" * 4096
    cache.write_bytes(damaged)
    for beside in ("cache.sqlite-wal", "cache.sqlite-shm"):
        (tmp_path / "desk" / beside).unlink(missing_ok=True)

    again = await start()
    fill(again.welcome.page, passphrase=PASSPHRASE)
    again.welcome.page.go()

    await again.until(lambda: "cache" in said(again.welcome.page))
    assert cache.read_bytes() == damaged


async def test_what_the_hub_does_not_have_can_be_saved_from_a_cache_that_is_too_new(start, tmp_path):
    run = await start()
    await host(run)
    await run.until(lambda: run.window.workspace.state.phase == "in_step")
    run.program._connection.postman.stop()
    await run.window.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    with run.program.cache.writing.begin() as db:
        db.execute(insert(outbox).values(id="later", kind="moon", subject="m", body=b'{"kind": "moon.land"}'))
        db.exec_driver_sql("PRAGMA user_version = 99")
    await run.close()
    before = (tmp_path / "desk" / "cache.sqlite").read_bytes()

    again = await start()
    fill(again.welcome.page, passphrase=PASSPHRASE)
    again.welcome.page.go()
    await again.until(lambda: "newer version" in said(again.welcome.page))
    await again.program.save_unsent(tmp_path / "unsent.json")

    saved = json.loads((tmp_path / "unsent.json").read_text())
    assert saved["name"] == "Kamron Tursunov"
    assert "Bozor" in json.dumps(saved["waiting"][0]["change"])
    assert saved["waiting"][1] == {"change": {"kind": "moon.land"}}
    assert (tmp_path / "desk" / "cache.sqlite").read_bytes() == before


async def test_a_desk_that_does_not_open_keeps_its_key_and_opens_when_the_trouble_is_over(start, tmp_path):
    run = await start()
    await host(run)
    await run.close()
    cache, elsewhere = tmp_path / "desk" / "cache.sqlite", tmp_path / "elsewhere"
    cache.rename(elsewhere)
    cache.mkdir()

    again = await start()
    fill(again.welcome.page, passphrase=PASSPHRASE)
    again.welcome.page.go()
    await again.until(lambda: "cannot be written" in said(again.welcome.page))
    with pytest.raises(Problem, match="desk in this folder already"):
        again.program._vault.make(PASSPHRASE)
    cache.rmdir()
    elsewhere.rename(cache)
    again.welcome.page.go()

    await again.until(lambda: isinstance(again.program.window, Window))
    assert again.window.workspace.my_name == "Kamron Tursunov"


async def test_whoever_has_lost_every_way_in_connects_anew(start, tmp_path):
    run = await start()
    await host(run)
    await run.close()
    again = await start()
    locked = again.welcome.page

    next(button for button in locked.findChildren(QPushButton) if "Nothing opens it" in button.text()).click()
    again.welcome.page.go()
    await again.until(lambda: "code" not in again.welcome.page.__dict__ and not (tmp_path / "desk/vault.json").exists())

    assert (tmp_path / "desk" / "locked-1" / "cache.sqlite").exists()
    again.welcome.open_door("sign in")
    assert "address" in again.welcome.page.fields


async def test_a_recovery_code_opens_the_desk(start):
    run = await start()
    await host(run)
    code = await run.window.workspace.lock.new_recovery_code()
    await run.close()

    again = await start()
    fill(again.welcome.page, passphrase=code.lower())
    again.welcome.page.go()

    await again.until(lambda: isinstance(again.program.window, Window))
    assert again.window.workspace.my_name == "Kamron Tursunov"


async def test_an_export_opens_in_another_folder(start, tmp_path):
    run = await start()
    await host(run)
    await save_export(run.window.workspace, tmp_path / "export.zip", Signal())
    await run.close()
    (tmp_path / "desk").rename(tmp_path / "the desk before")

    again = await start()
    again.welcome.open_door("export")
    page = again.welcome.page
    await again.until(lambda: not page.fields["passphrase"].isHidden())
    fill(page, file=str(tmp_path / "export.zi"), passphrase=PASSPHRASE)
    page.go()
    await again.until(lambda: "not an export" in said(page))
    fill(page, file=str(tmp_path / "export.zip"))
    page.go()

    await again.until(lambda: isinstance(again.program.window, Window))
    assert again.window.workspace.my_name == "Kamron Tursunov"
    assert COORDINATOR in again.window.workspace.me.roles
