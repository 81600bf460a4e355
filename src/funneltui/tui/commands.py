"""Every action of the program with its keys: what the key map, the hints, help and the palette show.

Ids are what the settings' `keymap` names. Descriptions and tooltips are message ids, translated
where they are drawn.
"""

from __future__ import annotations

from textual.binding import Binding

from funneltui.i18n import N_
from funneltui.tui.form_commands import form_bindings

__all__ = [
    "APP",
    "BOARD",
    "COLUMNS",
    "CONTACTS",
    "FILTER",
    "MODES",
    "NAVIGATION",
    "PLACE",
    "REVIEW",
    "TODAY",
    "VIEWS",
    "every_binding",
]

MODES = (
    ("board", "f2,1", N_("Board"), N_("The funnel, a column per stage"), True),
    ("today", "f3,2", N_("Today"), N_("What is due today"), True),
    ("review", "f4,3", N_("Review"), N_("Decide on one prospect after the other"), True),
    ("contacts", "f5,4", N_("Contacts"), N_("Everybody you know"), True),
    ("insights", "f6,5", N_("Insights"), N_("What your funnel teaches"), False),
    ("data", "f7,6", N_("Data"), N_("Import, export, history"), True),
)
"""The places one can be: name, keys, title, what it is, whether this version has it."""

_ALONG = Binding.Group(N_("move"), compact=True)
_TIME = Binding.Group(N_("undo/redo"), compact=True)


def _key(name: str, keys: str, action: str, title: str, about: str, *, hint: bool = False) -> Binding:
    return Binding(keys, action, title, id=name, tooltip=about, show=hint)


APP = [
    Binding("f1,question_mark", "help", N_("help"), id="app.help", tooltip=N_("What can be done here")),
    _key("app.palette", "ctrl+p,colon", "command_palette", N_("palette"), N_("Find any command by its name")),
    _key("app.find", "ctrl+k", "find", N_("find anyone"), N_("Find anybody and go there")),
    *(_key(f"app.{name}", keys, f"mode('{name}')", title, about) for name, keys, title, about, _exists in MODES),
    Binding("u,ctrl+z", "undo", N_("undo"), id="app.undo", tooltip=N_("Take the last change back"), group=_TIME),
    Binding("U,ctrl+y", "redo", N_("redo"), id="app.redo", tooltip=N_("Do again what was undone"), group=_TIME),
    _key("app.back", "q", "back", N_("quit"), N_("Close what is open; at the board, leave the program"), hint=True),
    Binding("ctrl+q", "quit", N_("Quit"), id="app.quit", tooltip=N_("Leave the program"), show=False, priority=True),
]
"""What works everywhere, save in a form."""

BOARD = [
    _key("board.add", "a", "add", N_("add"), N_("Add a prospect"), hint=True),
    _key("board.open", "enter", "open", N_("open"), N_("Show the contact beside the board"), hint=True),
    _key("board.edit", "e", "edit", N_("edit"), N_("Change the card's fields"), hint=True),
    Binding("H,shift+left", "step(-1)", N_("back"), id="board.back", tooltip=N_("One stage back"), group=_ALONG),
    Binding("L,shift+right", "step(1)", N_("on"), id="board.on", tooltip=N_("One stage forward"), group=_ALONG),
    _key("board.move", "m", "move", N_("to stage"), N_("Move to a stage of your choice"), hint=True),
    _key("board.log", "c", "log", N_("log"), N_("Log an exchange, and what comes next"), hint=True),
    _key("board.write", "T", "write", N_("write"), N_("Write from a template")),
    _key("board.snooze", "s", "snooze", N_("snooze"), N_("Put the next action off to another day")),
    _key("board.qualify", "v", "qualify", N_("qualify"), N_("The qualification checklist"), hint=True),
    _key("board.deal", "A", "another_deal", N_("another deal"), N_("Another deal with this contact")),
    _key("board.roles", "i", "roles", N_("who decides"), N_("Who else has a part in the decision")),
    _key("board.temperature", "B", "temperature", N_("temperature"), N_("Say how warm they are, until a day")),
    _key("board.privacy", "O", "privacy", N_("privacy"), N_("Opposition, and when they were informed")),
    _key("board.next", "f", "next_action", N_("next action"), N_("Plan the next action"), hint=True),
    _key("board.done", "exclamation_mark", "done", N_("done"), N_("The next action is done")),
    _key("board.proposal", "P", "proposal", N_("proposal"), N_("The offer: value, validity, state")),
    _key("board.won", "w", "win", N_("won"), N_("Won: a client"), hint=True),
    _key("board.lost", "x", "lose", N_("lost"), N_("Lost, with a reason"), hint=True),
    _key("board.park", "p", "park", N_("not now"), N_("Park until a date"), hint=True),
    _key("board.reopen", "R", "reopen", N_("reopen"), N_("Bring a parked or closed card back")),
    _key("board.tags", "t", "tags", N_("tags"), N_("Add or take away tags")),
    _key("board.reach", "o", "reach_out", N_("mail, phone, link"), N_("Open the contact's mail, phone or link")),
    _key("board.copy", "y", "copy", N_("copy"), N_("Copy an address, a number, a name; of several cards, the e-mails")),
    _key("board.note", "E", "note", N_("note"), N_("Write the contact's note in your editor")),
    _key("board.review", "r", "review", N_("review"), N_("Decide on each of the cards shown")),
    _key("board.bin", "d,delete", "bin", N_("bin"), N_("Put in the bin; undo brings it back")),
    _key("board.filter", "slash,ctrl+f", "filter", N_("filter"), N_("Show only the cards with these words"), hint=True),
    _key("board.following", "n", "found(1)", N_("next match"), N_("The next card of those shown")),
    _key("board.previous", "N", "found(-1)", N_("previous match"), N_("The previous card of those shown")),
    _key("board.sort", "S", "sort", N_("sort"), N_("Another order of the cards")),
    _key("board.views", "F", "views", N_("views"), N_("Saved views: show one, or save the present filter")),
    _key("board.fold", "z", "fold", N_("fold"), N_("Fold or unfold the column")),
    _key("board.density", "Z", "density", N_("density"), N_("Show more or less of each card")),
    _key("board.period", "W", "period", N_("won: period or all"), N_("Won cards of the current period, or all")),
    _key("board.close", "escape", "close", N_("close"), N_("Clear the filter or the selection, close the contact")),
]
"""What can be done with the selected card or cards."""

