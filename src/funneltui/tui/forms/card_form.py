"""Forms about cards: one, or several as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from funneltui.i18n import translate as _
from funneltui.tui.forms.form import FormScreen

__all__ = ["CardForm", "CardsForm"]


class CardForm(FormScreen):
    """A form about one card.

    Args:
        opportunity_id: The card.
    """

    ABOUT: ClassVar[str] = ""
    """The title: a message id with `{name}`, which the contact's name takes."""

    def __init__(self, opportunity_id: int) -> None:
        super().__init__()
        self._card = opportunity_id

    @property
    def heading(self) -> str:
        """The form's title."""
        return _(self.ABOUT).format(name=self.funnel.reads.contact.detail(self._card).name)


class CardsForm(FormScreen):
    """A form about one card, or about several as one step.

    Args:
        ids: The cards, of which there is at least one.
    """

    ABOUT: ClassVar[str] = ""
    """The title for one card: a message id with `{name}`, which the contact's name takes."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__()
        self._ids = list(ids)
        self.left_out = ""
        """What becomes of selected cards that the form is not about; nothing when it is about all."""

    def begin(self) -> None:
        """Begin in the first field, saying whom it is not about."""
        super().begin()
        if self.left_out:
            self.tell(self.left_out)

    def about_several(self, count: int) -> str:
        """The title for several cards, in the language in force."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """The form's title."""
        if len(self._ids) > 1:
            return self.about_several(len(self._ids))
        return _(self.ABOUT).format(name=self.funnel.reads.contact.detail(self._ids[0]).name)
