"""Whatever a person does, undoing all of it and redoing all of it passes through the same states."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.losses import DEFAULT_LOSS_REASONS
from funneltui.domain.merging import Take
from funneltui.domain.money import Money
from funneltui.domain.stages import DEFAULT_STAGES
from funneltui.errors import FunnelError
from funneltui.services.history import History
from funneltui.services.importing.service import Importing
from funneltui.services.importing.values import ImportOptions
from funneltui.services.merging import Merging
from funneltui.services.opportunities import Opportunities
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.tables import JOURNALLED
from funneltui.storage.unit_of_work import UnitOfWork
from tests.lengths import rounds
from tests.reliability import workers

_names = st.sampled_from(["Sophie Martin", "Ada [/] Ltd", "Łéa 🚀", "O'Neil; DROP", "x" * 200]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).filter(str.strip)
_words = st.sampled_from(["", "call back", "réf. n° 5 — « ok »"])
_days = st.integers(-20, 60)
_stages = st.sampled_from([stage.key for stage in DEFAULT_STAGES])
_reasons = st.sampled_from([reason.key for reason in DEFAULT_LOSS_REASONS])
_amounts = st.none() | st.integers(0, 10**9)


def state_of(connection):
    """Everything a person entered, and everything that is kept beside it."""
    tables = (*JOURNALLED, "card", "stage_total", "search")
    return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


class UndoMachine(RuleBasedStateMachine):
    """Random work on one file; the states it went through are kept in order."""

    cards = Bundle("cards")

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "funnel.db"
        self.clock = workers.clock()
        self.today = self.clock.today()
        self._open()
        self.past = [state_of(self.connection)]
        self.future = []

    def teardown(self):
        """Undo everything, redo everything, and undo everything again from a file opened anew."""
        try:
            self._walk(self.history.undo, list(reversed(self.past[:-1])))
            states = [*self.past[1:], *reversed(self.future)]
            self._walk(self.history.redo, states)
            self._close()
            self._open()
            self._walk(self.history.undo, [self.past[0], *states][-2::-1])
        finally:
            self._close()
            shutil.rmtree(self.folder)

    def _walk(self, way, states):
        for state in states:
            way()
            assert state_of(self.connection) == state
        with contextlib.suppress(FunnelError):
            way()
            raise AssertionError("one step more than there should be")

    def _open(self):
        database = Database.open(self.path, clock=self.clock)
        self.unit_of_work = UnitOfWork(database, self.clock, "test")
        self.service = Opportunities(self.unit_of_work, Settings())
        self.history = History(self.unit_of_work, Settings())
        self.merging = Merging(self.unit_of_work, Settings())
        self.importing = Importing(self.unit_of_work, Settings())
        self.connection = workers.reading(self.path)

    def _close(self):
        self.connection.close()
        self.unit_of_work.close()

    def _did(self, action):
        """Do something; a refusal leaves everything as it was, a step is a new state at the end of the line."""
        self.clock.instant += timedelta(minutes=7)
        try:
            change = action()
        except FunnelError:
            change = None
        state = state_of(self.connection)
        if change is None or change.step_id is None:
            assert state == self.past[-1], "nothing was done, and something is different"
        else:
            self.past.append(state)
            self.future.clear()
        return change

    # -- What a person does --------------------------------------------------------------------

    @initialize(target=cards, name=_names)
    def first(self, name):
        return self._did(lambda: self.service.add(NewProspect(name))).opportunity

    @rule(target=cards, name=_names, organization=_words, stage=st.sampled_from(["", "lead"]), due=st.none() | _days)
    def add(self, name, organization, stage, due):
        step = None if due is None else NextStep(self.today + timedelta(days=due), "call")
        new = NewProspect(name, organization=organization, stage=stage, next_step=step, tags=("a", "b"))
        return self._did(lambda: self.service.add(new)).opportunity

    @rule(card=cards, field=st.sampled_from(["title", "name", "organization", "note", "email"]), text=_words | _names)
    def edit(self, card, field, text):
        self._did(lambda: self.service.edit(card, {field: text}))

    @rule(
        ids=st.lists(cards, min_size=1, max_size=3), stage=_stages, reason=st.sampled_from(["", "she said so", "price"])
    )
    def move(self, ids, stage, reason):
        self._did(lambda: self.service.move(ids, stage, reason=reason))

    @rule(ids=st.lists(cards, min_size=1, max_size=3), by=st.sampled_from([-1, 1, 2]))
    def shift(self, ids, by):
        self._did(lambda: self.service.shift(ids, by, reason="because"))

    @rule(card=cards, amount=_amounts)
    def win(self, card, amount):
        value = None if amount is None else Money(amount, "EUR")
        self._did(lambda: self.service.win([card], value=value))

    @rule(ids=st.lists(cards, min_size=1, max_size=3), reason=_reasons, note=_words)
    def lose(self, ids, reason, note):
        self._did(lambda: self.service.lose(ids, reason=reason, note=note))

    @rule(card=cards, days=_days, why=_words)
    def park(self, card, days, why):
        self._did(lambda: self.service.park([card], until=self.today + timedelta(days=days), why=why))

    @rule(ids=st.lists(cards, min_size=1, max_size=2))
    def reopen(self, ids):
        self._did(lambda: self.service.reopen(ids))

    @rule(target=cards, card=consumes(cards), back=st.booleans())
    def bin(self, card, back):
        self._did(lambda: self.service.bin([card]))
        if back:
            self._did(lambda: self.service.restore([card]))
        return card

    @rule(ids=st.lists(cards, min_size=1, max_size=3), tag=st.sampled_from(["web", "vidéo", '"']), on=st.booleans())
    def tag(self, ids, tag, on):
        self._did(lambda: self.service.tag(ids, add=[tag] if on else [], remove=[] if on else [tag]))

    @rule(ids=st.lists(cards, min_size=1, max_size=2), due=_days, what=_words)
    def plan(self, ids, due, what):
        self._did(lambda: self.service.plan(ids, NextStep(self.today + timedelta(days=due), what)))

    @rule(card=cards, due=st.none() | _days)
    def done(self, card, due):
        then = None if due is None else NextStep(self.today + timedelta(days=due), "again")
        self._did(lambda: self.service.done([card], then))

    @rule(
        people=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=4),
        on=st.sampled_from(["skip", "update", "create"]),
    )
    def import_a_file(self, people, on):
        table = self.folder / "people.csv"
        rows = [f"Person {one},{one}@b.example,Org {len(self.past)}" for one in people]
        table.write_text("\n".join(["name,email,organization", *rows]) + "\n", "utf-8")

        def run():
            return self.importing.run(self.importing.preview(table, ImportOptions(on_duplicate=on))).change

        self._did(run)

    @rule(keep=cards, other=cards, take=st.sampled_from(Take))
    def merge(self, keep, other, take):
        people = dict(self.connection.execute("SELECT id, contact_id FROM opportunity"))
        self._did(lambda: self.merging.merge(people.get(keep, 0), people.get(other, 0), {"note": take}))

    # -- Back and forth ------------------------------------------------------------------------

    @rule(count=st.integers(1, 3))
    def undo(self, count):
        if count >= len(self.past):
            return
        self.history.undo(count)
        for _ in range(count):
            self.future.append(self.past.pop())
        assert state_of(self.connection) == self.past[-1]

    @rule(count=st.integers(1, 3))
    def redo(self, count):
        if count > len(self.future):
            return
        self.history.redo(count)
        for _ in range(count):
            self.past.append(self.future.pop())
        assert state_of(self.connection) == self.past[-1]

    @rule()
    def reopen_file(self):
        self._close()
        self._open()
        assert state_of(self.connection) == self.past[-1]

    @invariant()
    def what_is_derived_is_what_would_be_made_anew(self):
        assert derived.differences(self.connection) == ()


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(
    max_examples=rounds(6, 30),
    stateful_step_count=25,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
