"""Writing from a template: choose it, see the message, send it by one's own mail program, log it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from funneltui.i18n import NP_, sentence, translate as _
from funneltui.tui.actions.form_actions import WRITE
from funneltui.tui.desk import Desk
from funneltui.tui.forms.files import complete_path
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.sending import DRAFTS_FOLDER, Sending
from funneltui.tui.forms.write_messages import Messages
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.templates import Recipient

_TALLEST = 24
"""Lines of the list and the message at most: longer messages scroll."""
_WIDE = 100
"""Cells that all buttons need, and list and message side by side; on smaller screens buttons have their keys."""
_HIGH = 20
"""Lines that list and message need one above the other."""


def open_write(desk: Desk, ids: Sequence[int], answered: Callable[[Change | None], None]) -> None:
    """Open the form for these cards; when nobody of them may be written to, say so instead."""
    from funneltui.services.composing import OppositionError

    recipients = desk.reads.templates.recipients(ids)
    if all(recipient.opposed for recipient in recipients):
        desk.refuse(sentence(OppositionError(recipients[0].name)))
        return
    desk.open(WriteScreen(desk, recipients), answered)


class WriteScreen(ChangeForm):
    """The templates, the one that fits best first, and beside them the message each makes.

    Its result is what was logged.

    | Key(s) | Does |
    | :- | :- |
    | enter | Open the message in the mail program; for a selection write drafts. Then log it. |
    | d | Write a draft file, then log it. |
    | y | Copy the text, then log it. |
    | e, t | Change the template, or see all of them. |
    | tab | To the message and back, to scroll it. |

    Args:
        recipients: The cards; the first one's message is shown.
    """

    CSS_PATH: ClassVar[CSSPathType] = ["form.tcss", "write.tcss"]
    BINDINGS = WRITE
    SEVERAL = NP_("Write to {count} contact", "Write to {count} contacts")
    DRAFTED = False

    def __init__(self, desk: Desk, recipients: Sequence[Recipient]) -> None:
        self._several = len(recipients) > 1
        self._first = next(recipient for recipient in recipients if not recipient.opposed)
        super().__init__(
            desk,
            [recipient.opportunity_id for recipient in recipients],
            heading=_("Write to {name}").format(name=self._first.name),
            save_label=_("Save drafts") if self._several else _("Open mail"),
        )
        self._messages = Messages(self, self._first)
        self._sending = Sending(self, self._messages)
        self.space.changed = self._divide
        self.offer("draft", lambda: self.saving.attempt(self._sending.write_drafts), lambda: True)
        self.offer("copy", lambda: self.saving.attempt(self._sending.copy), lambda: True)

    def rows(self) -> Iterable[Widget]:
        """Templates and message, side by side; for a selection, where the drafts go."""
        with Horizontal(id="write"):
            yield PickList(self._messages.items(), id="templates")
            with VerticalScroll(id="preview"):
                yield Static(Content(""), id="message-text")
        if self._several:
            yield Field("folder", _("Folder"), DRAFTS_FOLDER, complete=complete_path, long=True)

    def more_buttons(self) -> Iterable[Button]:
        """Other ways out."""
        keyed = self.space.keyed
        if not self._several:
            yield Button(keyed(_("Draft"), "write.draft"), id="draft", action="screen.draft", compact=True)
            yield Button(keyed(_("Copy"), "write.copy"), id="copy", action="screen.copy", compact=True)
        if self.app.size.width >= _WIDE:
            yield Button(keyed(_("Templates"), "write.templates"), action="screen.templates", compact=True)

    def begin(self) -> None:
        """Begin in the list, on the best one."""
        super().begin()
        self._divide()
        self._messages.show()

    def _divide(self) -> None:
        """Give list and message their room: side by side, or one above the other where names would be cut."""
        size = self.app.size
        self.set_class(size.width < _WIDE and size.height >= _HIGH, "-stacked")
        below = 0 if not self._several else 1 if size.height < _HIGH else 2
        room = self.space.rows_height - below
        self.query_one("#write").styles.height = max(3, min(_TALLEST, room))

    @on(PickList.Highlighted)
    def _highlighted(self) -> None:
        self._messages.show()

    # -- Changing the templates ----------------------------------------------------------------------

    def action_edit(self) -> None:
        """Change the template under the cursor."""
        from funneltui.tui.forms.templates import TemplateScreen

        template = self._messages.template
        if template is not None:
            self.desk.open(TemplateScreen(self.desk, template.id, self._first.opportunity_id), self._changed)

    def action_templates(self) -> None:
        """All templates: add, change, remove."""
        from funneltui.tui.forms.templates import TemplatesScreen

        template = self._messages.template
        number = template.id if template is not None else None
        self.desk.open(TemplatesScreen(self.desk, self._first.opportunity_id, number), self._changed)

    def _changed(self, _change: object) -> None:
        """Show the templates as they are now, the cursor where it was."""
        self._messages.renew()
        self.begin()

    # -- Sending -------------------------------------------------------------------------------------

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        self.action_save()

    def submit(self) -> None:
        """Open the message in the mail program; for a selection write drafts."""
        self._sending.open_mail()
