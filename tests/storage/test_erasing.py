"""Somebody who is erased is gone: from the tables, the index, the journal, the file's bytes and its copies."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.storage import derived, erasing, scrubbing
from funneltui.storage.copies import copies_of
from funneltui.storage.database import Database
from funneltui.storage.errors import (
    BusyError,
    ChangedSinceError,
    ErasedStepError,
    NothingToRedoError,
    NothingToUndoError,
    OtherStepsError,
    ReadOnlyFileError,
    UnreadableFileError,
)
from funneltui.storage.opposing import OppositionList
from funneltui.storage.outcome import words
from funneltui.storage.persons import MERGE
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

ZOE, PAUL, ANNE = 1, 2, 3
ZOES_CARD, PAULS_CARD = 1, 2
SECRETS = (b"Quintrell", b"quintrell", b"zoe@brume", b"34567", b"feuilleton", b"Brume", b"brume", b"lighthouse")
"""What can be found of Zoé, and of nobody else."""


@pytest.fixture
def office(unit_of_work: UnitOfWork) -> UnitOfWork:
    """Zoé with everything that can be known of somebody, among others whose rows mention her."""
    with unit_of_work.step("Imported {file}: {count}", file="zoe quintrell.csv", count=3) as work:
        brume = stored.insert(work, "organization", name="Brume & Cie")
        stored.insert(work, "organization", name="Analytical Engines")
        stored.insert(
            work, "contact", name="Zoé Quintrell", organization_id=brume, note="writes a feuilleton", source="LinkedIn"
        )
        stored.insert(work, "contact", name="Paul Martin", organization_id=2, introduced_by_id=ZOE)
        stored.insert(work, "contact", name="Anne Roy", organization_id=2)
        for kind, value, normalized in (
            ("email", "Zoe@Brume.fr", "zoe@brume.fr"),
            ("phone", "06 12 34 56 78", "+33612345678"),
            ("link", "lighthouse.example", "lighthouse.example"),
        ):
            stored.insert(work, "contact_point", contact_id=ZOE, kind=kind, value=value, normalized=normalized)
        stored.insert(work, "opportunity", contact_id=ZOE, stage_id=1, title="feuilleton", amount=5000)
        stored.insert(work, "opportunity", contact_id=PAUL, stage_id=2, title="site")
    with unit_of_work.step("Log with {name}", name="Zoé Quintrell") as work:
        stored.insert(
            work,
            "touch",
            contact_id=ZOE,
            opportunity_id=ZOES_CARD,
            happened_at=work.now,
            channel="call",
            direction="in",
            note="loves the lighthouse",
        )
        stored.insert(work, "next_action", opportunity_id=ZOES_CARD, due_on="2026-12-01", what="lighthouse")
        stored.insert(work, "answer", opportunity_id=ZOES_CARD, criterion_id=1, answer="yes", evidence="lighthouse")
        stored.insert(work, "proposal", opportunity_id=ZOES_CARD, reference="lighthouse")
    decides = "{person} decides on the deal of {name}"
    with unit_of_work.step(decides, person="Zoé Quintrell", name="Paul Martin") as work:
        stored.insert(work, "opportunity_role", opportunity_id=PAULS_CARD, contact_id=ZOE, role="decider")
        stored.insert(work, "opportunity_role", opportunity_id=ZOES_CARD, contact_id=PAUL, role="user")
        stored.insert(work, "answer", opportunity_id=PAULS_CARD, criterion_id=1, answer="no", said_by="Zoe Quintrell")
        stored.insert(work, "answer", opportunity_id=PAULS_CARD, criterion_id=2, answer="yes", said_by="Paul")
        stored.insert(
            work,
            "touch",
            contact_id=PAUL,
            opportunity_id=ZOES_CARD,
            happened_at=work.now,
            channel="call",
            direction="in",
        )
    with unit_of_work.step("Moved {count} deals to {stage}", count=2, stage=words("Lead")) as work:
        for card in (ZOES_CARD, PAULS_CARD):
            stored.update(work, "opportunity", card, stage_id=3)
            stored.insert(work, "stage_move", opportunity_id=card, from_stage_id=1, to_stage_id=3, moved_at=work.now)
    with unit_of_work.step("Edit {name}", name="Paul Martin") as work:
        stored.update(work, "contact", PAUL, job_title="director")
    return unit_of_work


def erase(office: UnitOfWork, contact: int = ZOE, *, oppose: bool = True, organization: bool = True) -> erasing.Erasing:
    """Erase somebody and clean the file."""
    done, _change = office.erase(contact, oppose=oppose, organization=organization)
    office.scrub()
    return done


@contextlib.contextmanager
def reading(database: Database) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(database.connect()) as connection:
        yield connection


def left_of(database: Database, *secrets: bytes) -> set[bytes]:
    """Which of these bytes are anywhere in the folder of the file."""
    content = b"".join(path.read_bytes() for path in sorted(database.path.parent.iterdir()))
    return {one for one in secrets or SECRETS if one in content}


def test_every_row_and_every_byte_of_them_is_gone(office: UnitOfWork, database: Database) -> None:
    assert left_of(database) == set(SECRETS)
    done = erase(office)
    assert left_of(database) == set()
    with reading(database) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Paul Martin",), ("Anne Roy",)]
        assert connection.execute("SELECT name FROM card").fetchall() == [("Paul Martin",)]
        assert connection.execute("SELECT name FROM organization").fetchall() == [("Analytical Engines",)]
        for table in ("contact_point", "next_action", "proposal", "opportunity_role"):
            assert connection.execute(f"SELECT * FROM {table}").fetchall() == []
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert derived.differences(connection) == ()
    # contact, organization, 3 points, card, touch, action, answer, proposal, 2 roles, move
    assert (done.rows, done.organization, done.mentions) == (13, True, ())


def test_what_others_said_and_did_stays(office: UnitOfWork, database: Database) -> None:
    erase(office)
    with reading(database) as connection:
        assert connection.execute("SELECT introduced_by_id FROM contact WHERE id = ?", (PAUL,)).fetchone() == (None,)
        assert connection.execute("SELECT contact_id, opportunity_id FROM touch").fetchall() == [(PAUL, None)]
        said = connection.execute("SELECT answer, said_by FROM answer ORDER BY id").fetchall()
        assert said == [("no", ""), ("yes", "Paul")]


def test_the_proof_says_when_and_how_much_but_not_who(office: UnitOfWork, database: Database) -> None:
    done = erase(office)
    with reading(database) as connection:
        found = connection.execute(
            "SELECT erased_at, row_count, step_count, address_count, scrubbed_at FROM erasure"
        ).fetchall()
    now = "2026-11-22T11:00:00Z"
    assert found == [(now, done.rows, 4, 2, now)]


def test_the_history_lists_the_steps_without_their_words(office: UnitOfWork, database: Database) -> None:
    erase(office)
    with reading(database) as connection:
        steps = connection.execute("SELECT name, arguments, state, erased_on FROM step ORDER BY id").fetchall()
    erased = {"message": erasing.ERASED}
    day = "2026-11-22"
    assert [(name, json.loads(arguments), state, on) for name, arguments, state, on in steps] == [
        ("Imported {file}: {count}", {"file": erased, "count": 3}, "done", day),
        ("Log with {name}", {"name": erased}, "dropped", day),
        ("{person} decides on the deal of {name}", {"person": erased, "name": "Paul Martin"}, "done", day),
        ("Moved {count} deals to {stage}", {"count": 2, "stage": words("Lead")}, "done", day),
        ("Edit {name}", {"name": "Paul Martin"}, "done", None),
        (erasing.ERASURE, {}, "sealed", day),
    ]


def test_undo_says_that_it_is_for_good_and_goes_on_before_it_when_told_to(
    office: UnitOfWork, database: Database
) -> None:
    erase(office)
    with pytest.raises(ErasedStepError, match="personal data"):
        office.undo()
    names = [office.undo(past_erasure=True).name for _ in range(4)]
    assert names == [
        "Edit {name}", "Moved {count} deals to {stage}", "{person} decides on the deal of {name}",
        "Imported {file}: {count}",
    ]  # fmt: skip
    with pytest.raises(NothingToUndoError):
        office.undo(past_erasure=True)
    with reading(database) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    office.redo(4)
    with reading(database) as connection:
        assert connection.execute("SELECT name, job_title FROM contact").fetchall() == [
            ("Paul Martin", "director"), ("Anne Roy", ""),
        ]  # fmt: skip
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert derived.differences(connection) == ()
    office.scrub()
    assert left_of(database) == set()


def test_steps_meant_one_by_one_are_undone_without_what_was_erased(office: UnitOfWork, database: Database) -> None:
    erase(office)
    with pytest.raises(NothingToUndoError):
        office.undo(2, only=[2, 6], past_erasure=True)
    with pytest.raises(OtherStepsError):
        office.undo(2, only=[3, 6], past_erasure=True)
    office.undo(3, only=[2, 4, 5, 6], past_erasure=True)
    with reading(database) as connection:
        undone = connection.execute("SELECT id FROM step WHERE state = 'undone'").fetchall()
    assert undone == [(4,), (5,)]


def test_undone_steps_of_theirs_are_not_done_again(office: UnitOfWork, database: Database) -> None:
    office.undo(2)
    erase(office)
    with pytest.raises(NothingToRedoError):
        office.redo()
    assert left_of(database) == set()


def test_whoever_the_journal_alone_still_knows_goes_too(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add {name}", name="Zoé Quintrell") as work:  # added, undone…
        stored.insert(work, "contact", name="Zoé Quintrell")
        stored.insert(
            work, "contact_point", contact_id=1, kind="email", value="zoe@brume.fr", normalized="zoe@brume.fr"
        )
        stored.insert(work, "opportunity", contact_id=1, stage_id=1, title="feuilleton")
    unit_of_work.undo()
    with unit_of_work.step("Add {name}", name="Z. Q.") as work:  # …and added again, by another name
        stored.insert(work, "contact", name="Z. Q.")
        stored.insert(
            work, "contact_point", contact_id=2, kind="email", value="zoe@brume.fr", normalized="zoe@brume.fr"
        )
    with unit_of_work.step("Edit {name}", name="Quintrell, Zoé") as work:
        stored.update(work, "contact", 2, name="Quintrell, Zoé", note="lighthouse")
        stored.delete(work, "contact_point", 2)
    erase(unit_of_work, 2, organization=False)
    assert left_of(database) == set()
    with reading(database) as connection:
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)


@pytest.mark.parametrize("hangs", ["a card", "nothing"])
def test_whoever_was_merged_into_them_goes_too(office: UnitOfWork, database: Database, hangs: str) -> None:
    with office.step("Add") as work:
        other = stored.insert(work, "contact", name="Zaz", note="an owl", introduced_by_id=ZOE)
        stored.insert(work, "contact", name="Zaz", introduced_by_id=other)
        card = 0
        if hangs == "a card":
            card = stored.insert(work, "opportunity", contact_id=other, stage_id=1, title="an owl")
    for kept, gone in ((PAUL, ANNE), (ZOE, other)):
        name = {PAUL: "Paul Martin", ZOE: "Zoé Quintrell"}[kept]
        with office.step(MERGE, other="Zaz", name=name) as work:
            stored.update(work, "contact", gone, binned_at=work.now)
            for one in (ANNE, other + 1):
                stored.update(work, "contact", one, introduced_by_id=kept)
            if kept == ZOE and hangs == "a card":
                stored.update(work, "opportunity", card, contact_id=ZOE)
                stored.delete(work, "opportunity_role", 2)
    erase(office)
    assert left_of(database, *SECRETS, b"an owl") == set()
    with reading(database) as connection:
        assert connection.execute("SELECT id FROM contact ORDER BY id").fetchall() == [(PAUL,), (ANNE,), (other + 1,)]


def test_whoever_is_no_longer_merged_into_them_stays(office: UnitOfWork, database: Database) -> None:
    with office.step(MERGE, other="Anne Roy", name="Zoé Quintrell") as work:
        stored.update(work, "contact", ANNE, binned_at=work.now)
        stored.update(work, "contact", ZOE, note="both")
    office.undo()
    erase(office)
    with reading(database) as connection:
        assert connection.execute("SELECT id FROM contact").fetchall() == [(PAUL,), (ANNE,)]


def test_an_organization_stays_while_somebody_may_need_it(office: UnitOfWork, database: Database) -> None:
    with office.step("Edit {name}", name="Anne Roy") as work:
        stored.update(work, "contact", ANNE, organization_id=1)
    with office.step("Edit {name}", name="Anne Roy") as work:
        stored.update(work, "contact", ANNE, organization_id=2)
    assert not erase(office).organization  # undo would put Anne back there
    office.undo(past_erasure=True)
    with reading(database) as connection:
        assert connection.execute("SELECT organization_id FROM contact WHERE id = ?", (ANNE,)).fetchone() == (1,)


def test_an_organization_stays_when_it_is_told_to(office: UnitOfWork, database: Database) -> None:
    assert not erase(office, organization=False).organization
    assert left_of(database) == {b"Brume", b"brume"}


def test_notes_of_others_that_have_the_name_are_counted(office: UnitOfWork) -> None:
    with office.step("Edit") as work:
        stored.update(work, "contact", PAUL, note="met through Zoé Quintrell")
        stored.update(work, "contact", ANNE, note="Quintrell, she said")
    assert len(erase(office).mentions) == 1


def test_a_name_of_one_word_is_not_looked_for(office: UnitOfWork) -> None:
    with office.step("Add") as work:
        stored.insert(work, "contact", name="Al", note="met Paul")
    assert erase(office, 4).mentions == ()


def test_nobody_is_nobody(office: UnitOfWork) -> None:
    with pytest.raises(NotFoundError):
        erase(office, 99)


def test_their_addresses_are_kept_as_hashes_only(office: UnitOfWork, database: Database) -> None:
    assert erase(office).addresses == 2
    with reading(database) as connection:
        listed = OppositionList(connection.execute)
        assert listed
        assert listed.holds([("email", "zoe@brume.fr")])
        assert listed.holds([("email", "other@brume.fr"), ("phone", "+33612345678")])
        assert not listed.holds([("email", "+33612345678"), ("link", "lighthouse.example"), ("link", "zoe@brume.fr")])
    assert left_of(database) == set()


def test_they_are_not_listed_when_they_are_not_to_be(office: UnitOfWork, database: Database) -> None:
    assert erase(office, oppose=False).addresses == 0
    with reading(database) as connection:
        listed = OppositionList(connection.execute)
    assert not listed
    assert not listed.holds([("email", "zoe@brume.fr")])


def test_an_address_is_listed_once_and_under_one_key(office: UnitOfWork, database: Database) -> None:
    with office.step("Add") as work:
        for contact in (PAUL, ANNE):
            stored.insert(
                work, "contact_point", contact_id=contact, kind="email", value="info@x.fr", normalized="info@x.fr"
            )
    for contact in (ZOE, PAUL, ANNE):
        erase(office, contact)
    with reading(database) as connection:
        found = connection.execute("SELECT count(*), count(DISTINCT secret) FROM opposition").fetchone()
    assert found == (3, 1)


# -- The bytes --------------------------------------------------------------------------------------


def test_copies_made_before_a_migration_go(office: UnitOfWork, database: Database, clock: FixedClock) -> None:
    copy = database.path.with_name(f"{database.path.name}.v1-20261122T110000Z.bak")
    copy.write_bytes(b"Quintrell")
    other = copy.with_name("mine.bak")
    other.write_bytes(b"")
    erase(office)
    assert copies_of(database.path) == []
    assert other.exists()


def test_copies_that_cannot_be_removed_leave_it_to_the_next_start(
    office: UnitOfWork, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.erase(ZOE, oppose=True, organization=True)

    def refuse(_path: Path) -> list[Path]:
        raise PermissionError(13, "denied")

    with monkeypatch.context() as patch:
        patch.setattr(scrubbing, "copies_of", refuse)
        with pytest.raises(UnreadableFileError):
            office.scrub()
    assert scrubbing.unscrubbed(database) == [1]
    office.scrub()
    assert scrubbing.unscrubbed(database) == []


def test_somebody_who_reads_meanwhile_leaves_it_to_the_next_start(database: Database, clock: FixedClock) -> None:
    with contextlib.closing(UnitOfWork(database, clock, patience=0.01)) as hurried:
        with hurried.step("Add") as work:
            stored.insert(work, "contact", name="Zoé Quintrell")
        with reading(database) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT * FROM contact").fetchall()
            hurried.erase(1, oppose=True, organization=True)
            with pytest.raises(BusyError):
                hurried.scrub()
        assert scrubbing.unscrubbed(database) == [1]
        hurried.scrub()
    assert left_of(database, b"Quintrell") == set()


def test_somebody_who_writes_meanwhile_leaves_it_to_the_next_start(database: Database, clock: FixedClock) -> None:
    with contextlib.closing(UnitOfWork(database, clock, patience=0.01)) as hurried:
        with hurried.step("Add") as work:
            stored.insert(work, "contact", name="Zoé Quintrell")
        hurried.erase(1, oppose=True, organization=True)
        with contextlib.closing(database.connect(write=True)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(BusyError):
                hurried.scrub()
        assert scrubbing.unscrubbed(database) == [1]
        hurried.scrub()
    assert left_of(database, b"Quintrell") == set()


def test_a_file_that_may_only_be_read_is_left_alone(office: UnitOfWork, database: Database, clock: FixedClock) -> None:
    office.erase(ZOE, oppose=True, organization=True)
    with contextlib.closing(UnitOfWork(Database(database.path, read_only=True), clock)) as reader:
        reader.scrub()
        with pytest.raises(ReadOnlyFileError):
            reader.erase(PAUL, oppose=True, organization=True)
    assert scrubbing.unscrubbed(database) == [1]


def test_a_step_that_others_changed_since_is_still_refused(office: UnitOfWork, database: Database) -> None:
    erase(office)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE contact SET note = 'mine' WHERE id = ?", (PAUL,))
    with pytest.raises(ChangedSinceError):
        office.undo(past_erasure=True)


def test_pairs_that_were_told_apart_and_unfinished_forms_go_too(office: UnitOfWork, database: Database) -> None:
    with office.step("Tell apart") as work:
        stored.insert(work, "distinct_pair", contact_id=ZOE, other_id=PAUL)
        stored.insert(work, "distinct_pair", contact_id=PAUL, other_id=ANNE)
    with office.step("And once more") as work:
        stored.insert(work, "distinct_pair", contact_id=ZOE, other_id=ANNE)
        stored.delete(work, "distinct_pair", 1)
    office.keep_draft("edit", "contact", ZOE, '{"note":"late"}')
    office.keep_draft("log", "opportunity", ZOES_CARD, '{"note":"late"}')
    office.keep_draft("add", "", 0, '{"name":"zoe QUINTRELL"}')
    office.keep_draft("add", "organization", 2, '{"note":"write to Zoe@brume.fr"}')
    office.keep_draft("edit", "contact", PAUL, '{"note":"stays"}')
    erase(office)
    with contextlib.closing(database.connect()) as connection:
        assert connection.execute("SELECT contact_id, other_id FROM distinct_pair").fetchall() == [(PAUL, ANNE)]
        assert connection.execute("SELECT fields FROM draft").fetchall() == [('{"note":"stays"}',)]
        kept = connection.execute("SELECT after FROM change WHERE table_name = 'distinct_pair'").fetchall()
    assert [json.loads(after)["contact_id"] for (after,) in kept] == [PAUL]


def test_the_other_of_a_pair_is_erased_as_well(office: UnitOfWork, database: Database) -> None:
    with office.step("Tell apart") as work:
        stored.insert(work, "distinct_pair", contact_id=PAUL, other_id=ANNE)
    erase(office, ANNE)
    with contextlib.closing(database.connect()) as connection:
        assert connection.execute("SELECT count(*) FROM distinct_pair").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM change WHERE table_name = 'distinct_pair'").fetchone() == (0,)
