"""Out of the program: the mail program, the clipboard, the editor, with nothing that could run by itself."""

import os
from pathlib import Path

import pytest

from funneltui.errors import InvalidValueError
from funneltui.tui.places.other_programs import EditorError, url_of
from tests.tui.driving import HOSTILE, driven, fill, opened
from tests.tui.on_board import lead


@pytest.mark.parametrize(
    ("kind", "value", "url"),
    [
        ("email", "a+b@x.fr", "mailto:a%2Bb@x.fr"),
        ("phone", "06 12 34 56 78", "tel:+33612345678"),
        ("link", "lumiere.fr/x", "https://lumiere.fr/x"),
        ("link", "http://x.fr", "http://x.fr"),
        ("link", " https://www.linkedin.com/in/x ", "https://www.linkedin.com/in/x"),
    ],
)
def test_what_is_opened(kind, value, url):
    assert url_of(kind, value) == url


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("link", "javascript:alert(1)"),
        ("link", "file:///etc/passwd"),
        ("link", "https://"),
        ("link", "https://x.fr/\x1b]0;x\x07"),
        ("email", "a@x.fr\r\nBcc: b@x.fr"),
    ],
)
def test_what_is_not_opened(kind, value):
    with pytest.raises(InvalidValueError):
        url_of(kind, value)


@pytest.fixture
def folder(tmp_path):
    """A folder of somebody's project: documents, programs, and what is neither."""
    folder = tmp_path / "projet été"
    folder.mkdir()
    for name in ("offer.pdf", "notes", "run.sh", "Setup.EXE", "tool"):
        (folder / name).touch(0o755 if name == "tool" else 0o644)
    os.mkfifo(folder / "pipe.pdf")
    return folder


@pytest.mark.parametrize("name", ["offer.pdf", "notes", ""])
def test_a_document_or_a_folder_is_opened(folder, name):
    assert url_of("file", f" {folder / name} ") == (folder / name).as_uri()


def test_a_file_of_a_deal_may_be_a_link_and_in_ones_home(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    assert url_of("file", "https://drive.example/x") == "https://drive.example/x"
    assert url_of("file", "~/offer.pdf") == (folder / "offer.pdf").as_uri()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("run.sh", "Only documents"),
        ("Setup.EXE", "Only documents"),
        ("tool", "Only documents"),
        ("gone.pdf", "doesn't exist"),
        ("pipe.pdf", "doesn't exist"),
        ("a\0b", "doesn't exist"),
        ("x" * 5000, "name is too long"),
    ],
)
def test_no_program_is_run_and_nothing_is_waited_for(folder, name, words):
    with pytest.raises(InvalidValueError, match=words):
        url_of("file", str(folder / name))


@pytest.fixture
def outside(monkeypatch):
    """What was opened and copied."""
    from funneltui.tui.app import FunnelApp

    done: list[tuple[str, str]] = []
    monkeypatch.setattr(FunnelApp, "open_url", lambda _self, url, **_more: done.append(("open", url)))
    monkeypatch.setattr(FunnelApp, "copy_to_clipboard", lambda _self, text: done.append(("copy", text)))
    return done


async def test_the_only_way_is_opened_at_once_and_one_of_several_is_chosen(tmp_path, outside):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ann", 1, emails=("ann@x.fr",)), lead("Bob", 2, emails=("bob@x.fr",), phones=("0612345678",)))
    fill(funnel, lead(HOSTILE, 3))
    async with driven(funnel) as program:
        await program.press("o")
        await program.sees("Opened: ann@x.fr")
        await program.press("j", "o")
        await program.opens("PickScreen")
        await program.press("down", "enter")
        await program.sees("Opened: 06")
        await program.press("j", "o")
        await program.sees("has no e-mail, phone, link or file yet")
        assert outside == [("open", "mailto:ann@x.fr"), ("open", "tel:+33612345678")]
        assert "\x1b" not in program.raw


