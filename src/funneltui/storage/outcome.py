"""What a write did: its name for a person, and what it touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from funneltui.domain.written import written_day
from funneltui.i18n import filled, language, translate


@dataclass(frozen=True, slots=True)
class Change:
    """A finished step."""

    step_id: int | None
    """The step in the history; None when nothing was different, so nothing was kept."""
    name: str
    """The step's name: an English message id with `{places}`."""
    arguments: Mapping[str, object] = field(default_factory=dict)
    opportunities: frozenset[int] = frozenset()
    """Deals to draw anew, removed ones included."""
    contacts: frozenset[int] = frozenset()
    structure: bool = False
    """Whether stages, criteria or loss reasons changed, so that the whole board is to be drawn."""
    created: tuple[int, ...] = ()
    """Deals that this step made, in order."""

    @property
    def opportunity(self) -> int:
        """The one deal this step is about.

        Raises:
            ValueError: It is about none or several.
        """
        (only,) = self.created or self.opportunities
        return only

    @property
    def label(self) -> str:
        """The step's name in the language in force. Not display-safe: it can quote user text."""
        return step_label(self.name, self.arguments)


def words(message: str) -> dict[str, str]:
    """An argument of a step's name that is the program's own words, translated when it is shown."""
    return {"message": message}


def day(iso: str) -> dict[str, str]:
    """An argument of a step's name that is a day, written as the reader does when it is shown."""
    return {"day": iso}


def step_label(name: str, arguments: Mapping[str, object]) -> str:
    """A step's name with its arguments, in the language in force."""
    return filled(name, {key: _argument(value) for key, value in arguments.items()})


def _argument(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if "day" in value:
        return written_day(date.fromisoformat(value["day"]), language())
    return translate(str(value["message"]))
