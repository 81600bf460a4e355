"""Several lines that are pasted into a field of one."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from funneltui.i18n import grouped, translate as _
from funneltui.tui.widgets.field import Field, Note
from funneltui.tui.widgets.row import Row

_LISTS = frozenset({"email", "phone", "tags", "contact_tags"})
"""Fields of several things, parted by commas."""


def join_pasted(form: Screen[Any], row: Field, lines: list[str]) -> str:
    """The lines after the first go to the note; in a form without one, and in a list, all are joined.

    Returns:
        What was done, in a sentence.
    """
    note = next(iter(form.query(Note)), None)
    if row.key in _LISTS or note is None:
        row.input.paste((", " if row.key in _LISTS else " ").join(line.strip(" ,;") for line in lines))
        return _("{count} lines pasted, joined into one.").format(count=grouped(len(lines)))
    row.input.paste(lines[0].strip())
    note.put("\n".join(filter(None, (note.value, *lines[1:]))))
    return _("The first line is in this field; the other pasted lines are in: {field}.").format(field=note.label)


def fill_in_pasted(form: Screen[Any], row: Field, lines: list[str]) -> str:
    """A signature, a card or a row of a spreadsheet fills the fields that are empty; the rest is for the note.

    Returns:
        What was done, in a sentence.
    """
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
    rows = {into.key: into for into in form.query(Row)}
    filled, rest = list[str](), list[str]()
    for key, text in texts.items():
        into = rows[key]
        if not text:
            continue
        if not into.value.strip():
            into.put(text)
            filled.append(into.label)
        elif into.value.strip() != text:
            rest.append(text)
    if rest:
        note = rows["note"]
        note.put("\n".join(filter(None, (note.value, *rest))))
        filled.append(note.label)
    row.target.focus()
    words = _("Filled in from what was pasted: {fields}. Check before saving.")
    return words.format(fields=", ".join(dict.fromkeys(filled)))
