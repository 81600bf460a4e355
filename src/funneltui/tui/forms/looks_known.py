"""What forms for somebody new share: a line that says who is in the file already."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.timer import Timer

from funneltui.domain.contact_points import normalize_email, normalize_phone
from funneltui.domain.duplicates import SIGN_WORDS, Somebody, Strength, strength
from funneltui.errors import InvalidValueError
from funneltui.i18n import translate as _
from funneltui.tui.forms.form import FormScreen
from funneltui.tui.widgets.field import Field, Row

__all__ = ["LooksKnown"]

_LOOK_AFTER = 0.12
"""Seconds without a key before looking for the same person in the file."""
_NORMALIZERS: dict[str, Callable[[str], str]] = {"email": normalize_email, "phone": normalize_phone}


class LooksKnown(FormScreen):
    """A form in which somebody is written down; whoever seems to be there is told while one types."""

    _looking: Timer | None = None

    @on(Field.Changed)
    def _look_soon(self, event: Field.Changed) -> None:
        if event.field.key in {"name", "organization", *_NORMALIZERS}:
            if self._looking is not None:
                self._looking.stop()
            self._looking = self.set_timer(_LOOK_AFTER, self._look)

    def is_new(self) -> bool:
        """Whether what is filled in stands for somebody new."""
        return True

    def _look(self) -> None:
        """Say so when the person may be in the file already."""
        typed = {row.key: row.value.strip() for row in self.query(Row) if row.key in {"name", "organization"}}
        one = Somebody.known_by(typed.get("name", ""), typed.get("organization", ""), self._reaches())
        found = self.funnel.reads.duplicates.like(one, limit=1) if self.is_new() else []
        if not found:
            self.tell("")
            return
        match = found[0]
        words = _("Already in the file: {who} ({because})")
        if strength(match.sign) is Strength.POSSIBLE:
            words = _("Possible duplicate: {who} ({because})")
        who = " · ".join(filter(None, (match.name, match.organization)))
        self.tell(words.format(who=who, because=_(SIGN_WORDS[match.sign])))

    def _reaches(self) -> list[tuple[str, str]]:
        """The addresses and numbers that are whole by now."""
        found = []
        for key, normalize in _NORMALIZERS.items():
            for text in self.text(key).split(","):
                try:
                    found.append((key, normalize(text)))
                except InvalidValueError:
                    continue
        return found
