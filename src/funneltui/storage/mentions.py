"""Where somebody's name still stands in other people's rows, and in what belongs to nobody: for the user to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from funneltui.i18n import N_, translate

KINDS: Mapping[str, str] = {
    "contact": N_("contact {number} ({name})"),
    "organization": N_("organization {number} ({name})"),
    "deal": N_("deal #{number}"),
    "move": N_("stage history of deal #{number}"),
    "exchange": N_("exchange with {name}"),
    "next_action": N_("next action of deal #{number}"),
    "evidence": N_("checklist of deal #{number}"),
    "proposal": N_("proposal of deal #{number}"),
    "source": N_("source “{name}”"),
    "view": N_("saved view “{name}”"),
    "template": N_("template “{name}”"),
}
"""The places, by a stable key, as a list names them: message ids."""

_WHERE = {
    "contact": ("id", "name", "contact", "note source_detail source address job_title tags"),
    "organization": ("id", "name", "organization", "name note address website"),
    "deal": ("id", "title", "opportunity", "title note lost_note parked_why parked_say contact_reason tags files"),
    "move": ("opportunity_id", "''", "stage_move", "override_reason lost_note parked_why parked_say"),
    "exchange": (
        "id", "(SELECT name FROM contact WHERE contact.id = contact_id)", "touch", "outcome note objection",
    ),
    "next_action": ("opportunity_id", "''", "next_action", "what"),
    "evidence": ("opportunity_id", "''", "answer", "evidence said_by"),
    "proposal": ("opportunity_id", "''", "proposal", "reference"),
    "source": ("id", "name", "source", "name note"),
    "view": ("id", "name", "saved_view", "name query"),
    "template": ("id", "name", "template", "name subject body"),
}  # fmt: skip
"""The number and the name of a place, its table, and the columns that hold words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a name stands.

    Attributes:
        kind: A key of `KINDS`.
        number: Of the deal, else of the row itself.
        name: What the place is called.
    """

    kind: str
    number: int
    name: str

    @property
    def words(self) -> str:
        """It in the language in force. Not display-safe."""
        return translate(KINDS[self.kind]).format(number=self.number, name=self.name)


def mentions(query: Callable[[str, tuple[str, ...]], Iterable[Any]], names: Iterable[str]) -> tuple[Mention, ...]:
    """Every place where one of these names stands, in the order of `KINDS`.

    Args:
        query: Runs a SELECT, on a connection that can fold text.
        names: Folded; a single word is no sign that somebody is meant, so only those of more are looked for.
    """
    phrases = tuple(sorted(name for name in names if len(name.split()) > 1))
    if not phrases:
        return ()
    return tuple(
        Mention(kind, int(number), str(name or ""))
        for kind, (number_of, name_of, table, columns) in _WHERE.items()
        for number, name in query(
            f"SELECT DISTINCT {number_of}, {name_of} FROM {table} WHERE {_said(columns, phrases)} ORDER BY 1",
            phrases,
        )
    )


def _said(columns: str, phrases: tuple[str, ...]) -> str:
    words = " || ' ' || ".join(f"ifnull({name}, '')" for name in columns.split())
    return " OR ".join(f"instr(funneltui_fold({words}), ?{place}) > 0" for place in range(1, len(phrases) + 1))
