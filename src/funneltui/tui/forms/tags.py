"""The tags of one or several cards."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.i18n import N_, NP_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.widgets.field import Field

_SHOWN = 30


class TagsScreen(ChangeForm):
    """One line of tags: those that all the cards have, to be added to and taken from.

    Args:
        cards: The cards. Tags that only some of them have are left as they are.
    """

    HEADING = N_("Tags: {name}")
    SEVERAL = NP_("Tags of {count} deal", "Tags shared by {count} deals")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The tags there are, and those in use elsewhere."""
        reads = self.desk.reads.contact
        self._before, self._used = reads.common_tags(self.cards), reads.tags()
        text = ", ".join(self._before)
        yield Field(
            "tags",
            _("Tags"),
            f"{text}, " if text else "",
            placeholder=_("comma-separated"),
            complete=self._complete,
            long=True,
        )
        if self._used:
            yield sentences(_("Existing tags: {tags}").format(tags=" · ".join(self._used[:_SHOWN])))

    def change(self) -> Write | None:
        """Add what is new, take away what is gone."""
        now = understood.words(self.text("tags"))
        added = [tag for tag in now if tag not in self._before]
        removed = [tag for tag in self._before if tag not in now]
        if not added and not removed:
            return None
        ids = self.cards
        return lambda services: services.opportunities.tag(ids, add=added, remove=removed)

    def _complete(self, typed: str) -> str:
        """The line with its last tag completed by the most used one that begins so."""
        head, comma, last = typed.rpartition(",")
        word = last.lstrip()
        if not word:
            return ""
        taken = understood.words(head)
        known = next((tag for tag in self._used if tag.startswith(word) and tag not in taken), "")
        return f"{head}{comma}{last[: len(last) - len(word)]}{known}" if known else ""
