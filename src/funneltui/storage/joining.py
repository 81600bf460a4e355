"""Rows of one funneltui file into another: each found again by its uid, or made with a new id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import SQLModel, col

from funneltui.storage.bulk import NewRow
from funneltui.storage.left_out import Document, LeftOut
from funneltui.storage.reads.known import Query
from funneltui.storage.tables import JOURNALLED, Answer, Contact, NextAction, StageCriterion, Template, table_of
from funneltui.storage.touched import Image, Value
from funneltui.storage.unit_of_work import Work

_STRUCTURE = frozenset({"stage", "criterion", "loss_reason", "saved_view", "stage_criterion", "template"})
_NATURAL = {
    **dict.fromkeys(("stage", "criterion", "loss_reason"), "key"),
    "saved_view": "name",
    "source": "folded_name",
    "touch": "external_id",
}
"""What names a row beside its uid, and may be there once."""
_BATCH = 1000
_OWN = frozenset({"id", "folded_name"})
_OWN_UID = frozenset({*_OWN, "uid"})
_BY_CONTENT = frozenset({"contact_point", "opportunity_role", "stage_criterion", "stage_move", "distinct_pair"})
"""Tables whose rows may be there under another uid, or come from a file that gave them none."""
_PLANTED = "template-"
"""How the uid of a template that every file begins with starts."""


class Foreseen(NamedTuple):
    """How many rows of a document are new here, and how many are there already."""

    new: int
    known: int


def foresee(document: Document, left_out: LeftOut, query: Query) -> tuple[Foreseen, Foreseen]:
    """What would become of a document's deals and of its contacts."""
    counts = []
    for table in ("opportunity", "contact"):
        present = {uid for (uid,) in query(f"SELECT uid FROM {table}", ())}
        known = [row.get("uid") in present for row in document.rows(table) if left_out.without(table, row)]
        counts.append(Foreseen(known.count(False), known.count(True)))
    deals, contacts = counts
    return deals, contacts


