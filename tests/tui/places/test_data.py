"""The place Data: a letter does what it says, what it opens comes back to it, and each line says how it stands."""

import threading

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.i18n import set_language
from funneltui.tui.desk.mail import MailRun
from funneltui.tui.places.data import ENTRIES
from tests.services.letters import ALSO_ME, ANSWER, AUTOMATIC, ME, SENT, UNKNOWN, mbox
from tests.tui.driving import NOW, driven, fill, opened

WAYS = {
    "i": "ImportScreen",
    "e": "ExportScreen",
    "d": "DuplicatesScreen",
    "p": "DataPrivacyScreen",
    "m": "MailScreen",
    "c": "CalendarScreen",
    "s": "SettingsScreen",
    "h": "HistoryScreen",
    "b": "BackupsScreen",
    "v": "CheckScreen",
    "a": "StagesScreen",
    "g": "GridScreen",
    "t": "TemplatesScreen",
}


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    return funnel


async def open_data(program) -> None:
    await program.press("f7")
    await program.opens("DataScreen")


def test_every_line_of_it_opens_something():
    assert {letter for key, letter, _name, _about in ENTRIES if key} == set(WAYS)


@pytest.mark.parametrize("letter", WAYS)
async def test_a_letter_does_what_it_says_and_escape_comes_back(funnel, letter):
    async with driven(funnel) as program:
        await open_data(program)
        await program.press(letter)
        await program.opens(WAYS[letter])
        await program.press("escape")
        await program.opens("DataScreen")
        await program.press("escape")
        await program.opens("BoardScreen")


@pytest.mark.parametrize(("size", "language"), [((120, 40), "en"), ((80, 24), "fr")])
async def test_it_fills_the_screen_like_the_other_places(funnel, size, language):
    set_language(language)
    async with driven(funnel, size) as program:
        await open_data(program)
        top, *_rest, bottom = program.text.splitlines()
        assert "F7" in top
        assert "Sophie" not in program.text, "no board behind it"
        assert ("Esc" if language == "en" else "Échap") in bottom
        await program.sees(str(funnel.database.path)[-20:])  # of one without room the end
        for key in ("f3", "f7"):
            await program.press(key)
        await program.opens("DataScreen")


async def test_every_line_says_how_it_stands_and_follows(funnel):
    fill(funnel, NewProspect(name="Sophie MARTIN", emails=("s@asso.fr",)))
    async with driven(funnel) as program:
        await open_data(program)
        await program.sees("1 pair", "no mailbox yet", "7 stages", "7 criteria", "last change")
        funnel.backups.make()
        await program.press("h", "escape")
        await program.opens("DataScreen")
        await program.sees("latest 22 Nov")


async def open_backups(program) -> None:
    await open_data(program)
    await program.press("b")
    await program.opens("BackupsScreen")


async def test_a_backup_is_made_looked_into_and_restored_and_the_restore_undone(funnel):
    async with driven(funnel) as program:
        funnel.backups.wait()
        await open_backups(program)
        before = len(funnel.backups.list())
        await program.press("m")
        await program.sees("Verified backup", "on request", "1 contact")
        assert len(funnel.backups.list()) == before + 1
        funnel.services.opportunities.lose([1], reason="price")
        await program.press("l")
        await program.sees("The file is sound. Last change in it")
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.sees("Restore the backup of", "backed up first")
        await program.press("escape")
        await program.opens("BackupsScreen")
        assert program.card(1).stage_key == "lost", "Esc changes nothing"
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.press("enter")
        await program.opens("BackupsScreen")
        await program.sees("Restored. The previous file", "before a backup was restored")
        assert program.card(1).stage_key != "lost"
        kept = next(one for one in funnel.backups.list() if one.reason == "restore")
        assert kept.pinned
        program.app.screen.listed.pick(kept.path.name)
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.press("enter")
        await program.until(lambda: program.card(1).stage_key == "lost", "the restore is undone")


async def test_the_first_backup_gets_the_keys_and_what_needs_one_is_hinted_at_with_it(tmp_path):
    funnel = opened(tmp_path)
    async with driven(funnel) as program:
        await open_backups(program)
        await program.sees("No backup yet")
        hints = program.text_in(program.screen.query_one("#hints"))
        assert "m make one" in hints
        assert "restore" not in hints
        assert "look inside" not in hints
        await program.press("m")
        await program.sees("on request", "Enter restore", "look inside")
        await program.press("enter")
        await program.opens("ConfirmScreen")


async def test_a_damaged_backup_is_told_and_changes_nothing(funnel):
    made = funnel.backups.make()
    content = bytearray(made.path.read_bytes())
    content[5000:5100] = b"x" * 100
    made.path.write_bytes(content)
    async with driven(funnel) as program:
        await open_backups(program)
        await program.sees("on request")
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.press("enter")
        await program.opens("BackupsScreen")
        await program.sees("damaged")
        assert program.card(1).name == "Sophie Martin"


async def test_the_health_check_says_what_to_do_and_does_what_it_can(funnel):
    funnel.database.path.chmod(0o644)
    async with driven(funnel) as program:
        await open_data(program)
        await program.press("v")
        await program.opens("CheckScreen")
        await program.sees("Others on this computer can read the file", "Enter makes the file yours alone", "1 problem")
        await program.press("enter")
        await program.sees("The file is sound")
        assert funnel.database.path.stat().st_mode & 0o777 == 0o600


MAIL = """From: Sophie <s@asso.fr>
To: me@example.com
Date: Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <1@asso.fr>
Subject: Film

"""


