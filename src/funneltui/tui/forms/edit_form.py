"""What the forms that edit something stored share: only what was changed is saved, and never over somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import BindingType

from funneltui.errors import FunnelError
from funneltui.i18n import translate as _
from funneltui.tui.actions.form_commands import EDIT
from funneltui.tui.desk.host import host
from funneltui.tui.forms.form import FormScreen
from funneltui.tui.widgets.field import Row

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change

__all__ = ["EditForm"]

Seen = TypeVar("Seen")
"""What is edited, as it was read."""


class EditForm(FormScreen, Generic[Seen]):
    """Fields of something stored. Only those that were changed are saved.

    What somebody else changed meanwhile is taken over; where both changed the same field, the form
    shows theirs and asks.

    Args:
        number: What is edited, by its id.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(EDIT)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._theirs: dict[str, str] = {}
        self._number = number
        self._seen: Seen | None = None

    def read(self) -> Seen:
        """What is edited, as it is stored now.

        Raises:
            NotFoundError: It is no more.
        """
        raise NotImplementedError

    def texts(self, one: Seen) -> dict[str, str]:
        """Every field as one would type it."""
        raise NotImplementedError

    def edit(self, changed: Mapping[str, str], seen: Seen) -> Callable[[Services], Change]:
        """Save these fields, if they still are what was seen."""
        raise NotImplementedError

    @property
    def detail(self) -> Seen:
        """What is edited, as the form last read it."""
        if self._seen is None:
            self._seen = self.read()
        return self._seen

    def change(self) -> Callable[[Services], Change] | None:
        """Save what was changed."""
        changed = {row.key: row.value for row in self.query(Row) if row.changed}
        return self.edit(changed, self.detail) if changed else None

    def failed(self, error: FunnelError) -> None:
        """Somebody else changed the same fields: show theirs and ask; anything else is told."""
        from funneltui.services.editing import EditClashError

        super().failed(error)
        if isinstance(error, EditClashError):
            self._merge()

    def _merge(self) -> None:
        """Take over what was changed elsewhere; where it is what was changed here too, ask."""
        before, self._seen = self.texts(self.detail), self.read()
        now = self.texts(self.detail)
        clashing = []
        for row in self.query(Row):
            if now[row.key] == before[row.key]:
                continue
            if row.changed and row.value != now[row.key]:
                row.initial = self._theirs[row.key] = now[row.key]
                row.clash = _("elsewhere: {text}").format(text=now[row.key] or _("emptied"))
                row.say("")
                clashing.append(row)
            else:
                row.renew(now[row.key])
                self._chosen(row)
        if not clashing:  # what both wrote is the same: nothing to choose
            self.submit()
            return
        self.tell(
            _(
                "Also changed elsewhere: {fields}. {key} uses the other version; save again to keep yours, or close."
            ).format(fields=", ".join(row.label for row in clashing), key=host(self).key_of("edit.theirs")),
            wrong=True,
        )
        clashing[0].target.focus()
        self.refresh_bindings()

    def _chosen(self, row: Row) -> None:
        """There is nothing to choose in a field any more."""
        self._theirs.pop(row.key, None)
        row.clash = ""
        row.say("")

    @property
    def _asked(self) -> Row | None:
        """The field one is in, when it was changed elsewhere too."""
        rows = (row for row in self.query(Row) if row.key in self._theirs)
        return next((row for row in rows if row.target.has_focus), None)

    def action_take_theirs(self) -> None:
        """Take what was written elsewhere into the field."""
        if (row := self._asked) is not None:
            row.renew(self._theirs[row.key])
            self._chosen(row)
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take only where both wrote."""
        return self._asked is not None if action == "take_theirs" else super().check_action(action, parameters)
