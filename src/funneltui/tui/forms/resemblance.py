"""Who is in the file already and looks like the person that is being written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.timer import Timer

from funneltui.domain.contact_points import normalize_email, ways_in
from funneltui.domain.duplicates import SIGN_WORDS, Somebody, Strength, strength
from funneltui.domain.phones import normalize_phone
from funneltui.errors import InvalidValueError
from funneltui.i18n import translate as _
from funneltui.storage.reads.duplicates import Match
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.row import Row

_LOOK_AFTER = 0.12
"""Seconds without a key before looking for the same person in the file."""
_NORMALIZERS: dict[str, Callable[[str], str]] = {"email": normalize_email, "phone": normalize_phone}


class Resemblance:
    """Says on a form who seems to be in the file already, while somebody is being written down.

    Args:
        form: The form, with fields such as name, organization, email and phone.
        is_new: Whether what is filled in stands for somebody new.
    """

    def __init__(self, form: Form[Any], is_new: Callable[[], bool] = lambda: True) -> None:
        self._form = form
        self._is_new = is_new
        self._timer: Timer | None = None
        self._match: Match | None = None
        form.followers.append(self._look_soon)
        form.offer("open_known", self._open, lambda: self._match is not None)

    def _open(self) -> None:
        """Go to who is in the file already; what was typed stays a draft of the form."""
        if self._match is not None:
            self._form.dismiss(None)
            self._form.desk.window.reach(self._match.contact_id)

    def _look_soon(self, row: Row) -> None:
        """A field was changed: look once no key comes for a moment."""
        if row.key in {"name", "organization", *_NORMALIZERS}:
            self.stop()
            self._timer = self._form.set_timer(_LOOK_AFTER, self._look)

    def stop(self) -> None:
        """Say nothing more until something else is typed."""
        if self._timer is not None:
            self._timer.stop()

    def _look(self) -> None:
        """Say so when the person may be in the file already."""
        typed = {row.key: row.value.strip() for row in self._form.query(Row) if row.key in {"name", "organization"}}
        person = Somebody.known_by(typed.get("name", ""), typed.get("organization", ""), self._reaches())
        matches = self._form.desk.reads.duplicates.like(person, limit=1) if self._is_new() else []
        self._match = matches[0] if matches else None
        self._form.refresh_bindings()
        if self._match is None:
            self._form.tell("")
            return
        words = _("Already in the file: {who} ({because}). {key} opens the contact.")
        if strength(self._match.sign) is Strength.POSSIBLE:
            words = _("Possible duplicate: {who} ({because}). {key} opens the contact.")
        who = " · ".join(filter(None, (self._match.name, self._match.organization)))
        key = self._form.desk.key_of("resemblance.open")
        self._form.tell(words.format(who=who, because=_(SIGN_WORDS[self._match.sign]), key=key))

    def _reaches(self) -> list[tuple[str, str]]:
        """The addresses and numbers that are whole by now."""
        reaches = []
        for key, normalize in _NORMALIZERS.items():
            for text in ways_in(key, self._form.text(key)):
                try:
                    reaches.append((key, normalize(text)))
                except InvalidValueError:
                    continue
        return reaches