PLACE = [
    one
    for one in BOARD
    if one.action.split("(")[0] not in {"filter", "sort", "views", "fold", "density", "period", "review"}
]
"""What can be done with the selected card or cards in any place; the board's own looks left out."""

TODAY = [
    _key("today.inform", "I", "to_inform", N_("whom to inform"), N_("Who is to be told where their data come from")),
]
"""What only Today has, beside the keys of a card."""

REVIEW = [
    *(one for one in PLACE if one.action.split("(")[0] not in {"found", "add", "close", "open"}),
    _key("review.skip", "n", "found(1)", N_("skip"), N_("Leave it as it is"), hint=True),
    _key("review.back", "N", "found(-1)", N_("one back"), N_("Back to the one before")),
    _key("review.undo_all", "X", "undo_all", N_("undo the review"), N_("Undo everything this review has changed")),
    _key("review.leave", "escape,q", "close", N_("leave"), N_("Leave; the review can be resumed"), hint=True),
]
"""The keys of a review: all of a card's, and how to go on."""

NAVIGATION = [
    _key("nav.left", "h,left", "lane(-1)", N_("left"), N_("The column to the left")),
    _key("nav.right", "l,right", "lane(1)", N_("right"), N_("The column to the right")),
    _key("nav.up", "k,up", "card(-1)", N_("up"), N_("The card above")),
    _key("nav.down", "j,down", "card(1)", N_("down"), N_("The card below")),
    _key("nav.page_up", "pageup", "page(-1)", N_("page up"), N_("A screen up")),
    _key("nav.page_down", "pagedown", "page(1)", N_("page down"), N_("A screen down")),
    _key("nav.top", "home", "end(-1)", N_("first"), N_("The first card; also g g")),
    _key("nav.go", "g", "go", N_("g: first"), N_("Pressed twice: the first card")),
    _key("nav.bottom", "G,end", "end(1)", N_("last"), N_("The last card")),
    _key("nav.mark", "space", "mark", N_("select"), N_("Select the card and step on")),
    _key("nav.range", "V", "mark_range", N_("select range"), N_("Select from the last selected card to this one")),
    _key("nav.all", "ctrl+a", "mark_all", N_("select all"), N_("Select every card of the column, or none")),
]
"""Moving about the board and selecting."""


CONTACTS = [
    *PLACE,
    _key("board.filter", "slash,ctrl+f", "filter", N_("filter"), N_("Show only the cards with these words"), hint=True),
    _key("board.sort", "S", "sort", N_("sort"), N_("Another order of the cards")),
    _key("board.views", "F", "views", N_("views"), N_("Saved views: show one, or save the present filter")),
    _key("contacts.triage", "b", "triage", N_("triage"), N_("Only suspects, to be sorted one by one; again: all"),
         hint=True),
    _key("contacts.columns", "C", "columns", N_("columns"), N_("Choose what the list shows")),
]  # fmt: skip
"""The keys of the contacts list."""

VIEWS = [
    Binding("ctrl+s", "save", N_("save"), id="views.save", tooltip=N_("Save the present filter under this name"),
            priority=True),
    Binding("ctrl+r", "rename", N_("rename"), id="views.rename", tooltip=N_("Give the view another name"),
            priority=True),
    Binding("delete", "forget", N_("forget"), id="views.forget", tooltip=N_("Forget the view"), priority=True),
    _key("views.up", "up", "go(-1)", N_("up"), N_("The row above")),
    _key("views.down", "down", "go(1)", N_("down"), N_("The row below")),
    _key("views.close", "escape", "close", N_("close"), N_("Back"), hint=True),
]  # fmt: skip
"""The keys of saved views."""

COLUMNS = [
    _key("columns.toggle", "space", "switch", N_("on or off"), N_("Show the column, or not"), hint=True),
    _key("columns.close", "escape,q", "close", N_("close"), N_("Back"), hint=True),
]
"""The keys of choosing columns."""

FILTER = [
    _key("filter.take", "tab", "take(1)", N_("complete"), N_("Complete, or mend the mistake; again: the next way to"),
         hint=True),
    _key("filter.take_back", "shift+tab", "take(-1)", N_("complete back"), N_("The completion before")),
    _key("filter.cards", "down", "leave", N_("to the cards"), N_("To the cards that were found"), hint=True),
    _key("filter.clear", "escape", "clear", N_("clear"), N_("Show every card again"), hint=True),
]  # fmt: skip
"""The keys of the filter's field."""


def every_binding() -> list[Binding]:
    """The bindings of the app, the board, the forms and lists, for checking the settings."""
    return [*APP, *BOARD, *TODAY, *REVIEW, *CONTACTS[-2:], *COLUMNS, *VIEWS, *NAVIGATION, *FILTER, *form_bindings()]
