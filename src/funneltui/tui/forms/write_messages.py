"""The templates one can write from, and the message that each makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from funneltui.domain.stages import stage_name
from funneltui.domain.temperature import LEVEL_WORDS, Level
from funneltui.domain.templates import MERGE_LANGUAGES, PURPOSE_WORDS, Purpose
from funneltui.errors import FunnelError
from funneltui.i18n import language, sentence, translate as _
from funneltui.services.composing import Composer, Message
from funneltui.tui.looks.message_text import message_text
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.storage.reads.templates import Recipient, TemplateRecord
    from funneltui.tui.forms.form import Form


class Messages:
    """The templates in a form's list, and beside it the message of the one under the cursor.

    Args:
        form: The form, with the list and a place for the message.
        first: Whose message is shown.
    """

    def __init__(self, form: Form[Any], first: Recipient) -> None:
        self._form = form
        self._first = first
        self._composer = Composer(form.desk.reads.templates, form.desk.clock, form.desk.settings)
        self._templates: dict[str, TemplateRecord] = {}
        self._message: Message | None = None
        self._warned = ""
        """The template whose gaps were told: written all the same when asked again."""

    def items(self) -> list[Item]:
        """The templates as they are now, the one that fits best first."""
        templates = self._composer.best_first([self._first.opportunity_id])
        self._templates = {str(template.id): template for template in templates}
        return list(_items(templates, self._first.language or language()))

    def renew(self) -> None:
        """Fill the list with the templates as they are now, the cursor where it was."""
        listed = self._form.query_one("#templates", PickList)
        key = listed.item.key if listed.item is not None else ""
        listed.fill(self.items(), key=key)

    @property
    def template(self) -> TemplateRecord | None:
        """The one under the cursor."""
        item = self._form.query_one("#templates", PickList).item
        return self._templates[item.key] if item is not None else None

    def show(self) -> None:
        """Show the message of the template under the cursor, or why there is none, and what is missing in it."""
        if self.template is None:
            key = self._form.desk.key_of("write.templates")
            self._form.tell(_("No templates yet. {key} adds one.").format(key=key), wrong=True)
            return
        made = self._make(self.template)
        self._message = made if isinstance(made, Message) else None
        self._warned = ""
        preview = self._form.query_one("#message-text", Static)
        if isinstance(made, FunnelError):
            preview.update(Content(""))
            self._form.tell(sentence(made), wrong=True)
            return
        preview.update(message_text(made))
        self._form.query_one("#preview").scroll_home(animate=False)
        self._form.tell(_gaps(made))

    def _make(self, template: TemplateRecord) -> Message | FunnelError:
        card = self._first.opportunity_id
        if len(self._form.cards) > 1:
            return self._composer.messages([card], template, in_their_language=True)[0]
        try:
            return self._composer.message(card, template)
        except FunnelError as error:
            return error

    def ready(self) -> Message | None:
        """The message that is shown; None when there is none, and before its gaps were told.

        Raises:
            FunnelError: Why the template makes none.
        """
        message, template = self._message, self.template
        if template is None:
            return None
        if message is None:
            made = self._make(template)
            assert isinstance(made, FunnelError)
            raise made
        if message.gaps and self._warned != str(template.id):
            self._warned = str(template.id)
            self._form.tell(" · ".join((_gaps(message), _("Press again to use it anyway."))), wrong=True)
            return None
        return message


def _gaps(message: Message) -> str:
    return _("Not filled in: {fields}").format(fields=" · ".join(message.gaps)) if message.gaps else ""


def _items(templates: Sequence[TemplateRecord], spoken: str) -> Iterator[Item]:
    """The templates in the person's language, then those in another one under its name."""
    last = spoken
    for template in templates:
        if template.language != last:
            last = template.language
            yield Item("", _(MERGE_LANGUAGES[last]).capitalize(), heading=True)
        yield Item(str(template.id), template.name, "", _kind(template), faint=template.language != spoken)


def _kind(template: TemplateRecord) -> str:
    """What a template is for, in a word or two; the space keeps it apart from a long name."""
    if template.purpose:
        words = _(PURPOSE_WORDS[Purpose(template.purpose)])
    elif template.stage:
        words = stage_name(template.stage, template.stage_name)
    else:
        words = _(LEVEL_WORDS[Level(template.temperature)]) if template.temperature else ""
    return f" {words}"