@dataclass(slots=True)
class MergeCounts:
    """What became of the deals, and how many contacts are new."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    contacts: int = 0


class Merge:
    """Brings a document into a file, inside a step.

    Args:
        work: The step.
        document: What to bring.
        left_out: Whoever of the document was erased here.
        update: Whether rows that are there take the document's values; else they stay.
    """

    def __init__(self, work: Work, document: Document, left_out: LeftOut, *, update: bool) -> None:
        self._work = work
        self._left_out = left_out
        self._document = document
        self._update = update
        self._fresh = work.first(Contact) is None
        self._ids: dict[str, dict[int, int]] = {}
        self._old: dict[str, set[int]] = {}
        self._made: dict[str, int] = {}
        self._counts = MergeCounts()

    def perform(self, tick: Callable[[int, int], None]) -> MergeCounts:
        """Do it.

        Raises:
            KeyError: A row lacks a column, has one too many, or refers to none.
        """
        total = sum(len(rows) for rows in self._document.tables.values())
        done = 0
        unknown = set(self._document.tables) - set(JOURNALLED)
        if unknown:
            raise KeyError(min(unknown))
        for table in self._ordered():
            tick(done, total)
            self._bring(table)
            done += len(self._document.tables.get(table, ()))
        tick(total, total)
        return self._counts

    def _ordered(self) -> list[str]:
        """The tables, each after those that it refers to."""
        left = {table: set(self._references(table).values()) - {table} for table in JOURNALLED}
        ordered: list[str] = []
        while left:
            ready = [table for table, needed in left.items() if needed <= set(ordered)]
            ordered += ready
            for table in ready:
                del left[table]
        return ordered

    def _references(self, table: str) -> dict[str, str]:
        return {key.parent.name: key.column.table.name for key in table_of(JOURNALLED[table]).foreign_keys}

    def _bring(self, table: str) -> None:
        references = self._references(table)
        itself = [column for column, target in references.items() if target == table]
        present = self._present(table)
        ids = self._ids.setdefault(table, {})
        old = self._old.setdefault(table, set())
        new: dict[int, Image] = {}
        links: list[tuple[int, Image]] = []
        # Rows that are known by what they hold are all looked for before any is added.
        most = _BATCH if self._fresh or table not in _BY_CONTENT else len(self._document.tables.get(table, ()))
        if table == "stage_criterion" and self._fresh:
            self._drop_other_gates()
        for whole in self._document.rows(table):
            row = self._left_out.without(table, whole)
            if row is None:
                continue
            number = row["id"]
            if not isinstance(number, int) or number in ids or number in new:
                raise KeyError(table, "id")
            if known := self._known(table, row, present):
                ids[number] = known
                old.add(known)
                self._merge_known(table, known, row, references)
                continue
            values = self._values(table, row, references, without=itself)
            if table in _BY_CONTENT and not self._wanted(table, values, references):
                continue
            if any(row.get(column) is not None for column in itself):
                links.append((number, {column: row[column] for column in (*itself, "updated_at") if column in row}))
            new[number] = values
            if len(new) > most:
                self._add(table, new)
                new = {}
        self._add(table, new)
        for number, row in links:
            self._link(table, ids[number], row, itself)
        if table == "template" and self._fresh and table in self._document.tables:
            self._drop_templates()
        self._count(table)

    def _add(self, table: str, new: dict[int, Image]) -> None:
        """Add new rows, given by the document's ids: which they keep in an empty file that never used them."""
        rows = [NewRow(row) for row in new.values()]
        made = self._work.add_rows(JOURNALLED[table], rows, list(new) if self._fresh else ())
        self._ids[table].update(zip(new, made, strict=True))
        self._made[table] = self._made.get(table, 0) + len(made)

    def _count(self, table: str) -> None:
        made = self._made.get(table, 0)
        if table == "contact":
            self._counts.contacts = made
        elif table == "opportunity":
            self._counts.created = made
            count = len(self._old[table])
            self._counts.updated, self._counts.skipped = (count, 0) if self._update else (0, count)

    def _present(self, table: str) -> dict[str, int]:
        """The rows that are there, by uid and by what else names them."""
        reading = self._work.reading
        present = {str(uid): int(number) for uid, number in reading.execute(f"SELECT uid, id FROM {table}")}
        if table in _NATURAL:
            named = reading.execute(f"SELECT {_NATURAL[table]}, id FROM {table}")
            present.update({f"name:{name}": int(number) for name, number in named if name is not None})
        return present

    @staticmethod
    def _known(table: str, row: Image, present: dict[str, int]) -> int:
        row_id = present.get(str(row["uid"]), 0) if "uid" in row else 0
        name = row.get(_NATURAL.get(table, ""))
        return row_id or (0 if name is None else present.get(f"name:{name}", 0))

    def _values(self, table: str, row: Image, references: dict[str, str], without: Iterable[str] = ()) -> Image:
        """A row's values here: references turned to this file's ids."""
        values: Image = {column: value for column, value in row.items() if column not in _OWN}
        for column, target in references.items():
            if column in without:
                values[column] = None
            elif isinstance(values.get(column), int):
                values[column] = self._ids[target][int(values[column] or 0)]
        if table == "distinct_pair":
            values["contact_id"], values["other_id"] = sorted((values["contact_id"], values["other_id"]))  # type: ignore[type-var]
        self._give_way(table, values)
        return values

    def _give_way(self, table: str, values: Image) -> None:
        """Of a deal that was there, the open next action and the current answers stay."""
        if values.get("opportunity_id") not in self._old.get("opportunity", ()):
            return
        if table == "next_action" and values.get("state") == "open":
            if self._holds(NextAction, opportunity_id=values["opportunity_id"], state="open"):
                values |= {"state": "replaced", "ended_at": self._work.now}
        elif table == "answer" and values.get("current"):
            same = {name: values[name] for name in ("opportunity_id", "criterion_id")}
            if self._holds(Answer, **same, current=1):
                values["current"] = 0

    def _holds(self, model: type[SQLModel], **equal: Value) -> bool:
        """Whether there is a row with these values."""
        columns = table_of(model).columns
        return self._work.first(model, *(columns[name] == value for name, value in equal.items())) is not None

    def _wanted(self, table: str, values: Image, references: dict[str, str]) -> bool:
        """Whether a row whose uid is not known here is to be added to what it belongs to."""
        model = JOURNALLED[table]
        if table == "distinct_pair":
            return not self._holds(model, contact_id=values["contact_id"], other_id=values["other_id"])
        owners = [target for column, target in references.items() if values.get(column) in self._old.get(target, ())]
        if table in _STRUCTURE:
            new = len(owners) < len(references) or self._fresh or self._update
            return new and not self._holds(model, **_but(values, _OWN_UID))
        owned = "opportunity" in owners or "contact" in owners
        if not owned:
            return True
        return self._update and not self._holds(model, **_but(values, _OWN_UID))

    def _merge_known(self, table: str, known: int, row: Image, references: dict[str, str]) -> None:
        if not self._update and not (self._fresh and table in _STRUCTURE):
            return
        itself = [column for column, target in references.items() if target == table]
        own = set(itself) if self._fresh else {"uid", "created_at", "updated_at", *itself}
        values = _but(self._values(table, row, references, without=itself), own)
        if table in {"next_action", "answer"}:
            values = _but(values, {"state", "ended_at", "current"})
        self._change(table, known, values)

    def _link(self, table: str, number: int, row: Image, itself: list[str]) -> None:
        """Set what refers to a row of the same table, once all are there; that is no change of it."""
        values = {column: self._ids[table][int(row[column] or 0)] for column in itself if row.get(column) is not None}
        entity = self._work.get(JOURNALLED[table], number)
        for column, value in {**row, **values}.items():
            setattr(entity, column, value)

    def _change(self, table: str, number: int, values: Image) -> None:
        entity = self._work.get(JOURNALLED[table], number)
        for column, value in values.items():
            setattr(entity, column, value)

    def _drop_other_gates(self) -> None:
        """Into an empty file the gates come as they were, so others go."""
        kept = {row.get("uid") for row in self._document.rows("stage_criterion")}
        for gate in self._work.find(StageCriterion):
            if gate.uid not in kept:
                self._work.delete(gate)

    def _drop_templates(self) -> None:
        """Into an empty file the templates come as they were, so those it began with go if they had been removed."""
        kept = set(self._ids["template"].values())
        for template in self._work.find(Template, col(Template.uid).startswith(_PLANTED)):
            if template.id not in kept:
                self._work.delete(template)


def _but(values: Image, without: Iterable[str]) -> Image:
    left = set(without)
    return {column: value for column, value in values.items() if column not in left}
