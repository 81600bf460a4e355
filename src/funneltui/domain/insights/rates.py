"""Shares that say how much they rest on, so that nobody reads a percentage into four deals."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.i18n import N_, grouped, language, translate

FEW = 10
"""Under so many a share is said as two numbers: "3 of 4", no percentage."""

_HUNDREDTHS = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counts."""

    part: int
    whole: int

    @property
    def hundredths(self) -> int | None:
        """The share in hundredths of a percent, rounded half up; None of nothing."""
        return (2 * _HUNDREDTHS * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def percent(self) -> float | None:
        """The share in percent to two decimals; None when the whole is too small to say so."""
        hundredths = self.hundredths
        return None if hundredths is None or self.whole < FEW else hundredths / 100

    @property
    def words(self) -> str:
        """The share for people: `–`, `3 of 4`, `63 %`, and more digits the more it rests on."""
        if not self.whole:
            return "–"
        if self.whole < FEW:
            return translate(N_("{part} of {whole}")).format(part=self.part, whole=self.whole)
        decimals = min(2, max(0, len(str(self.whole)) - 2))
        return percent_words(self.part, self.whole, decimals)


def percent_words(part: int, whole: int, decimals: int = 0) -> str:
    """A percentage as one writes it in the language in force: `63.2%`, `63,2 %`."""
    scale = 100 * 10**decimals
    rounded = (2 * scale * part + whole) // (2 * whole)
    number = grouped(rounded // 10**decimals)
    if decimals:
        number += f".{rounded % 10**decimals:0{decimals}}"
    return f"{number.replace('.', ',')}\u00a0%" if language() == "fr" else f"{number}%"
