"""Whatever was done before and after somebody was erased: the rest is undone and redone whole, and they are gone."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from funneltui.domain.entries import NewProspect, NewTouch, NextStep
from funneltui.errors import FunnelError
from funneltui.services.erasing import Erasing
from funneltui.services.history import History
from funneltui.services.importing.service import Importing
from funneltui.services.importing.values import ImportOptions
from funneltui.services.merging import Merging
from funneltui.services.opportunities import Opportunities
from funneltui.services.people import People
from funneltui.services.qualification import Qualification
from funneltui.services.touches import Touches
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.errors import NothingToRedoError, NothingToUndoError
from funneltui.storage.tables import JOURNALLED
from funneltui.storage.unit_of_work import UnitOfWork
from tests.lengths import rounds
from tests.reliability import workers

_STEPS = 40
_ORGANIZATIONS = ("", "Brume", "Engines", "Atelier")
_MISTAKEN = (217, 316, 358, 1018, 1127)
"""Lives in which somebody was taken for somebody else once: merges that were undone, and done again otherwise."""
_LEFT_BEHIND = ("opposition", "erasure")
"""Tables of which undoing takes nothing back."""


class Life:
    """Random work on one file. Every word about a person has their mark in it, so that it can be looked for."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.folder = folder
        clock = workers.clock()
        self.database = Database.open(folder / "funnel.db", clock=clock)
        self.work = UnitOfWork(self.database, clock, "test")
        self.cards = Opportunities(self.work, Settings())
        self.people = People(self.work, Settings())
        self.merging = Merging(self.work, Settings())
        self.touches = Touches(self.work, Settings())
        self.qualification = Qualification(self.work, Settings())
        self.importing = Importing(self.work, Settings())
        self.history = History(self.work, Settings())
        self.erasing = Erasing(self.work)
        self.today = clock.today()
        self.count = 0
        self.marks: dict[int, set[str]] = {}
        """By contact: what is only found where something is said about them."""
        self.merged: dict[int, int] = {}
        """Into whom somebody was merged last, whether or not that was undone."""

    def close(self) -> None:
        self.work.close()

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(self.database.path)) as connection:
            return connection.execute(statement).fetchall()

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        tables = [table for table in JOURNALLED if table not in _LEFT_BEHIND] + ["card", "search"]
        return {table: sorted(self.rows(f"SELECT * FROM {table}"), key=repr) for table in tables}

    def bytes_left(self, marks: set[str]) -> set[str]:
        content = b"".join(path.read_bytes() for path in self.folder.glob("funnel.db*"))
        return {mark for mark in marks if mark.encode() in content}

    # -- What may happen ------------------------------------------------------------------------

    def one(self) -> int:
        """Some contact that is not in the bin."""
        return int(str(self.dice.choice(self.rows("SELECT id FROM contact WHERE binned_at IS NULL"))[0]))

    def card(self) -> tuple[int, int]:
        """Some card, and whose it is."""
        found = self.rows("SELECT id, contact_id FROM opportunity WHERE binned_at IS NULL")
        card, contact = self.dice.choice(found)
        return int(str(card)), int(str(contact))

    def mark(self, contact: int) -> str:
        """A word about somebody that occurs nowhere else."""
        self.count += 1
        word = f"qz{self.count:03}zq"
        self.marks.setdefault(contact, set()).add(word)
        return word

    def add(self) -> None:
        word = self.mark(0)
        self.marks[0].discard(word)
        card = self.cards.add(
            NewProspect(
                name=f"Ada {word}",
                organization=self.dice.choice(_ORGANIZATIONS),
                emails=(f"{word}@x.fr",),
                next_step=NextStep(self.today, word),
            )
        ).opportunity
        ((contact,),) = self.rows(f"SELECT contact_id FROM opportunity WHERE id = {card}")
        self.marks.setdefault(int(str(contact)), set()).add(word)

    def edit(self) -> None:
        contact = self.one()
        fields = {
            "note": self.mark(contact),
            "name": f"Ada {self.mark(contact)}",
            "organization": self.dice.choice(_ORGANIZATIONS),
            "introduced_by": f"#{self.one()}",
        }
        name = self.dice.choice(sorted(fields))
        self.people.edit(contact, {name: fields[name]})

    def log(self) -> None:
        cards = {self.card() for _ in range(self.dice.randrange(1, 3))}
        note = self.mark(next(iter(cards))[1]) if len(cards) == 1 else ""
        self.touches.log([card for card, _contact in cards], NewTouch("call", incoming=True, note=note))

    def move(self) -> None:
        cards = {self.card()[0] for _ in range(3)}
        self.cards.move(sorted(cards), self.dice.choice(["suspect", "lead"]))

    def park(self) -> None:
        card, contact = self.card()
        self.cards.park([card], until=date(2027, 1, 1), why=self.mark(contact))

    def bin(self) -> None:
        self.cards.bin([self.card()[0]])

    def decide(self) -> None:
        card, _contact = self.card()
        word = self.mark(0)
        self.marks[0].discard(word)
        self.qualification.add_decider(card, f"Eve {word}", call=NextStep(self.today, "call"))
        ((contact,),) = self.rows("SELECT max(id) FROM contact")
        self.marks.setdefault(int(str(contact)), set()).add(word)

    def merge(self) -> None:
        keep, other = self.one(), self.one()
        self.merging.merge(keep, other)
        self.merged[other] = keep

    def import_(self) -> None:
        words = [self.mark(0) for _ in range(3)]
        self.marks[0].clear()
        path = self.folder / "people.csv"
        path.write_text("name,email,company\n" + "".join(f"Lin {word},{word}@x.fr,Brume\n" for word in words))
        self.importing.run(self.importing.preview(path, ImportOptions()))
        path.unlink()
        for contact, name in self.rows("SELECT id, name FROM contact WHERE name LIKE 'Lin%'"):
            self.marks.setdefault(int(str(contact)), set()).update(word for word in words if word in str(name))

    def undo(self) -> None:
        self.history.undo(past_erasure=True)

    def redo(self) -> None:
        self.history.redo()

    def erase(self) -> set[str]:
        """Erase somebody; the marks that have to be gone."""
        contact = self.one()
        ((name,),) = self.rows(f"SELECT name FROM contact WHERE id = {contact}")
        theirs = {contact}
        binned = {int(str(one)) for (one,) in self.rows("SELECT id FROM contact WHERE binned_at IS NOT NULL")}
        while more := {other for other, keep in self.merged.items() if keep in theirs and other in binned} - theirs:
            theirs |= more
        done = self.erasing.erase(contact, str(name), oppose=self.dice.random() < 0.5)
        assert done.unfinished is None
        return {mark for one in theirs for mark in self.marks.pop(one, set())}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(rounds(4, 20)), *_MISTAKEN])
