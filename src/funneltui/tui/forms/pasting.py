"""Several lines that are pasted into a field of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from funneltui.i18n import grouped
from funneltui.i18n import translate as _
from funneltui.tui.widgets.field import Field, Note

if TYPE_CHECKING:
    from funneltui.tui.forms.form import Form

__all__ = ["fill_in_pasted", "join_pasted"]

_LISTS = frozenset({"email", "phone", "tags", "contact_tags"})
"""Fields of several things, parted by commas."""


def join_pasted(form: Form[Any], row: Field, lines: list[str]) -> None:
    """The lines after the first go to the note; in a form without one, and in a list, all are joined."""
    note = next(iter(form.query(Note)), None)
    if row.key in _LISTS or note is None:
        row.input.paste((", " if row.key in _LISTS else " ").join(line.strip(" ,;") for line in lines))
        form.tell(_("{count} lines pasted, joined into one.").format(count=grouped(len(lines))))
        return
    row.input.paste(lines[0].strip())
    note.put("\n".join(filter(None, (note.value, *lines[1:]))))
    form.tell(_("The first line is in this field; the other pasted lines are in: {field}.").format(field=note.label))


def fill_in_pasted(form: Form[Any], row: Field, lines: list[str]) -> None:
    """A signature, a card or a row of a spreadsheet fills the fields that are empty; the rest is for the note."""
    from funneltui.interchange.pasted import read_pasted

    read = read_pasted("\n".join(lines))
    texts = {
        "name": read.name,
        "organization": read.organization,
        "job_title": read.job_title,
        "email": ", ".join(read.emails),
        "phone": ", ".join(read.phones),
        "link": " ".join(read.links),
        "address": read.address,
        "note": read.note,
    }
    filled, rest = list[str](), list[str]()
    for key, text in texts.items():
        into = form.row(key)
        if not text:
            continue
        if not into.value.strip():
            into.put(text)
            filled.append(into.label)
        elif into.value.strip() != text:
            rest.append(text)
    if rest:
        note = form.row("note")
        note.put("\n".join(filter(None, (note.value, *rest))))
        filled.append(note.label)
    row.target.focus()
    words = _("Filled in from what was pasted: {fields}. Check before saving.")
    form.tell(words.format(fields=", ".join(dict.fromkeys(filled))))
