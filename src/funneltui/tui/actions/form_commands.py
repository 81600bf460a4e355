"""The keys of forms, lists and the contact pane, beside those of the board in `commands`."""

from __future__ import annotations

from textual.binding import Binding

from funneltui.i18n import N_
from funneltui.tui.actions.bindings import close, help_here, key, page_keys, row_keys, undo_keys

__all__ = [
    "CHECKLIST",
    "CHOICE",
    "DATA",
    "DUPLICATES",
    "FIND",
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
    "SIDES",
    "STRUCTURE",
    "TEMPLATE",
    "WRITE",
    "form_bindings",
]


_KIND = Binding.Group(N_("kind"), compact=True)

FORM = [
    key("form.save", "ctrl+s", "save", N_("save"), N_("Save the form and close it"), hint=True, first=True),
    close("form", "escape", N_("Close without saving"), hint=True),
    key("form.up", "up", "field(-1)", N_("field above"), N_("The field before")),
    key("form.down", "down", "field(1)", N_("field below"), N_("The field after")),
    help_here("form"),
]
EDIT = [
    key(
        "edit.theirs",
        "ctrl+t",
        "take_theirs",
        N_("take theirs"),
        N_("Take what was written elsewhere meanwhile into this field"),
        hint=True,
        first=True,
    ),
]
"""The keys of forms that edit what others may edit too."""
PAGES = page_keys("form", "page_up", "page_down")
CHOICE = [
    key("choice.previous", "left", "step(-1)", N_("previous"), N_("The choice before")),
    key("choice.next", "right,space", "step(1)", N_("next"), N_("The choice after")),
    key("choice.save", "enter", "submit", N_("save"), N_("Save the form and close it")),
]
SIDES = [
    key("sides.left", "left,h", "side(-1)", N_("left"), N_("Take what the left side says"), hint=True),
    key("sides.right", "right,l", "side(1)", N_("right"), N_("Take what the right side says"), hint=True),
    key("sides.switch", "space", "switch", N_("the other one"), N_("Take the other side, or both where that can be")),
    key("sides.save", "enter", "submit", N_("save"), N_("Save the form and close it")),
]
LIST = [
    *row_keys("list", up="up,k", down="down,j"),
    *page_keys("list"),
    key("list.first", "home", "end(False)", N_("first"), N_("The first row")),
    key("list.last", "end", "end(True)", N_("last"), N_("The last row")),
    key("list.choose", "enter", "choose", N_("choose"), N_("Take this row"), hint=True),
]
LOSE = [
    key(
        "lose.park",
        "ctrl+p",
        "park",
        N_("park instead"),
        N_("Not now rather than never: park until a date"),
        hint=True,
        first=True,
    ),
]
WRITE = [
    key("write.copy", "y", "copy", N_("copy"), N_("Copy the message, then log it")),
    key("write.draft", "d", "draft", N_("draft"), N_("Write the message as a draft file, then log it")),
    key("write.edit", "e", "edit", N_("edit"), N_("Change this template")),
    key("write.templates", "t", "templates", N_("templates"), N_("All templates: add, change, remove")),
]
TEMPLATE = [
    key(
        "template.field",
        "ctrl+t",
        "insert_field",
        N_("field"),
        N_("Put a field of the contact in"),
        hint=True,
        first=True,
    ),
]
HELP = [
    close("help", "escape"),
    *row_keys("help"),
    *page_keys("help"),
]
FIND = [*HELP, help_here("find")]
HISTORY = [
    close("history"),
    *undo_keys("history", hint=True),
    help_here("history", "f1,question_mark"),
]
DATA = [close("data"), help_here("data", "f1,question_mark")]
DUPLICATES = [
    close("duplicates"),
    *undo_keys("duplicates", hint=True),
    help_here("duplicates", "f1,question_mark"),
]
IMPORT = [
    key("import.preview", "ctrl+r", "preview", N_("look again"), N_("Read the file anew"), hint=True, first=True),
]
PANE = [
    key(
        "pane.clear",
        "escape,q",
        "clear",
        N_("go back"),
        N_("Show the whole history again; then back to where the contact was opened"),
        hint=True,
    ),
    key("pane.up", "k,up", "scroll(-1)", N_("up"), N_("A line up")),
    key("pane.down", "j,down", "scroll(1)", N_("down"), N_("A line down")),
    *page_keys("pane", down="pagedown,space"),
    key("pane.top", "home", "end(-1)", N_("first"), N_("The beginning")),
    key("pane.bottom", "G,end", "end(1)", N_("last"), N_("The oldest entry")),
    key(
        "pane.kind_before",
        "left,h",
        "kind(-1)",
        N_("kind before"),
        N_("The history: the kind of entries before"),
        group=_KIND,
    ),
    key(
        "pane.kind",
        "right,l",
        "kind(1)",
        N_("kind"),
        N_("The history: only exchanges, stages, answers, actions, notes or edits"),
        group=_KIND,
    ),
    key(
        "pane.find",
        "slash,ctrl+f",
        "find",
        N_("find"),
        N_("Only the entries of the history with these words"),
        hint=True,
    ),
]
HISTORY_FIELD = [
    key("pane.found", "down,tab", "leave", N_("to the entries"), N_("To the entries that were found"), hint=True),
]
GRID = [
    key("grid.yes", "y,o", "answer('yes')", N_("yes"), N_("Yes, and the next line"), hint=True),
    key("grid.no", "n", "answer('no')", N_("no"), N_("No, and the next line"), hint=True),
    key("grid.unknown", "question_mark", "answer('unknown')", N_("unknown yet"), N_("Not known, and the next line")),
    key("grid.up", "up,k", "go(-1)", N_("up"), N_("The line above")),
    key("grid.down", "down,j", "go(1)", N_("down"), N_("The line below")),
    key("grid.first", "home", "end(False)", N_("first"), N_("The first line")),
    key("grid.last", "end", "end(True)", N_("last"), N_("The last line")),
    key("grid.evidence", "enter,right", "evidence", N_("evidence"), N_("Write what the answer rests on"), hint=True),
]
CHECKLIST = [
    close("checklist", about=N_("Back: everything is saved already"), hint=True),
    key("checklist.save", "ctrl+s", "close", N_("close"), N_("Back"), first=True),
    key("checklist.evidence", "tab", "evidence", N_("evidence"), N_("From the grid to the evidence and back")),
    key("checklist.decider", "a", "add_decider", N_("add who decides"), N_("Add the decision-maker")),
    key("checklist.park", "p", "park", N_("not now"), N_("Park until a date")),
    key("checklist.undo", "u,ctrl+z", "undo", N_("undo"), N_("Take the last answer back")),
    help_here("checklist"),
]
STRUCTURE = [
    close("structure", about=N_("Back: everything is saved already"), hint=True),
    key("structure.edit", "e", "edit", N_("edit"), N_("Change this row"), hint=True),
    key("structure.add", "a", "add", N_("add"), N_("Add a row"), hint=True),
    key("structure.remove", "d,delete", "remove", N_("remove"), N_("Take this row away"), hint=True),
    key("structure.up", "H,shift+up", "shift(-1)", N_("move up"), N_("Move this row up")),
    key("structure.down", "L,shift+down", "shift(1)", N_("move down"), N_("Move this row down")),
    key("structure.presets", "t", "presets", N_("ready-made"), N_("Take a ready-made one")),
    *undo_keys("structure"),
    help_here("structure"),
]


def form_bindings() -> list[Binding]:
    """All of them, for checking the settings."""
    forms = [*FORM, *EDIT, *PAGES, *CHOICE, *SIDES, *LIST, *LOSE, *WRITE, *TEMPLATE, *GRID, *STRUCTURE, *CHECKLIST]
    return [*forms, *FIND, *DATA, *DUPLICATES, *HISTORY, *IMPORT, *PANE, *HISTORY_FIELD]