async def test_a_file_of_a_deal_is_noted_seen_and_opened(tmp_path, folder, outside):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ann", 1))
    async with driven(funnel) as program:
        await program.press("e")
        await program.opens("EditScreen")
        program.screen.row("files").target.focus()
        await program.write(f"{folder / 'offer.pdf'}\nhttps://drive.example/x")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.press("enter")
        await program.sees("Files", "drive.example/x")
        await program.press("escape", "o")
        await program.opens("PickScreen")
        await program.press("enter")
        await program.sees("Opened: ")
        assert outside == [("open", (folder / "offer.pdf").as_uri())]


async def test_a_fact_is_copied_and_of_several_cards_the_addresses(tmp_path, outside):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ann", 1, emails=("ann@x.fr",)), lead("Bob", 2, emails=("bob@x.fr",)), lead("Cid", 3))
    async with driven(funnel) as program:
        await program.press("y")
        await program.opens("PickScreen")
        await program.press("down", "enter")
        await program.sees("Copied: Ann")
        await program.press("ctrl+a", "y")
        await program.sees("Copied: ann@x.fr, bob@x.fr")
        assert outside == [("copy", "Ann"), ("copy", "ann@x.fr, bob@x.fr")]


async def test_the_note_is_written_in_an_editor_as_one_step(tmp_path, monkeypatch):
    funnel = opened(tmp_path)
    (card,) = fill(funnel, lead("Ann", note="before"))

    def write(_app, command):
        Path(command[-1]).write_text("before and after\n", encoding="utf-8")

    monkeypatch.setattr("funneltui.tui.places.other_programs._run", write)
    async with driven(funnel) as program:
        await program.press("E")
        await program.sees("Edited Ann")
        assert program.card(card).note == "before and after"
        await program.press("u")
        await program.until(lambda: program.card(card).note == "before")


async def test_an_editor_that_fails_changes_nothing_and_says_so(tmp_path, monkeypatch):
    funnel = opened(tmp_path)
    (card,) = fill(funnel, lead("Ann", note="before"))

    def fail(_app, command):
        raise EditorError("The editor {editor} failed: {detail}", editor=command[0], detail="no")

    monkeypatch.setattr("funneltui.tui.places.other_programs._run", fail)
    monkeypatch.setenv("EDITOR", "ed -x")
    async with driven(funnel) as program:
        await program.press("E")
        await program.sees("The editor ed failed: no")
        assert program.card(card).note == "before"


async def test_what_cannot_be_opened_is_not_said_to_be(tmp_path, monkeypatch):
    from funneltui.errors import RefusedError
    from funneltui.tui.app import FunnelApp

    def refuse(_self, url, **_more):
        raise RefusedError("No program can open {address}.", address=url)

    monkeypatch.setattr(FunnelApp, "open_url", refuse)
    funnel = opened(tmp_path)
    fill(funnel, lead("Ann", 1, emails=("ann@x.fr",)))
    async with driven(funnel) as program:
        await program.press("o")
        await program.sees("No program can open mailto:ann@x.fr.")
        await program.press("T")
        await program.opens("WriteScreen")
        await program.press("enter")
        await program.sees("No program can open mailto:ann@x.fr")
        assert funnel.reads.contact.timeline(1, kind="touches") == []


async def test_the_organizations_site_is_opened_and_its_numbers_are_copied(tmp_path, outside):
    funnel = opened(tmp_path)
    (card,) = fill(funnel, lead("Ann", 1, organization="Alpha"))
    funnel.services.opportunities.edit(card, {"website": "alpha.example", "siret": "73282932000074"})
    async with driven(funnel) as program:
        await program.press("o")
        await program.sees("Opened: alpha.example")
        await program.press("y")
        await program.opens("PickScreen")
        await program.write("siret")
        await program.press("enter")
        await program.sees("Copied: 73282932000074")
        assert outside == [("open", "https://alpha.example"), ("copy", "73282932000074")]
