"""A contact's history as far as it was read: in windows, newest first, narrowed down by kind and words."""

from __future__ import annotations

from collections.abc import Callable

from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.storage.reads.contact import ContactReads
from funneltui.storage.reads.timeline import KINDS, Moment

_WINDOW = 40
"""Moments read at a time."""
_SIFTED = 200
"""Moments read at a time while only some of them are wanted."""

KIND_NAMES = {
    "": N_("everything"),
    "touches": N_("exchanges"),
    "moves": N_("stages"),
    "answers": N_("answers"),
    "plans": N_("actions"),
    "notes": N_("notes"),
    "edits": N_("edits"),
}
"""What a history can be narrowed down to, in the order in which keys go through."""


class History:
    """The moments of one contact that were asked for so far.

    Words are looked for in what a moment is drawn as, so that one finds what one sees, in one's own language.

    Args:
        reads: Where they are read from.
        words_of: What a moment is drawn as.
    """

    def __init__(self, reads: Callable[[], ContactReads], words_of: Callable[[Moment], str]) -> None:
        self._reads = reads
        self._words_of = words_of
        self._contact: int | None = None
        self._last: Moment | None = None
        self._wanted: list[str] = []
        self.kind = ""
        """One of `KINDS`."""
        self.words = ""
        """As they were typed."""
        self.moments: list[Moment] = []
        """What was read and is wanted."""
        self.complete = True
        """Whether there is nothing older."""

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.kind or self._wanted)

    def begin(self, contact: int | None) -> None:
        """Read anew, from the newest moment on."""
        self._contact, self._last = contact, None
        self.moments, self.complete = [], contact is None

    def narrow(self, kind: str, words: str) -> None:
        """Want only these from now on; the words in any order, accents and case aside."""
        self.kind, self.words, self._wanted = kind, words, fold(words).split()
        self.begin(self._contact)

    def turn(self, by: int) -> None:
        """The next kind, or the one before."""
        self.narrow(KINDS[(KINDS.index(self.kind) + by) % len(KINDS)], self.words)

    def more(self) -> list[Moment]:
        """One window further: the wanted ones in it, perhaps none."""
        if self.complete or self._contact is None:
            return []
        window = _SIFTED if self._wanted else _WINDOW
        moments = self._reads().timeline(self._contact, self._last, window, self.kind)
        self.complete = len(moments) < window
        self._last = moments[-1] if moments else None
        wanted = [moment for moment in moments if self._has_words(moment)] if self._wanted else moments
        self.moments += wanted
        return wanted

    def _has_words(self, moment: Moment) -> bool:
        text = fold(self._words_of(moment))
        return all(word in text for word in self._wanted)
