"""After somebody is erased, no byte of them is anywhere in the folders that the program writes."""

from __future__ import annotations

import csv

import pytest

SIGNS = (b"quintrell", b"Quintrell", b"zenobia", b"Zenobia", b"612345678", b"6 12 34 56 78", b"engines.example")


def _found(folder) -> dict[str, list[bytes]]:
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = {str(path.relative_to(folder)): [sign for sign in SIGNS if sign in files[path]] for path in files}
    return {name: signs for name, signs in found.items() if signs}


@pytest.fixture
def filled(home):
    """Zenobia Quintrell, wherever the program can have put her, and Bob Grey."""
    home.done("config", "set", "calendar_folder", str(home.folder / "calendar"))
    home.done("config", "set", "calendar_file", str(home.folder / "all.ics"))
    home.done("config", "set", "contacts_folder", str(home.folder / "contacts"))
    home.done("add", "Zenobia Quintrell", "--email", "zenobia@engines.example", "--phone", "06 12 34 56 78")
    home.done("next", "1", "fri call")
    home.done("add", "Bob Grey", "--email", "bob@g.example", "--next", "fri write")
    home.done("log", "1", "call", "--out", "--note", "Quintrell called back")
    home.done("backup")
    home.done("edit", "1", "note=Zenobia likes engines")
    home.done("undo")
    source = home.folder / "people.csv"
    source.write_text(
        "Name,First name,Phone,Note\n"
        ",,,nobody at all\n"
        ",,+33 6 12 34 56 78,a number alone\n"
        ",,,Quintrell (Zenobia) was there\n"
    )
    home.done("import", str(source))
    source.unlink()
    return home


def _rejected(home) -> list[list[str]]:
    (path,) = home.folder.rglob("*.rejected.csv")
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def test_no_byte_of_an_erased_person_is_left(filled) -> None:
    before = _found(filled.folder)
    for place in ("funnel.db", "funnel.db.backups", "calendar", "all.ics", "contacts", "rejected"):
        assert any(place in name for name in before), f"nothing of her in {place}, so nothing to erase: {before}"
    rows = len(_rejected(filled))
    told = filled.done("privacy", "erase", "1", "--name", "Zenobia Quintrell", "--json")
    assert '"rejected": 2' in told
    assert _found(filled.folder) == {}
    assert len(_rejected(filled)) == rows - 2
    assert "nobody at all" in str(_rejected(filled)), "what is not hers stays"
    assert "Bob Grey" in filled.done("list")
    assert any((filled.folder / "calendar").iterdir()), "his action is in the calendar still"
    filled.done("doctor")


def test_a_form_that_was_left_is_erased_too(filled) -> None:
    program = filled.program()
    program.select("Zenobia")
    program.press("c")
    program.until(lambda: program.shows("Channel"), "the form of an exchange")
    program.fill(Outcome="Zenobia wants engines")
    program.press("escape")
    program.until(lambda: not program.shows("Channel"), "the board")
    program.press("q")
    program.process.wait(timeout=60)
    filled.done("privacy", "erase", "1", "--name", "Zenobia Quintrell")
    assert _found(filled.folder) == {}
