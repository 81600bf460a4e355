"""The message templates, in one's own words: each is seen as the message it makes, also while one writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from funneltui.domain.channels import CHANNELS
from funneltui.domain.entries import NewTemplate
from funneltui.domain.temperature import LEVEL_WORDS
from funneltui.domain.templates import FIELDS, MERGE_LANGUAGES, PURPOSE_WORDS, field_name, unknown_fields
from funneltui.domain.text import safe
from funneltui.errors import FunnelError, NotFoundError
from funneltui.i18n import N_, NC_, language, sentence, translate as _
from funneltui.services.composing import Composer
from funneltui.storage.reads.templates import TemplateRecord
from funneltui.tui.actions.form_actions import TEMPLATE
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.forms.preset import PresetScreen
from funneltui.tui.forms.structure import StructureScreen
from funneltui.tui.looks.message_text import message_text
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field, Note
from funneltui.tui.widgets.pick_list import Item
from funneltui.tui.widgets.row import Row
from funneltui.tui.widgets.text_input import TextInput

_PREVIEW_LINES = 14
_BODY_LINES = 16
"""Lines of message and text at most: longer ones scroll."""
_SHORT_ROWS = 7
"""Fields of the form beside the text, a line each."""


class TemplatesScreen(StructureScreen):
    """Every template, by language, and the message that each makes.

    Args:
        card: The card whose contact is written to in what is shown; None for the latest one.
        template: The template to begin on; None for the first.
    """

    HEADING = N_("Message templates")
    CSS_PATH: ClassVar[CSSPathType] = ["structure.tcss", "templates.tcss"]
    ORDERED = False

    def __init__(self, desk: Desk, card: int | None = None, template: int | None = None) -> None:
        super().__init__(desk)
        self._card = card
        self._begin_on = template

    def on_mount(self) -> None:
        """Begin on the template that was asked for."""
        if self._begin_on is not None:
            self.refresh_rows()

    def _templates(self) -> dict[str, TemplateRecord]:
        """By id, those in the language in force first, each language by name."""
        known = self.desk.reads.templates.all()
        here = language()
        return {
            str(template.id): template
            for template in sorted(known, key=lambda record: (record.language != here, record.language, record.id))
        }

    def items(self) -> list[Item]:
        """A template a row, under its language, with what it is for."""
        return list(self._items())

    def _items(self) -> Iterator[Item]:
        last = ""
        for key, template in self._templates().items():
            if template.language != last:
                last = template.language
                yield Item("", _(MERGE_LANGUAGES[last]).capitalize(), heading=True)
            yield Item(key, template.name, note=template.use)

    def about(self, key: str) -> Content:
        """The message it makes."""
        template = self._templates().get(key)
        if template is None:
            return Content(_("No template yet."))
        return _preview(self.desk, self._card, template)

    def adding(self) -> ModalScreen[Any]:
        """A new one."""
        return TemplateScreen(self.desk, None, self._card)

    def editing(self, key: str) -> ModalScreen[Any]:
        """Everything about a template."""
        return TemplateScreen(self.desk, int(key), self._card)

    def take_away(self, key: str) -> None:
        """At once: undo brings it back."""
        self.write(lambda services: services.templates.remove(int(key)))

    def presets(self) -> ModalScreen[Any]:
        """The templates that a new file starts with: one that was taken away, or changed, can be had again."""
        from funneltui.domain.default_templates import DEFAULT_TEMPLATES

        known = {f"{template.key}.{template.language}": template for template in DEFAULT_TEMPLATES}
        present = {(template.name, template.language) for template in self._templates().values()}
        rows = [
            (key, f"{template.name} ({template.language})", template.subject)
            for key, template in sorted(known.items(), key=lambda item: item[1].language != language())
            if (template.name, template.language) not in present
        ]

        def use(key: str) -> Write:
            template = known[key]
            new = NewTemplate(
                template.name,
                template.language,
                template.subject,
                template.body,
                template.temperature,
                template.stage,
                template.purpose,
            )
            return lambda services: services.templates.add(new)

        return PresetScreen(self.desk, _("Template that comes with funneltui"), rows, use)


class TemplateScreen(ChangeForm):
    """One template, and below it the message it makes, while one writes it.

    Args:
        template_id: The template; None for a new one.
        card: The card whose contact the message below is for; None for the latest one.
    """

    CSS_PATH: ClassVar[CSSPathType] = ["form.tcss", "templates.tcss"]
    BINDINGS = TEMPLATE

    def __init__(self, desk: Desk, template_id: int | None, card: int | None = None) -> None:
        super().__init__(desk, key=str(template_id or ""))
        self._template_id = template_id
        self._card = card
        self.space.below_height = _preview_height
        self.space.changed = self._divide

    @cached_property
    def _begun(self) -> TemplateRecord:
        """The template as it is stored; nothing yet for a new one."""
        if self._template_id is None:
            return TemplateRecord(0, "", language(), "", "", "", None, "email", "", "")
        return self.desk.reads.templates.template(self._template_id)

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Add a template") if self._template_id is None else _("Template: {name}").format(name=self._begun.name)

    def rows(self) -> Iterable[Widget]:
        """Name and text first, then what it is for."""
        template = self._begun
        key = self.desk.key_of("template.field")
        yield Field("name", _("Name"), template.name)
        yield Choice("language", _("Language"), options_of(MERGE_LANGUAGES), template.language)
        yield Field("subject", _("Subject"), template.subject, check=_pointed_at, long=True)
        yield Note("body", _("Text"), template.body, hint=_("{key} inserts a field of the contact").format(key=key))
        levels = [("", _(NC_("temperature", "any")), ""), *options_of(LEVEL_WORDS)]
        yield Choice("temperature", _("Temperature"), levels, template.temperature)
        stages = [(stage.key, stage.called, "") for stage in self.desk.reads.stages.stages()]
        yield Choice("stage", _("Stage"), [("", _(NC_("stage", "any")), ""), *stages], template.stage)
        yield Choice("purpose", _("Purpose"), options_of(PURPOSE_WORDS), template.purpose)
        yield Choice("channel", _("Channel"), options_of(CHANNELS), template.channel)

    def below(self) -> Iterable[Widget]:
        """The message it makes."""
        with VerticalScroll(id="preview", can_focus=False):
            yield Static(id="message-text")

    def _divide(self) -> None:
        room = self.space.room
        below = _preview_height(room)
        self.query_one("#preview").styles.height = below
        body = self.query_one("#row-body", Note)
        lines = max(4, min(_BODY_LINES, room - below - _SHORT_ROWS))
        body.area.styles.height = body.area.styles.max_height = lines - 1

    def begin(self) -> None:
        """Begin with the name, and show the message."""
        super().begin()
        self.space.divide()
        self._show()

    # -- The message ---------------------------------------------------------------------------------

    @on(Row.Changed)
    def _show(self) -> None:
        """Show the message as it would be now, and point at what is no field."""
        body = self.query_one("#row-body", Note)
        wrong = _pointed_at(body.value)
        body.say(wrong, wrong=bool(wrong))
        self.query_one("#message-text", Static).update(_preview(self.desk, self._card, self._typed()))

    @on(TextArea.SelectionChanged)
    def _follow(self) -> None:
        """Show the part of the message that is being written, once it is known how long it is."""

        def scroll() -> None:
            area, preview = self.query_one("#row-body", Note).area, self.query_one("#preview", VerticalScroll)
            row, lines = area.cursor_location[0], area.document.line_count
            preview.scroll_to(y=preview.max_scroll_y * row // max(1, lines - 1), animate=False)

        self.desk.after_refresh(self, scroll)

    def _typed(self) -> TemplateRecord:
        typed = {row.key: row.value for row in self.query(Row)}
        template = replace(self._begun, name=typed["name"], language=typed["language"], channel=typed["channel"])
        return replace(template, subject=typed["subject"], body=typed["body"])

    def action_insert_field(self) -> None:
        """Choose a field, to be put in where one writes."""
        focused = self.focused
        subject, body = self.field("subject"), self.query_one("#row-body", Note)
        target = subject if focused is subject.input else body
        spoken = self.text("language")
        items = [Item(field_name(field, spoken), field_name(field, spoken), note=_(field.words)) for field in FIELDS]

        def put(name: str | None) -> None:
            target.target.focus()
            if name and isinstance(target.target, TextInput):
                target.target.insert_text_at_cursor(name)
            elif name:
                body.area.insert(name)

        self.desk.open(PickScreen(self.desk, _("Insert a field"), items), put)

    # -- Saving --------------------------------------------------------------------------------------

    def change(self) -> Write | None:
        """Save what was changed; all of it when it is new."""
        number = self._template_id
        if number is None:
            new = NewTemplate(**{row.key: row.value for row in self.query(Row)})
            return lambda services: services.templates.add(new)
        changed = self.changed
        return (lambda services: services.templates.edit(number, changed)) if changed else None


def _preview_height(room: int) -> int:
    """Not quite half of it."""
    return max(2, min(_PREVIEW_LINES, room * 2 // 5))


def _pointed_at(text: str) -> str:
    """What a text names that is no field, with its line."""
    return " · ".join(field.words for field in unknown_fields(text))


def _preview(desk: Desk, card: int | None, template: TemplateRecord) -> Content:
    """The message it makes for a card's contact, or why there is none."""
    reads = desk.reads.templates
    number = card if card is not None else reads.example()
    if number is None:
        return Content(_("No contact yet to show a message for. Add a prospect first."))
    try:
        return message_text(Composer(reads, desk.clock, desk.settings).message(number, template))
    except NotFoundError:
        return _preview(desk, None, template) if card is not None else Content("")
    except FunnelError as error:
        return Content.styled(safe(sentence(error)), "$text-error")
