"""Erasing somebody: on their name, for good, and no import, form or export brings them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from funneltui.domain.entries import NewProspect, NewTouch, NextStep
from funneltui.errors import InvalidValueError, NotFoundError, RefusedError
from funneltui.services.erasing import Erasing
from funneltui.services.exporting import Exporting
from funneltui.services.merging import Merging
from funneltui.services.opposition import OpposedAddressError
from funneltui.services.people import People
from funneltui.services.privacy import Privacy
from funneltui.settings import Settings
from funneltui.storage.errors import BusyError, ErasedStepError, NothingToUndoError
from tests import stored
from tests.services.desk import TODAY
from tests.services.office import Office

ZOE = NewProspect(
    name="Zoé Quintrell",
    organization="Brume",
    emails=("Zoe@Brume.fr",),
    phones=("06 12 34 56 78",),
    links=("linkedin.com/in/zoe-q", "brume.fr"),
    note="loves the lighthouse",
    next_step=NextStep(TODAY, "call about the lighthouse"),
)


class Bureau(Office):
    """An office that erases."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.erasing = Erasing(self.unit_of_work)
        self.privacy = Privacy(self.unit_of_work, Settings())
        self.exporting = Exporting(self.database, self.clock, Settings())

    def content(self) -> bytes:
        """Every byte that is in the folder."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.iterdir()))


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    one = Bureau(tmp_path)
    one.opportunities.add(ZOE)
    yield one
    one.close()


def test_the_name_is_to_be_typed_case_and_accents_aside(bureau: Bureau) -> None:
    with pytest.raises(InvalidValueError, match="Zoé Quintrell") as refusal:
        bureau.erasing.erase(1, "Zoé")
    assert refusal.value.field == "name"
    assert bureau.rows("SELECT count(*) FROM contact") == [(1,)]
    done = bureau.erasing.erase(1, " zoe quintrell ")
    assert bureau.rows("SELECT count(*) FROM contact") == [(0,)]
    assert (done.label, done.unfinished) == ("Erased a contact", None)
    assert (done.addresses, done.organization) == (3, True)


def test_a_name_without_letters_is_typed_as_it_is(bureau: Bureau) -> None:
    bureau.add("\u200d")
    for typed in ("", "\u200c"):
        with pytest.raises(InvalidValueError):
            bureau.erasing.erase(2, typed)
    bureau.erasing.erase(2, "\u200d")
    assert bureau.rows("SELECT count(*) FROM contact") == [(1,)]


def test_nobody_cannot_be_erased(bureau: Bureau) -> None:
    with pytest.raises(NotFoundError):
        bureau.erasing.erase(99, "x")


def test_everything_a_person_does_with_somebody_is_gone(bureau: Bureau) -> None:
    bureau.touches.log([1], NewTouch("email", note="sent the lighthouse"), NextStep(TODAY, "lighthouse again"))
    bureau.answer(1, fit="yes")
    bureau.opportunities.move([1], "lead")
    bureau.opportunities.bin([1])
    bureau.history.undo()
    bureau.erasing.erase(1, "Zoé Quintrell")
    content = bureau.content()
    for secret in (b"Quintrell", b"quintrell", b"rume", b"lighthouse", b"34567"):
        assert secret not in content
    with pytest.raises(ErasedStepError):
        bureau.history.undo()
    with pytest.raises(NothingToUndoError):
        bureau.history.undo(past_erasure=True)


def test_whoever_was_merged_goes_too(bureau: Bureau) -> None:
    bureau.add("Zaz", note="an owl")
    Merging(bureau.unit_of_work, Settings()).merge(1, 2)
    bureau.erasing.erase(1, "Zoé Quintrell")
    assert b"an owl" not in bureau.content()
    assert bureau.rows("SELECT count(*) FROM contact") == [(0,)]


def test_what_cannot_be_cleaned_yet_is_told_and_cleaned_later(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau.unit_of_work._patience = 0.01
    with_reader = bureau.database.connect()
    with_reader.execute("BEGIN")
    with_reader.execute("SELECT * FROM contact").fetchall()
    done = bureau.erasing.erase(1, "Zoé Quintrell")
    assert isinstance(done.unfinished, BusyError)
    assert bureau.rows("SELECT scrubbed_at FROM erasure") == [(None,)]
    with_reader.close()
    assert bureau.erasing.finish() is None
    assert b"Quintrell" not in bureau.content()


# -- Who was erased stays away ------------------------------------------------------------------------


@pytest.fixture
def erased(bureau: Bureau) -> Bureau:
    """The office after Zoé was erased, with somebody else there."""
    bureau.opportunities.add(NewProspect(name="Paul Martin", emails=("paul@x.fr",)))
    bureau.erasing.erase(1, "Zoé Quintrell")
    return bureau


@pytest.mark.parametrize(
    "again",
    [
        {"emails": ("ZOE@brume.fr",)},
        {"phones": ("+33 6 12 34 56 78",)},
        {"links": ("https://fr.linkedin.com/in/Zoe-Q/",)},
    ],
)
def test_adding_them_again_is_refused(erased: Bureau, again: dict[str, Any]) -> None:
    with pytest.raises(OpposedAddressError, match="do-not-contact list"):
        erased.add("Zoé Q.", **again)
    assert erased.rows("SELECT name FROM contact") == [("Paul Martin",)]


def test_giving_their_address_to_somebody_is_refused(erased: Bureau) -> None:
    people = People(erased.unit_of_work, Settings())
    with pytest.raises(OpposedAddressError):
        people.edit(2, {"email": "paul@x.fr, zoe@brume.fr"})
    people.edit(2, {"email": "paul@x.fr, info@x.fr"})


def test_whoever_comes_back_by_themselves_is_let_in(erased: Bureau) -> None:
    erased.add("Zoé Q.", emails=("zoe@brume.fr",), came_back=True)
    assert erased.rows("SELECT kind FROM opposition ORDER BY id") == [("phone",), ("link",)]
    erased.history.undo()
    assert erased.rows("SELECT kind FROM opposition ORDER BY id") == [("email",), ("phone",), ("link",)]
    assert erased.add("Colleague", links=("brume.fr",))


def test_an_address_is_taken_off_the_list(erased: Bureau) -> None:
    erased.privacy.allow_address("Zoe@brume.fr")
    erased.privacy.allow_address("06.12.34.56.78")
    erased.privacy.allow_address("www.linkedin.com/in/zoe-q")
    assert erased.rows("SELECT count(*) FROM opposition") == [(0,)]
    with pytest.raises(NotFoundError, match="isn't on the do-not-contact list"):
        erased.privacy.allow_address("zoe@brume.fr")
    with pytest.raises(InvalidValueError):
        erased.privacy.allow_address("Zoé")
    erased.add("Zoé Q.", emails=("zoe@brume.fr",))


PEOPLE = "name,email,phone\nZoé Q.,zoe@brume.fr,\nQuintrell,,0612345678\nAnne Roy,anne@x.fr,\n"
WHY = "refused: erased and on the do-not-contact list"


@pytest.mark.parametrize("mode", ["skip", "update", "create"])
def test_an_import_leaves_them_out_and_says_why(erased: Bureau, mode: str) -> None:
    report = erased.take(PEOPLE, on_duplicate=mode)
    assert (report.created, report.skipped, report.reject_file) == (1, 2, None)
    assert [(one.message, one.count) for one in report.reasons] == [(WHY, 2)]
    assert erased.column("SELECT name FROM contact ORDER BY id") == ["Paul Martin", "Anne Roy"]


def test_an_export_from_before_does_not_bring_them_back(bureau: Bureau) -> None:
    paul = bureau.add("Paul Martin", emails=("paul@x.fr",))
    bureau.qualification.add_decider(paul, "Zoé Q.", call=NextStep(TODAY, "call"), email="zoe@brume.fr")
    bureau.touches.log([1, paul], NewTouch("call"))
    with bureau.unit_of_work.step("Link") as work:
        stored.update(work, "contact", 2, introduced_by_id=1)
        stored.insert(
            work, "touch", contact_id=2, opportunity_id=1, happened_at=work.now, channel="call", direction="in"
        )
    path = bureau.folder / "all.json"
    bureau.exporting.write(path)
    for contact in bureau.rows("SELECT id, name FROM contact"):
        bureau.erasing.erase(int(str(contact[0])), str(contact[1]), oppose=contact[1] != "Paul Martin")
    preview = bureau.importing.preview(path)
    report = bureau.importing.run(preview)
    for told in (preview, report):
        assert (told.rows, told.created, told.contacts, told.skipped) == (2, 1, 1, 1)
        assert [(one.message, one.count) for one in told.reasons] == [(WHY, 1)]
    assert bureau.rows("SELECT name, introduced_by_id FROM contact") == [("Paul Martin", None)]
    assert bureau.rows("SELECT count(*) FROM opportunity_role") == [(0,)]
    assert sorted(bureau.rows("SELECT opportunity_id IS NULL FROM touch")) == [(0,), (1,)]
    assert bureau.importing.run(bureau.importing.preview(path)).skipped == 2


def test_the_list_and_the_proofs_go_along_with_an_export(erased: Bureau, tmp_path: Path) -> None:
    path = erased.folder / "all.json"
    erased.exporting.write(path)
    (tmp_path / "other").mkdir()
    other = Bureau(tmp_path / "other")
    try:
        other.importing.run(other.importing.preview(path))
        columns = "SELECT uid, kind, secret, digest, noted_on FROM opposition ORDER BY id"
        assert other.rows(columns) == erased.rows(columns)
        proof = "SELECT uid, erased_at, row_count FROM erasure"
        assert other.rows(proof) == erased.rows(proof)
        with pytest.raises(RefusedError):
            other.add("Zoé", emails=("zoe@brume.fr",))
    finally:
        other.close()
