"""Whom to merge somebody with: the likely duplicates first, and anybody by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneltui.domain.duplicates import SIGN_WORDS
from funneltui.i18n import translate as _
from funneltui.storage.reads.finder import Hit
from funneltui.tui.desk import Desk
from funneltui.tui.forms.find import FindScreen

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads


class MergeWithScreen(FindScreen):
    """Who may be the same as somebody, with the reason; as one types, everybody else. Its result is as the finder's.

    Args:
        contact_id: Who.
        name: What they are called. Any text may be given.
    """

    def __init__(self, desk: Desk, contact_id: int, name: str) -> None:
        super().__init__(desk)
        self._contact = contact_id
        self._name_of = name

    def look_up(self, reads: Reads, words: str) -> list[Hit]:
        """Likely duplicates while nothing is typed; never the one they are merged with."""
        if words.strip():
            return [hit for hit in super().look_up(reads, words) if hit.person.contact_id != self._contact]
        matches = reads.duplicates.of_contact(self._contact)
        rows = reads.people.rows(match.contact_id for match in matches)
        return [Hit(rows[match.contact_id], "", _(SIGN_WORDS[match.sign])) for match in matches]

    def nobody(self, words: str) -> str:
        """What is said when that is nobody."""
        if words.strip():
            return super().nobody(words)
        return _("No contact looks like {name}. Type a name to merge with.").format(name=self._name_of)

    @property
    def about(self) -> str:
        """What can be done."""
        return _("Same person as {name}? Enter compares the two · Esc closes").format(name=self._name_of)
