"""The keys of forms, lists and the contact pane, beside those of the board in `commands`."""

from __future__ import annotations

from textual.binding import Binding

from funneltui.i18n import N_

__all__ = [
    "CHECKLIST",
    "CHOICE",
    "DATA",
    "FORM",
    "GRID",
    "HELP",
    "HISTORY",
    "HISTORY_FIELD",
    "IMPORT",
    "LIST",
    "LOSE",
    "PAGES",
    "PANE",
    "STRUCTURE",
    "TEMPLATE",
    "WRITE",
    "form_bindings",
]


def _key(name: str, keys: str, action: str, title: str, about: str, *, hint: bool = False) -> Binding:
    return Binding(keys, action, title, id=name, tooltip=about, show=hint)


_KIND = Binding.Group(N_("kind"), compact=True)

FORM = [
    Binding("ctrl+s", "save", N_("save"), id="form.save", tooltip=N_("Save the form and close it"), priority=True),
    _key("form.close", "escape", "close", N_("close"), N_("Close without saving"), hint=True),
    _key("form.up", "up", "field(-1)", N_("field above"), N_("The field before")),
    _key("form.down", "down", "field(1)", N_("field below"), N_("The field after")),
    _key("form.help", "f1", "help", N_("help"), N_("What can be done here"), hint=True),
]
PAGES = [
    _key("form.page_up", "pageup", "page_up", N_("page up"), N_("A screen up")),
    _key("form.page_down", "pagedown", "page_down", N_("page down"), N_("A screen down")),
]
CHOICE = [
    _key("choice.previous", "left", "step(-1)", N_("previous"), N_("The choice before")),
    _key("choice.next", "right,space", "step(1)", N_("next"), N_("The choice after")),
    _key("choice.save", "enter", "submit", N_("save"), N_("Save the form and close it")),
]
LIST = [
    _key("list.up", "up", "go(-1)", N_("up"), N_("The row above")),
    _key("list.down", "down", "go(1)", N_("down"), N_("The row below")),
    _key("list.page_up", "pageup", "page(-1)", N_("page up"), N_("A screen up")),
    _key("list.page_down", "pagedown", "page(1)", N_("page down"), N_("A screen down")),
    _key("list.first", "home", "end(False)", N_("first"), N_("The first row")),
    _key("list.last", "end", "end(True)", N_("last"), N_("The last row")),
    _key("list.choose", "enter", "choose", N_("choose"), N_("Take this row"), hint=True),
]
LOSE = [
    Binding(
        "ctrl+p",
        "park",
        N_("park instead"),
        id="lose.park",
        tooltip=N_("Not now rather than never: park until a date"),
        priority=True,
    ),
]
WRITE = [
    _key("write.copy", "y", "copy", N_("copy"), N_("Copy the message, then log it")),
    _key("write.draft", "d", "draft", N_("draft"), N_("Write the message as a draft file, then log it")),
    _key("write.edit", "e", "edit", N_("edit"), N_("Change this template")),
    _key("write.templates", "t", "templates", N_("templates"), N_("All templates: add, change, remove")),
]
TEMPLATE = [
    Binding("ctrl+t", "insert_field", N_("field"), id="template.field", tooltip=N_("Put a field of the contact in"),
            priority=True),
]  # fmt: skip
HELP = [
    _key("help.close", "escape", "close", N_("close"), N_("Back")),
    _key("help.up", "up", "go(-1)", N_("up"), N_("The row above")),
    _key("help.down", "down", "go(1)", N_("down"), N_("The row below")),
    _key("help.page_up", "pageup", "page(-1)", N_("page up"), N_("A screen up")),
    _key("help.page_down", "pagedown", "page(1)", N_("page down"), N_("A screen down")),
]
HISTORY = [
    _key("history.close", "escape,q", "close", N_("close"), N_("Back")),
    _key("history.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take the last change back"), hint=True),
    _key("history.redo", "U,ctrl+y", "redo", N_("redo"), N_("Do again what was undone"), hint=True),
]
DATA = [
    _key("data.close", "escape,q", "close", N_("close"), N_("Back")),
]
IMPORT = [
    Binding(
        "ctrl+r", "preview", N_("look again"), id="import.preview", tooltip=N_("Read the file anew"), priority=True
    ),
]
PANE = [
    _key("pane.up", "k,up", "scroll(-1)", N_("up"), N_("A line up")),
    _key("pane.down", "j,down", "scroll(1)", N_("down"), N_("A line down")),
    _key("pane.page_up", "pageup", "page(-1)", N_("page up"), N_("A screen up")),
    _key("pane.page_down", "pagedown,space", "page(1)", N_("page down"), N_("A screen down")),
    _key("pane.top", "home", "end(-1)", N_("first"), N_("The beginning")),
    _key("pane.bottom", "G,end", "end(1)", N_("last"), N_("The oldest entry")),
    Binding(
        "left,h",
        "kind(-1)",
        N_("kind before"),
        id="pane.kind_before",
        tooltip=N_("The history: the kind of entries before"),
        group=_KIND,
    ),
    Binding(
        "right,l",
        "kind(1)",
        N_("kind"),
        id="pane.kind",
        tooltip=N_("The history: only exchanges, stages, answers, actions, notes or edits"),
        group=_KIND,
    ),
    _key(
        "pane.find",
        "slash,ctrl+f",
        "find",
        N_("find"),
        N_("Only the entries of the history with these words"),
        hint=True,
    ),
    _key("pane.clear", "escape", "clear", N_("whole history"), N_("Show the whole history again"), hint=True),
]
HISTORY_FIELD = [
    _key("pane.found", "down,tab", "leave", N_("to the entries"), N_("To the entries that were found"), hint=True),
]
GRID = [
    _key("grid.yes", "y,o", "answer('yes')", N_("yes"), N_("Yes, and the next line"), hint=True),
    _key("grid.no", "n", "answer('no')", N_("no"), N_("No, and the next line"), hint=True),
    _key("grid.unknown", "question_mark", "answer('unknown')", N_("unknown yet"), N_("Not known, and the next line")),
    _key("grid.up", "up,k", "go(-1)", N_("up"), N_("The line above")),
    _key("grid.down", "down,j", "go(1)", N_("down"), N_("The line below")),
    _key("grid.first", "home", "end(False)", N_("first"), N_("The first line")),
    _key("grid.last", "end", "end(True)", N_("last"), N_("The last line")),
    _key("grid.evidence", "enter,right", "evidence", N_("evidence"), N_("Write what the answer rests on"), hint=True),
]
CHECKLIST = [
    _key("checklist.close", "escape,q", "close", N_("close"), N_("Back: everything is saved already"), hint=True),
    Binding("ctrl+s", "close", N_("close"), id="checklist.save", tooltip=N_("Back"), priority=True, show=False),
    _key("checklist.evidence", "tab", "evidence", N_("evidence"), N_("From the grid to the evidence and back")),
    _key("checklist.decider", "a", "add_decider", N_("add who decides"), N_("Add the decision-maker")),
    _key("checklist.park", "p", "park", N_("not now"), N_("Park until a date")),
    _key("checklist.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take the last answer back")),
    _key("checklist.help", "f1", "help", N_("help"), N_("What can be done here"), hint=True),
]
STRUCTURE = [
    _key("structure.close", "escape,q", "close", N_("close"), N_("Back: everything is saved already"), hint=True),
    _key("structure.edit", "e", "edit", N_("edit"), N_("Change this row"), hint=True),
    _key("structure.add", "a", "add", N_("add"), N_("Add a row"), hint=True),
    _key("structure.remove", "d,delete", "remove", N_("remove"), N_("Take this row away"), hint=True),
    _key("structure.up", "H,shift+up", "shift(-1)", N_("move up"), N_("Move this row up")),
    _key("structure.down", "L,shift+down", "shift(1)", N_("move down"), N_("Move this row down")),
    _key("structure.presets", "t", "presets", N_("ready-made"), N_("Take a ready-made one")),
    _key("structure.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take the last change back")),
    _key("structure.redo", "U,ctrl+y", "redo", N_("redo"), N_("Do again what was undone")),
    _key("structure.help", "f1", "help", N_("help"), N_("What can be done here"), hint=True),
]


def form_bindings() -> list[Binding]:
    """All of them, for checking the settings."""
    forms = [*FORM, *PAGES, *CHOICE, *LIST, *LOSE, *WRITE, *TEMPLATE, *GRID, *STRUCTURE, *CHECKLIST]
    return [*forms, *HELP, *DATA, *HISTORY, *IMPORT, *PANE, *HISTORY_FIELD]
