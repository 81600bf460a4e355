"""Writing from a template: choose it, see the message, send it by one's own mail program, log it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from funneltui.domain.stages import stage_name
from funneltui.domain.temperature import LEVEL_WORDS, Level
from funneltui.domain.templates import MERGE_LANGUAGES, PURPOSE_WORDS, Purpose
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, language, sentence, translate_plural
from funneltui.i18n import translate as _
from funneltui.services.composing import Composer, LongMessageError, Message
from funneltui.tui.actions.form_commands import WRITE
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import complete_path, given_path
from funneltui.tui.forms.form import Form
from funneltui.tui.looks.message_text import message_text
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.services.templates import Drafts
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.templates import Recipient, TemplateRecord

__all__ = ["WriteScreen", "open_write"]

_TALLEST = 24
"""Lines of the list and the message at most: longer messages scroll."""
_WIDE = 100
"""Cells that all buttons need; on smaller screens what they do has its keys."""
_FOLDER = "~/funneltui-drafts"


def open_write(desk: Desk, ids: Sequence[int], answered: Callable[[Change | None], None]) -> None:
    """Open the form for these cards; when nobody of them may be written to, say so instead."""
    from funneltui.services.composing import OppositionError

    recipients = desk.reads.templates.recipients(ids)
    if all(one.opposed for one in recipients):
        desk.say(sentence(OppositionError(recipients[0].name)), problem=True)
        return
    desk.open(WriteScreen(desk, recipients), answered)


class WriteScreen(Form["Change"]):
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
    BINDINGS: ClassVar[list[BindingType]] = list(WRITE)
    DRAFTED = False

    def __init__(self, desk: Desk, recipients: Sequence[Recipient]) -> None:
        super().__init__(desk)
        self.cards = [one.opportunity_id for one in recipients]
        self._first = next(one for one in recipients if not one.opposed)
        self._templates: dict[str, TemplateRecord] = {}
        self._message: Message | None = None
        self._warned = ""
        """The template whose gaps were told: written all the same when asked again."""

    # -- Making it -----------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """The form's title."""
        if self._several:
            return translate_plural("Write to {count} contact", "Write to {count} contacts", len(self.cards))
        return _("Write to {name}").format(name=self._first.name)

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Save drafts") if self._several else _("Open mail")

    @property
    def _several(self) -> bool:
        return len(self.cards) > 1

    def rows(self) -> Iterable[Widget]:
        """Templates and message, side by side; for a selection, where the drafts go."""
        desk = self.desk
        self._composer = Composer(desk.reads.templates, desk.clock, desk.settings)
        with Horizontal(id="write") as both:
            both.styles.height = self._write_height(self.app.size)
            yield PickList(self._read_templates(), id="templates")
            with VerticalScroll(id="preview"):
                yield Static(Content(""), id="message-text")
        if self._several:
            yield Field("folder", _("Folder"), _FOLDER, complete=complete_path, long=True)

    def _read_templates(self) -> list[Item]:
        templates = self._composer.best_first([self._first.opportunity_id])
        self._templates = {str(one.id): one for one in templates}
        return list(_items(templates, self._first.language or language()))

    def more_buttons(self) -> Iterable[Button]:
        """Other ways out."""
        if not self._several:
            yield Button(Content(self._keyed(_("Draft"), "write.draft")), id="draft", compact=True)
            yield Button(Content(self._keyed(_("Copy"), "write.copy")), id="copy", compact=True)
        if self.app.size.width >= _WIDE:
            yield Button(Content(self._keyed(_("Templates"), "write.templates")), id="all", compact=True)

    def begin(self) -> None:
        """Begin in the list, on the best one."""
        listed = self.query_one("#templates", PickList)
        listed.focus()
        if listed.item is not None:
            self._show(listed.item.key)
        else:
            key = self.desk.key_of("write.templates")
            self.tell(_("No templates yet. {key} adds one.").format(key=key), wrong=True)

    def _bound_rows(self) -> None:
        super()._bound_rows()
        self.query_one("#write").styles.height = self._write_height(self.app.size)

    def _write_height(self, size: Size) -> int:
        return max(3, min(_TALLEST, self._rows_height(size) - self._several))

    # -- The message ---------------------------------------------------------------------------------

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        self._show(event.item.key)

    def _show(self, key: str) -> None:
        """Show the message of a template, or why there is none, and what is missing in it."""
        made = self._made(key)
        self._message = made if isinstance(made, Message) else None
        self._warned = ""
        preview = self.query_one("#message-text", Static)
        if isinstance(made, FunnelError):
            preview.update(Content(""))
            self.tell(sentence(made), wrong=True)
            return
        preview.update(message_text(made))
        self.query_one("#preview").scroll_home(animate=False)
        self.tell(self._gaps(made))

    def _made(self, key: str) -> Message | FunnelError:
        if self._several:
            first, template = [self._first.opportunity_id], self._templates[key]
            return self._composer.messages(first, template, in_their_language=True)[0]
        try:
            return self._composer.message(self._first.opportunity_id, self._templates[key])
        except FunnelError as error:
            return error

    @staticmethod
    def _gaps(message: Message) -> str:
        return _("Not filled in: {fields}").format(fields=" · ".join(message.gaps)) if message.gaps else ""

    # -- Changing the templates ----------------------------------------------------------------------

    def action_edit(self) -> None:
        """Change the template under the cursor."""
        from funneltui.tui.forms.templates import TemplateScreen

        item = self.query_one("#templates", PickList).item
        if item is not None:
            self.desk.open(TemplateScreen(self.desk, int(item.key), self._first.opportunity_id), self._changed)

    @on(Button.Pressed, "#all")
    def action_templates(self) -> None:
        """All templates: add, change, remove."""
        from funneltui.tui.forms.templates import TemplatesScreen

        item = self.query_one("#templates", PickList).item
        number = int(item.key) if item is not None else None
        self.desk.open(TemplatesScreen(self.desk, self._first.opportunity_id, number), self._changed)

    def _changed(self, _change: object) -> None:
        """Show the templates as they are now, the cursor where it was."""
        listed = self.query_one("#templates", PickList)
        key = listed.item.key if listed.item is not None else ""
        items = self._read_templates()
        place = next((at for at, one in enumerate(items) if one.key == key), 0)
        listed.fill(items, place)
        listed.focus()
        self.begin()

    # -- Sending -------------------------------------------------------------------------------------

    @on(PickList.Chosen)
    def _chosen(self) -> None:
        self.action_save()

    def submit(self) -> None:
        """Open the message in the mail program; for a selection, and when it is too long, write drafts."""
        message = self._ready()
        if message is None:
            return
        if self._several:
            self._write_drafts()
        elif not message.by_mail:
            self._copy(message)
        else:
            try:
                self.app.open_url(message.mailto())
            except LongMessageError:
                self._write_drafts()
                return
            except FunnelError as error:  # no mail program, which is a setting of the system
                self.refused(error)
                return
            self._log(self.cards, [message])

    @on(Button.Pressed, "#draft")
    def action_draft(self) -> None:
        """Write drafts."""
        self._guarded(lambda _message: self._write_drafts())

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy the message's text."""
        self._guarded(self._copy)

    def _guarded(self, send: Callable[[Message], None]) -> None:
        try:
            message = self._ready()
            if message is not None:
                send(message)
        except FunnelError as error:
            self.refused(error)

    def _ready(self) -> Message | None:
        """The message, once its gaps have been told."""
        message, listed = self._message, self.query_one("#templates", PickList)
        if listed.item is None:
            return None
        if message is None:
            made = self._made(listed.item.key)
            assert isinstance(made, FunnelError)
            raise made
        if message.gaps and self._warned != listed.item.key:
            self._warned = listed.item.key
            self.tell(" · ".join((self._gaps(message), _("Press again to use it anyway."))), wrong=True)
            return None
        return message

    def _copy(self, message: Message) -> None:
        self.app.copy_to_clipboard(f"{message.subject}\n\n{message.body}" if message.subject else message.body)
        self.desk.say(_("Message to {name} copied.").format(name=message.name))
        self._log(self.cards, [message])

    def _write_drafts(self) -> None:
        text = self.text("folder") if self._several else _FOLDER
        if not text:
            raise InvalidValueError(N_("Choose a folder for the drafts."), field="folder")
        item = self.query_one("#templates", PickList).item
        assert item is not None
        ids, number, folder, funnel = self.cards, self._templates[item.key].id, given_path(text), self.desk.funnel
        self.tell(_("Writing…"))
        in_background(
            self.desk,
            self,
            lambda: funnel.services.templates.write_drafts(ids, number, folder),
            lambda drafts: self._drafted(drafts, folder),
            self.refused,
        )

    def _drafted(self, drafts: Drafts, folder: Path) -> None:
        if not drafts.written:
            self.refused(drafts.skipped[0][1])
            return
        if self._several:
            said = translate_plural("{count} draft in {path}", "{count} drafts in {path}", len(drafts.written))
            text = said.format(path=folder)
        else:
            path = drafts.written[0][1]
            with contextlib.suppress(FunnelError):  # the draft is there, whatever opens it
                self.app.open_url(path.absolute().as_uri())
            text = _("Draft saved: {path}").format(path=path)
        if drafts.skipped:
            reasons = " ".join(dict.fromkeys(sentence(error) for _number, error in drafts.skipped))
            skipped = translate_plural("{count} skipped: {reasons}", "{count} skipped: {reasons}", len(drafts.skipped))
            text = f"{text} · {skipped.format(reasons=reasons)}"
        self.desk.say(text)
        self.tell(text)
        self._log([message.opportunity_id for message, _path in drafts.written], [one for one, _path in drafts.written])

    def _log(self, ids: Sequence[int], messages: Sequence[Message]) -> None:
        """Offer to log what was sent, with what comes next."""
        from funneltui.tui.forms.log import LogScreen

        first = messages[0]
        note = (first.subject or first.template) if len(ids) == 1 else first.template
        informs = all(one.informs for one in messages)
        self.desk.open(LogScreen(self.desk, ids, channel=first.channel, note=note, informs=informs), self._logged)

    def _logged(self, change: Change | None) -> None:
        if self.desk.is_open(self):
            self.pop_until_active()
            self.dismiss(change)


def _items(templates: Sequence[TemplateRecord], spoken: str) -> Iterator[Item]:
    """The templates in the person's language, then those in another one under its name."""
    last = spoken
    for one in templates:
        if one.language != last:
            last = one.language
            yield Item("", _(MERGE_LANGUAGES[last]).capitalize(), heading=True)
        yield Item(str(one.id), one.name, "", _kind(one), faint=one.language != spoken)


def _kind(one: TemplateRecord) -> str:
    """What a template is for, in a word or two; the space keeps it apart from a long name."""
    if one.purpose:
        said = _(PURPOSE_WORDS[Purpose(one.purpose)])
    elif one.stage:
        said = stage_name(one.stage, one.stage_name)
    else:
        said = _(LEVEL_WORDS[Level(one.temperature)]) if one.temperature else ""
    return f" {said}"