def test_the_rest_of_a_life_is_undone_and_redone(tmp_path: Path, seed: int) -> None:
    life = Life(tmp_path, seed)
    doings: list[Callable[[], object]] = [
        *(life.add, life.edit, life.edit, life.edit, life.log, life.log, life.move, life.park, life.bin),
        *(life.decide, life.merge, life.import_, life.undo, life.redo),
    ]
    gone: set[str] = set()
    try:
        for _ in range(3):
            life.add()
        for number in range(_STEPS):
            with contextlib.suppress(FunnelError, IndexError):  # refused, or nobody is left
                if number % 10 == 9:
                    gone |= life.erase()
                    assert life.bytes_left(gone) == set()
                else:
                    life.dice.choice(doings)()
        with contextlib.suppress(NothingToRedoError):
            while True:
                life.history.redo()
        last, steps = life.state(), 0
        with contextlib.suppress(NothingToUndoError):
            while True:
                life.history.undo(past_erasure=True)
                steps += 1
        assert life.rows("SELECT count(*) FROM contact") == [(0,)]
        assert life.rows("SELECT count(*) FROM organization") == [(0,)]
        for _ in range(steps):
            life.history.redo()
        assert life.state() == last
        assert life.rows("PRAGMA foreign_key_check") == []
        assert life.bytes_left(gone) == set()
    finally:
        life.close()
