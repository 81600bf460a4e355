"""A message as the screen shows it before it is sent: its head, its text, and what is not filled in."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from funneltui.domain.templates import field_of, places
from funneltui.domain.text import safe, safe_lines
from funneltui.i18n import translate as _
from funneltui.services.composing import Message
from funneltui.tui.looks.theme import MUTED


def message_text(message: Message) -> Content:
    """The message, with the places that could not be filled in in the colour of a warning or a mistake."""
    heads = [(_("To"), f"{message.name} <{message.to}>" if message.to else message.name)] if message.by_mail else []
    lines = [Content.assemble((f"{name}  ", MUTED), (safe(text), "bold")) for name, text in heads]
    if message.subject:
        subject = Content.assemble(*_pieces(message, safe(message.subject))).stylize("bold")
        lines.append(Content.assemble((f"{_('Subject')}  ", MUTED), subject))
    body = (Content.assemble(*_pieces(message, line)) for line in safe_lines(message.body))
    return Content("\n").join([*lines, Content(""), *body])


def _pieces(message: Message, line: str) -> Iterator[str | tuple[str, str]]:
    end = 0
    for place in places(line):
        field = field_of(place[1])
        yield line[end : place.start()]
        end = place.end()
        if field is None:
            yield place[0], "$text-error underline"
        else:
            yield place[0], "$text-warning" if field.key in message.missing else ""
    yield line[end:]
