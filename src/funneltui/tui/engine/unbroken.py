"""Text breaks between words only: what wraps Textual's texts takes a space that does not break for one that does."""

from __future__ import annotations

from rich._wrap import divide_line
from textual import content

_UNBROKEN = str.maketrans({"\N{NO-BREAK SPACE}": "_", "\N{NARROW NO-BREAK SPACE}": "_"})
"""A letter in the place of each: as wide, and part of its word."""


def _divide_line(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: FBT001, FBT002 - rich's signature
    return divide_line(text.translate(_UNBROKEN), width, fold=fold)


def keep_together() -> None:
    """Break no text at a space that does not break, from now on."""
    setattr(content, "divide_line", _divide_line)  # noqa: B010 - to a type checker it is not theirs to give
