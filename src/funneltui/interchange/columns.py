"""The columns of a table that is made of people rather than read as one: named as Google's export names them."""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST = 12
"""Columns a kind of address gets; somebody who has more finds the rest together in the last."""
_REACHES = ("E-mail", "Phone", "Website")
ORDER = (
    *("Name", "Name Prefix", "First Name", "Middle Name", "Last Name", "Name Suffix", "Company", "Job Title"),
    *(f"{kind} {number} - {part}" for kind in _REACHES for number in range(1, _MOST + 1) for part in ("Value", "Type")),
    *("Address", "Language", "Tags", "Source", "First contact date", "Opposition", "Contact ID", "Notes", "Comments"),
)
"""The columns in a sensible order; one that is not among them comes last."""
IDENTITY = frozenset({
    *("Name", "First Name", "Middle Name", "Last Name", "Company"), *(f"{kind} 1 - Value" for kind in _REACHES),
})  # fmt: skip
"""Those that say who somebody is."""


@dataclass(slots=True)
class Cells:
    """What one person has, by column."""

    values: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def put(self, column: str, text: str) -> None:
        """Fill a cell, unless there is nothing to say."""
        if text:
            self.values[column] = text

    def append(self, column: str, text: str, between: str = "\n") -> None:
        """Add to a cell."""
        if text:
            value = self.values.get(column)
            self.values[column] = f"{value}{between}{text}" if value else text

    def add(self, kind: str, text: str, label: str) -> None:
        """One more address of a kind: "E-mail", "Phone", "Website"."""
        if not text:
            return
        number = self._counts.get(kind, 0) + 1
        if number > _MOST:
            self.append(f"{kind} {_MOST} - Value", text)
            return
        self._counts[kind] = number
        self.values[f"{kind} {number} - Value"] = text
        self.put(f"{kind} {number} - Type", label)

    def rest(self, name: str, text: str) -> None:
        """Something without a column, for the note."""
        if text:
            self.append("Comments", f"{name}: {text}")
