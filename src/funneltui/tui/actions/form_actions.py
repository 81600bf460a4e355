"""The keys of forms, lists and the contact pane, beside those of the places in `place_actions`."""

from __future__ import annotations

from textual.binding import Binding

from funneltui.domain.qualification import ANSWER_WORDS
from funneltui.i18n import N_
from funneltui.tui.actions.action import Actions, close, field_key, help_here, key, page_keys, row_keys, undo_keys

_KIND = Binding.Group(N_("kind"), compact=True)

FORM = Actions(
    field_key("form.save", "ctrl+s", "save", N_("save"), N_("Save the form and close it")),
    close("form", "escape", N_("Close without saving"), hint=True),
    field_key("form.discard", "ctrl+g", "discard", N_("discard"), N_("Discard the restored draft")),
    key("form.up", "up", "field", N_("field above"), N_("Previous field"), argument=-1),
    key("form.down", "down", "field", N_("field below"), N_("Next field"), argument=1),
    help_here("form"),
)
FIELD = Actions(key("form.complete", "tab", "complete", N_("complete"), N_("Take the suggestion")))
"""The keys of a line one types in."""
EDIT = Actions(
    field_key("edit.theirs", "ctrl+t", "take_theirs", N_("use theirs"), N_("Use the other version of this field")),
)
"""The keys of forms that edit what others may edit too."""
PAGES = Actions(
    key("form.page_up", "pageup", "page_up", N_("page up"), N_("A screen up")),
    key("form.page_down", "pagedown", "page_down", N_("page down"), N_("A screen down")),
)
CHOICE = Actions(
    key("choice.previous", "left", "step", N_("previous"), N_("Previous choice"), argument=-1),
    key("choice.next", "right,space", "step", N_("next"), N_("Next choice"), argument=1),
    key("choice.save", "enter", "submit", N_("save"), N_("Save the form and close it")),
)
SIDES = Actions(
    key("sides.left", "left,h", "side", N_("left"), N_("Choose the left side"), argument=-1, hint=True),
    key("sides.right", "right,l", "side", N_("right"), N_("Choose the right side"), argument=1, hint=True),
    key("sides.switch", "space", "switch", N_("switch"), N_("Switch sides, or both where possible")),
    key("sides.save", "enter", "submit", N_("save"), N_("Save the form and close it")),
)
LIST = Actions(
    *row_keys("list", up="up,k", down="down,j"),
    *page_keys("list"),
    key("list.first", "home", "end", N_("first"), N_("First row"), argument=False),
    key("list.last", "end", "end", N_("last"), N_("Last row"), argument=True),
    key("list.choose", "enter", "choose", N_("choose"), N_("Choose this row"), hint=True),
)
RESEMBLANCE = Actions(
    field_key("resemblance.open", "ctrl+o", "open_known", N_("open contact"), N_("Open who is in the file already")),
)
"""The keys of forms in which somebody is written down."""
LOSE = Actions(
    field_key("lose.park", "ctrl+p", "park", N_("park instead"), N_("Park until a date instead of losing")),
)
WRITE = Actions(
    key("write.copy", "y", "copy", N_("copy"), N_("Copy the message and log it")),
    key("write.draft", "d", "draft", N_("draft"), N_("Save the message as a draft and log it")),
    key("write.edit", "e", "edit", N_("edit"), N_("Edit this template")),
    key("write.templates", "t", "templates", N_("templates"), N_("Edit all templates")),
)
TEMPLATE = Actions(
    field_key("template.field", "ctrl+t", "insert_field", N_("field"), N_("Insert a field of the contact")),
)
HELP = Actions(
    close("help", "escape"),
    *row_keys("help"),
    *page_keys("help"),
)
FIND = Actions(*HELP, help_here("find"))
KEYS = Actions(*HELP, key("help.again", "question_mark,f1", "close", N_("close"), N_("Close the help"), first=True))
"""The keys of the help: the one that opens it closes it."""
HISTORY = Actions(
    *undo_keys("history", hint=True, unfit="none"),
    close("history", hint=True),
    help_here("history", "f1,question_mark"),
)
DATA = Actions(close("data", "escape", hint=True))
"""The keys of the place Data, beside the letters of its rows."""
BACKUPS = Actions(
    key("backups.make", "m", "make", N_("make one"), N_("Make a backup now"), hint=True),
    key("backups.look", "l", "look", N_("look inside"), N_("Show what the backup contains"), hint=True, unfit="none"),
    close("backups", hint=True),
    help_here("backups", "f1,question_mark"),
)
CHECK = Actions(
    key("check.again", "r", "again", N_("check again"), N_("Check the file again"), hint=True),
    close("check", hint=True),
    help_here("check", "f1,question_mark"),
)
DUPLICATES = Actions(
    key(
        "duplicates.apart",
        "n",
        "apart",
        N_("not same"),
        N_("These two are not the same contact"),
        hint=True,
        unfit="none",
    ),
    *undo_keys("duplicates"),
    close("duplicates", hint=True),
    help_here("duplicates", "f1,question_mark"),
)
SOURCES = Actions(
    key("sources.run", "r", "run", N_("run now"), N_("Read, or bring up to date, now"), hint=True),
    close("sources", hint=True),
    help_here("sources", "f1,question_mark"),
)
PRIVATE = Actions(
    close("private", hint=True),
    help_here("private", "f1,question_mark"),
)
SETTINGS = Actions(
    key("settings.reset", "d,delete", "reset", N_("default"), N_("Back to the default"), hint=True),
    close("settings", about=N_("Close (already saved)"), hint=True),
    help_here("settings", "f1,question_mark"),
)
ROWS = Actions(
    key("rows.switch", "space", "switch", N_("change"), N_("Make something else of the row"), hint=True),
    close("rows", hint=True),
    help_here("rows", "f1,question_mark"),
)
"""The keys of the rows of a file that is imported."""
IMPORT = Actions(
    field_key("import.browse", "ctrl+o", "browse", N_("list files"), N_("Choose from a folder's files")),
    field_key("import.rows", "ctrl+t", "rows", N_("rows"), N_("Decide row by row")),
    field_key("import.preview", "ctrl+r", "preview", N_("reload"), N_("Reload the file")),
)
PANE = Actions(
    key("pane.clear", "escape,q", "clear", N_("go back"), N_("Whole history, then back where you were"), hint=True),
    key("pane.up", "k,up", "scroll", N_("up"), N_("A line up"), argument=-1),
    key("pane.down", "j,down", "scroll", N_("down"), N_("A line down"), argument=1),
    *page_keys("pane", down="pagedown,space"),
    key("pane.top", "home", "end", N_("first"), N_("The beginning"), argument=-1),
    key("pane.bottom", "G,end", "end", N_("last"), N_("Oldest entry"), argument=1),
    key(
        "pane.kind_before",
        "left,h",
        "kind",
        N_("previous kind"),
        N_("Previous kind of history entries"),
        argument=-1,
        group=_KIND,
    ),
    key("pane.kind", "right,l", "kind", N_("kind"), N_("Next kind of history entries"), argument=1, group=_KIND),
    key("pane.find", "slash,ctrl+f", "find", N_("search"), N_("Filter the history"), hint=True),
)
HISTORY_FIELD = Actions(
    key("pane.found", "down,tab", "leave", N_("to entries"), N_("Go to the entries"), hint=True),
)
GRID = Actions(
    key("grid.yes", "y,o", "answer", N_("yes"), N_("Yes, and the next line"), argument="yes", hint=True),
    key("grid.no", "n", "answer", N_("no"), N_("No, and the next line"), argument="no", hint=True),
    key(
        "grid.unknown",
        "question_mark",
        "answer",
        ANSWER_WORDS["unknown"],
        N_("Unknown, and the next line"),
        argument="unknown",
    ),
    key("grid.up", "up,k", "go", N_("up"), N_("Line above"), argument=-1),
    key("grid.down", "down,j", "go", N_("down"), N_("Line below"), argument=1),
    key("grid.first", "home", "end", N_("first"), N_("First line"), argument=False),
    key("grid.last", "end", "end", N_("last"), N_("Last line"), argument=True),
    key("grid.evidence", "enter,right", "evidence", N_("evidence"), N_("Enter the evidence"), hint=True),
)
CHECKLIST = Actions(
    close("checklist", about=N_("Close (already saved)"), hint=True),
    key("checklist.save", "ctrl+s", "close", N_("close"), N_("Back"), first=True),
    key("checklist.evidence", "tab", "evidence", N_("evidence"), N_("Switch between grid and evidence")),
    key("checklist.decider", "a", "decider", N_("add decision-maker"), N_("Add the decision-maker")),
    key("checklist.park", "p", "park", N_("not now"), N_("Park until a date")),
    key("checklist.undo", "u,ctrl+z", "undo", N_("undo"), N_("Undo the last answer")),
    help_here("checklist"),
)
STRUCTURE = Actions(
    close("structure", about=N_("Close (already saved)"), hint=True),
    key("structure.edit", "e", "edit", N_("edit"), N_("Edit this row"), hint=True),
    key("structure.add", "a", "add", N_("add"), N_("Add a row"), hint=True),
    key("structure.remove", "d,delete", "remove", N_("remove"), N_("Remove this row"), hint=True),
    key("structure.up", "K,shift+up", "shift", N_("move up"), N_("Move this row up"), argument=-1),
    key("structure.down", "J,shift+down", "shift", N_("move down"), N_("Move this row down"), argument=1),
    key("structure.presets", "t", "presets", N_("presets"), N_("Choose a preset")),
    *undo_keys("structure"),
    help_here("structure"),
)