async def test_a_mailbox_is_read_and_told_in_numbers(tmp_path):
    box = tmp_path / "one.eml"
    box.write_text(MAIL)
    funnel = opened(tmp_path, own_addresses=["me@example.com"], mail_sources=[str(box)])
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    async with driven(funnel) as program:
        await open_data(program)
        await program.sees("1 mailbox")
        await program.press("m")
        await program.opens("MailScreen")
        await program.press("r")
        await program.sees("1 new, 0 already logged, 0 automatic, 0 from people", "from Sophie Martin: Film", "20 Nov")
        await program.press("r")
        await program.sees("0 new, 1 already logged")
        assert "Film" not in program.text


async def test_what_a_reading_found_is_listed_and_leads_to_the_contact(tmp_path):
    box = tmp_path / "INBOX"
    box.write_bytes(mbox([ANSWER, SENT, *AUTOMATIC["reply"][:1], *UNKNOWN]))
    funnel = opened(tmp_path, own_addresses=[ME, ALSO_ME], mail_sources=[str(box)])
    fill(funnel, NewProspect(name="Paul Roux"), NewProspect(name="Sophie Martin", emails=("sophie@asso.example",)))
    async with driven(funnel) as program:
        await open_data(program)
        await program.press("m")
        await program.opens("MailScreen")
        await program.press("r")
        await program.sees("Logged", "from Sophie Martin: Re: Votre projet", "to Sophie Martin: Votre projet été")
        await program.sees("Automatic, not logged", "automatic answer", "Unknown addresses", "bob@elsewhere.example")
        for _ in range(4):
            await program.press("down")
        await program.sees("Enter opens the contact.")
        await program.press("enter")
        await program.opens("ContactsScreen")
        await program.sees("Sophie Martin")


async def test_a_mailbox_that_cannot_be_read_keeps_no_other_from_being_read(tmp_path):
    box = tmp_path / "one.eml"
    box.write_text(MAIL)
    funnel = opened(tmp_path, own_addresses=["me@example.com"], mail_sources=[str(tmp_path / "gone"), str(box)])
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    async with driven(funnel) as program:
        await open_data(program)
        await program.press("m")
        await program.opens("MailScreen")
        await program.press("r")
        await program.sees("1 new, 0 already logged", "gone doesn't exist")


async def test_a_long_reading_says_how_far_it_is_and_stops(tmp_path, monkeypatch):
    box = tmp_path / "INBOX"
    message = f"From s@asso.fr x\n{MAIL}\n".encode()
    box.write_bytes(b"".join(message.replace(b"<1@", b"<%d@" % number) for number in range(2000)))
    funnel = opened(tmp_path, own_addresses=["me@example.com"], mail_sources=[str(box)])
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    tick, waits = MailRun._tick, threading.Event()

    def slowly(run, count):
        waits.wait(30)
        return tick(run, count)

    monkeypatch.setattr(MailRun, "_tick", slowly)
    async with driven(funnel) as program:
        await open_data(program)
        await program.press("m")
        await program.opens("MailScreen")
        await program.press("r")
        await program.sees("Reading e-mails")
        await program.press("escape")
        waits.set()
        await program.sees("Stopped. No e-mail was logged.")
        assert funnel.reads.contact.timeline(1, kind="touches") == []
        await program.press("r")
        await program.sees("2,000 new, 0 already logged")


async def test_the_mailboxes_are_read_again_when_the_program_starts(tmp_path, monkeypatch):
    box = tmp_path / "one.eml"
    box.write_text(MAIL)
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    sources = [str(tmp_path / "gone"), str(box)]
    fill(opened(tmp_path), NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    async with driven(opened(tmp_path, own_addresses=["me@example.com"], mail_sources=sources[1:])) as program:
        await program.sees("Read e-mails: 1 new")
        await program.press("u")
        await program.sees("Undone: Read e-mails: 1 new")
    async with driven(opened(tmp_path, own_addresses=["me@example.com"], mail_sources=sources)) as program:
        await program.sees("gone doesn't exist")


async def test_another_file_than_the_usual_one_reads_no_mail(tmp_path, monkeypatch):
    box = tmp_path / "one.eml"
    box.write_text(MAIL)
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "mine.db"))
    funnel = opened(tmp_path, own_addresses=["me@example.com"], mail_sources=[str(box)])
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    async with driven(funnel) as program:
        await program.press("j")
        assert funnel.reads.contact.timeline(1, kind="touches") == []


async def test_a_folder_that_cannot_be_written_is_told_once(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    (tmp_path / "taken").write_text("a file")
    funnel = opened(tmp_path, calendar_folder=str(tmp_path / "taken"))
    fill(funnel, NewProspect(name="Sophie Martin"))
    async with driven(funnel) as program:
        await program.press("B")
        await program.opens("TemperatureScreen")
        await program.press("h", "ctrl+s")
        await program.sees("Can't write")


async def test_a_calendar_folder_is_named_and_filled(funnel, tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_DB", str(funnel.database.path))
    funnel.services.opportunities.plan([1], NextStep(NOW.date(), "call"))
    folder = tmp_path / "calendar"
    async with driven(funnel) as program:
        await open_data(program)
        await program.press("c")
        await program.opens("CalendarScreen")
        await program.press("enter")
        await program.opens("SettingScreen")
        await program.write(str(folder))
        await program.press("ctrl+s")
        await program.opens("CalendarScreen")
        await program.sees("1 event", "1 file changed")
        assert len(list(folder.glob("*.ics"))) == 1


async def test_whoever_is_to_be_informed_is_listed_and_gone_to(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",), source="fair"))
    async with driven(funnel) as program:
        await open_data(program)
        await program.sees("1 source to disclose")
        await program.press("p")
        await program.opens("DataPrivacyScreen")
        await program.sees("Sophie Martin", "disclose by")
        await program.press("enter")
        await program.opens("ContactsScreen")
