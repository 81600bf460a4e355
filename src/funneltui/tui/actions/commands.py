"""Every action of the program with its keys: what the key map, the hints, help and the palette show.

Ids are what the settings' `keymap` names. Descriptions and tooltips are message ids, translated
where they are drawn.
"""

from __future__ import annotations

from functools import cache

from textual.binding import Binding

from funneltui.i18n import N_
from funneltui.tui.actions.bindings import close, help_here, key, page_keys, row_keys, undo_keys
from funneltui.tui.actions.form_commands import form_bindings

__all__ = [
    "APP",
    "BOARD",
    "COLUMNS",
    "CONTACTS",
    "DRAG",
    "FILTER",
    "MODES",
    "NAVIGATION",
    "PLACE",
    "REVIEW",
    "TODAY",
    "VIEWS",
    "every_binding",
    "not_yet",
    "usual_keys",
    "usual_order",
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


APP = [
    key("app.help", "question_mark,f1", "help", N_("help"), N_("What can be done here"), hint=True),
    key("app.palette", "ctrl+p,colon", "command_palette", N_("palette"), N_("Find any command by its name")),
    key("app.find", "ctrl+k", "find", N_("find anyone"), N_("Find anybody and go there")),
    *(key(f"app.{name}", keys, f"mode('{name}')", title, about) for name, keys, title, about, _exists in MODES),
    *undo_keys("app", group=_TIME),
    key("app.redraw", "ctrl+l", "redraw", N_("redraw"), N_("Draw the screen again, if something wrote over it")),
    key("app.back", "q", "back", N_("quit"), N_("Close what is open; at the board, leave the program"), hint=True),
    key("app.quit", "ctrl+q", "quit", N_("Quit"), N_("Leave the program"), first=True),
]
"""What works everywhere, save in a form."""

BOARD = [
    key("board.add", "a", "add", N_("add"), N_("Add a prospect"), hint=True),
    key("board.open", "enter", "open", N_("open"), N_("Show the contact and go to it"), hint=True),
    key("board.edit", "e", "edit", N_("edit"), N_("Change the card's fields"), hint=True),
    key("board.back", "H,shift+left", "step(-1)", N_("back"), N_("One stage back"), group=_ALONG),
    key("board.on", "L,shift+right", "step(1)", N_("on"), N_("One stage forward"), group=_ALONG),
    key("board.move", "m", "move", N_("to stage"), N_("Move to a stage of your choice")),
    key("board.log", "c", "log", N_("log"), N_("Log an exchange, and what comes next"), hint=True),
    key("board.write", "T", "write", N_("write"), N_("Write from a template")),
    key("board.snooze", "s", "snooze", N_("snooze"), N_("Put the next action off to another day")),
    key("board.qualify", "v", "qualify", N_("qualify"), N_("The qualification checklist"), hint=True),
    key("board.deal", "A", "another_deal", N_("another deal"), N_("Another deal with this contact")),
    key(
        "board.organization",
        "K",
        "organization",
        N_("organization"),
        N_("Their organization: website, SIREN, address…"),
    ),
    key("board.roles", "i", "roles", N_("who decides"), N_("Who else has a part in the decision")),
    key("board.temperature", "B", "temperature", N_("temperature"), N_("Say how warm they are, until a day")),
    key("board.privacy", "O", "privacy", N_("privacy"), N_("Opposition, and when they were informed")),
    key("board.next", "f", "next_action", N_("next action"), N_("Plan the next action"), hint=True),
    key("board.done", "exclamation_mark", "done", N_("done"), N_("The next action is done")),
    key("board.proposal", "P", "proposal", N_("proposal"), N_("The offer: value, validity, state")),
    key("board.won", "w", "win", N_("won"), N_("Won: a client"), hint=True),
    key("board.lost", "x", "lose", N_("lost"), N_("Lost, with a reason"), hint=True),
    key("board.park", "p", "park", N_("not now"), N_("Park until a date"), hint=True),
    key("board.reopen", "R", "reopen", N_("reopen"), N_("Bring a parked or closed card back"), hint=True),
    key("board.tags", "t", "tags", N_("tags"), N_("Add or take away tags")),
    key("board.reach", "o", "reach_out", N_("mail, phone, link"), N_("Open the contact's mail, phone or link")),
    key("board.copy", "y", "copy", N_("copy"), N_("Copy an address, a number, a name; of several cards, the e-mails")),
    key("board.note", "E", "note", N_("note"), N_("Write the contact's note in your editor")),
    key("board.review", "r", "review", N_("review"), N_("Decide on each of the cards shown")),
    key("board.merge", "M", "merge", N_("merge"), N_("Merge two contacts that are one person")),
    key("board.bin", "d,delete", "bin", N_("bin"), N_("Put in the bin; undo brings it back")),
    key("board.erase", "D", "erase", N_("erase"), N_("Erase somebody for good, with all that is held on them")),
    key("board.access", "Y", "access", N_("all that is held"), N_("Write all that is held on somebody to a file")),
    key("board.filter", "slash,ctrl+f", "filter", N_("filter"), N_("Show only the cards with these words"), hint=True),
    key("board.following", "n", "found(1)", N_("next match"), N_("The next card of those shown")),
    key("board.previous", "N", "found(-1)", N_("previous match"), N_("The previous card of those shown")),
    key("board.sort", "S", "sort", N_("sort"), N_("Another order of the cards")),
    key("board.views", "F", "views", N_("views"), N_("Saved views: show one, or save the present filter")),
    key("board.fold", "z", "fold", N_("fold"), N_("Fold or unfold the column")),
    key("board.density", "Z", "density", N_("density"), N_("Show more or less of each card")),
    key("board.period", "W", "period", N_("won: period or all"), N_("Won cards of the current period, or all")),
    key("board.close", "escape", "close", N_("close"), N_("Clear the filter or the selection, close the contact")),
]
"""What can be done with the selected card or cards."""

PLACE = [
    one
    for one in BOARD
    if one.action.split("(")[0] not in {"filter", "sort", "views", "fold", "density", "period", "review"}
]
"""What can be done with the selected card or cards in any place; the board's own looks left out."""

TODAY = [
    key("today.inform", "I", "to_inform", N_("whom to inform"), N_("Who is to be told where their data come from")),
]
"""What only Today has, beside the keys of a card."""

_DECIDING = ("log", "next_action", "park", "lose", "win", "step", "qualify")
"""What decides on a prospect, the usual first."""
_REVIEWED = [one for one in PLACE if one.action.split("(")[0] not in {"found", "add", "close", "open"}]
REVIEW = [
    key("review.skip", "n", "found(1)", N_("skip"), N_("Leave it as it is"), hint=True),
    *(one for name in _DECIDING for one in _REVIEWED if one.action.split("(")[0] == name),
    *(one for one in _REVIEWED if one.action.split("(")[0] not in _DECIDING),
    key("review.back", "N", "found(-1)", N_("one back"), N_("Back to the one before")),
    key("review.undo_all", "X", "undo_all", N_("undo the review"), N_("Undo everything this review has changed")),
    key("review.leave", "escape,q", "close", N_("leave"), N_("Leave; the review can be resumed"), hint=True),
]
"""The keys of a review: all of a card's, and how to go on."""

NAVIGATION = [
    key("nav.left", "h,left", "lane(-1)", N_("left"), N_("The column to the left")),
    key("nav.right", "l,right", "lane(1)", N_("right"), N_("The column to the right")),
    key("nav.up", "k,up", "card(-1)", N_("up"), N_("The card above")),
    key("nav.down", "j,down", "card(1)", N_("down"), N_("The card below")),
    *page_keys("nav"),
    key("nav.top", "home", "end(-1)", N_("first"), N_("The first card; also g g")),
    key("nav.go", "g", "go", N_("g: first"), N_("Pressed twice: the first card")),
    key("nav.bottom", "G,end", "end(1)", N_("last"), N_("The last card")),
    key("nav.mark", "space", "mark", N_("select"), N_("Select the card and step on")),
    key("nav.range", "V", "mark_range", N_("select range"), N_("Select from the last selected card to this one")),
    key("nav.all", "ctrl+a", "mark_all", N_("select all"), N_("Select every card of the column, or none")),
]
"""Moving about the board and selecting."""

DRAG = [
    key("nav.leave", "escape", "leave_drag", N_("leave it"), N_("Leave the dragged card where it is"), hint=True),
]
"""While a card is dragged over the board."""


CONTACTS = [
    *PLACE,
    *(one for one in BOARD if one.action in {"filter", "sort", "views", "review"}),
    key(
        "contacts.triage",
        "b",
        "triage",
        N_("triage"),
        N_("Only suspects, to be sorted one by one; again: all"),
        hint=True,
    ),
    key("contacts.columns", "C", "columns", N_("columns"), N_("Choose what the list shows")),
]
"""The keys of the contacts list."""

VIEWS = [
    key(
        "views.save", "ctrl+s", "save", N_("save"), N_("Save the present filter under this name"), hint=True, first=True
    ),
    key("views.rename", "ctrl+r", "rename", N_("rename"), N_("Give the view another name"), hint=True, first=True),
    key("views.forget", "delete", "forget", N_("forget"), N_("Forget the view"), hint=True, first=True),
    *row_keys("views"),
    *page_keys("views"),
    close("views", "escape", hint=True),
    help_here("views"),
]
"""The keys of saved views."""

COLUMNS = [
    key("columns.toggle", "space", "switch", N_("on or off"), N_("Show the column, or not"), hint=True),
    close("columns", hint=True),
    help_here("columns", "f1,question_mark"),
]
"""The keys of choosing columns."""

FILTER = [
    key(
        "filter.take",
        "tab",
        "take(1)",
        N_("complete"),
        N_("Complete, or mend the mistake; again: the next way to"),
        hint=True,
    ),
    key("filter.take_back", "shift+tab", "take(-1)", N_("complete back"), N_("The completion before")),
    key("filter.cards", "down", "leave", N_("to the cards"), N_("To the cards that were found"), hint=True),
    key("filter.clear", "escape", "clear", N_("clear"), N_("Show every card again"), hint=True),
]
"""The keys of the filter's field."""


def every_binding() -> list[Binding]:
    """The bindings of the app, the board, the forms and lists, for checking the settings."""
    places = [*APP, *BOARD, *TODAY, *REVIEW, *CONTACTS[-2:]]
    return [*places, *COLUMNS, *VIEWS, *NAVIGATION, *DRAG, *FILTER, *form_bindings()]


def not_yet() -> frozenset[str]:
    """The ids of actions that this version does not have: their keys say so, and nothing offers them."""
    return frozenset(f"app.{name}" for name, _keys, _title, _about, exists in MODES if not exists)


@cache
def usual_keys() -> dict[str, str]:
    """The keys that each action has by itself, by its id."""
    return {str(one.id): one.key for one in reversed(every_binding())}


@cache
def usual_order() -> dict[str, int]:
    """Where each action stands in lists of them, by its id: where it is defined first."""
    order: dict[str, int] = {}
    for place, binding in enumerate(every_binding()):
        order.setdefault(str(binding.id), place)
    return order
