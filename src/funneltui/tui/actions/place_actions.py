"""Every action of the program with its keys: what the key map, the hints, help and the palette show.

Ids are what the settings' `keymap` names. Descriptions and tooltips are message ids, translated
where they are drawn.
"""

from __future__ import annotations

from textual.binding import Binding

from funneltui.domain.obstacles import Doing
from funneltui.i18n import N_
from funneltui.tui.actions.action import (
    Actions,
    card_key,
    close,
    field_key,
    help_here,
    key,
    page_keys,
    row_keys,
    undo_keys,
)

MODES = (
    ("board", "f2,1", N_("Board"), N_("The funnel, one column per stage")),
    ("today", "f3,2", N_("Today"), N_("Due today")),
    ("review", "f4,3", N_("Review"), N_("Review prospects one by one")),
    ("contacts", "f5,4", N_("Contacts"), N_("All contacts")),
    ("insights", "f6,5", N_("Insights"), N_("What your funnel shows")),
    ("data", "f7,6", N_("Data"), N_("Import, export, history")),
)
"""The places one can be: name, keys, title, what it is."""

_ALONG = Binding.Group(N_("move"), compact=True)
_TIME = Binding.Group(N_("undo/redo"), compact=True)
_ONE = "one"
"""Where an action is not hinted at that is mostly for several cards."""


APP = Actions(
    key("app.help", "question_mark,f1", "help", N_("help"), N_("Keys of this screen"), hint=True),
    key("app.palette", "ctrl+p,colon", "command_palette", N_("palette"), N_("Find a command by its name")),
    key("app.find", "ctrl+k", "find", N_("search"), N_("Search for a contact and open it")),
    *(key(f"app.{name}", keys, "mode", title, about, argument=name) for name, keys, title, about in MODES),
    *undo_keys("app", group=_TIME),
    key("app.redraw", "ctrl+l", "redraw", N_("redraw"), N_("Redraw the screen")),
    key("app.back", "q", "back", N_("quit"), N_("Close what is open; on the board, quit"), hint=True),
    key("app.quit", "ctrl+q", "quit", N_("Quit"), N_("Quit the program"), first=True),
)
"""What works everywhere, save in a form."""

BOARD = Actions(
    card_key("board.add", "a", "add", N_("add"), N_("Add a prospect"), hint=True, unfit="several"),
    key("board.open", "enter", "open", N_("open"), N_("Open the contact"), hint=True, unfit="none several"),
    card_key(
        "board.edit", "e", "edit", N_("edit"), N_("Edit the contact and the deal"), hint=True, unfit="none several"
    ),
    card_key(
        "board.back",
        "H,shift+left",
        "step",
        N_("back"),
        N_("One stage back"),
        argument=-1,
        group=_ALONG,
        unfit="none parked lost",
        needs=Doing.STEP,
    ),
    card_key(
        "board.on",
        "L,shift+right",
        "step",
        N_("forward"),
        N_("One stage forward"),
        argument=1,
        group=_ALONG,
        unfit="none parked lost",
        needs=Doing.STEP,
    ),
    card_key("board.move", "m", "move", N_("to stage"), N_("Choose the stage"), unfit="none"),
    card_key(
        "board.log", "c", "log", N_("log"), N_("Log an exchange and plan what comes next"), hint=True, unfit="none"
    ),
    card_key("board.write", "T", "write", N_("write"), N_("Write from a template"), hint=True, unfit=_ONE),
    card_key("board.snooze", "s", "snooze", N_("snooze"), N_("Snooze the next action"), needs=Doing.PUT_OFF),
    card_key(
        "board.qualify",
        "v",
        "qualify",
        N_("qualify"),
        N_("Qualification grid"),
        hint=True,
        unfit="none won lost several",
    ),
    card_key("board.deal", "A", "another_deal", N_("another deal"), N_("Add a deal for this contact")),
    card_key(
        "board.organization", "K", "organization", N_("organization"), N_("Organization: website, SIREN, address…")
    ),
    card_key("board.roles", "i", "roles", N_("decision-makers"), N_("Others with a say in the decision")),
    card_key("board.temperature", "B", "temperature", N_("temperature"), N_("Set the temperature until a date")),
    card_key("board.privacy", "O", "privacy", N_("privacy"), N_("“Do not contact”, source disclosed")),
    card_key(
        "board.next",
        "f",
        "next_action",
        N_("next action"),
        N_("Plan the next action"),
        hint=True,
        unfit="none lost",
        needs=Doing.PLAN,
    ),
    card_key("board.done", "exclamation_mark", "done", N_("done"), N_("Mark the next action done"), needs=Doing.DONE),
    card_key("board.proposal", "P", "proposal", N_("proposal"), N_("Proposal: value, validity, status")),
    card_key("board.won", "w", "win", N_("won"), N_("Mark as won"), hint=True, unfit="none lost"),
    card_key("board.lost", "x", "lose", N_("lost"), N_("Mark as lost, with a reason"), hint=True, unfit="none won"),
    card_key("board.park", "p", "park", N_("not now"), N_("Park until a date"), hint=True, unfit="none won"),
    card_key(
        "board.reopen",
        "R",
        "reopen",
        N_("reopen"),
        N_("Reopen a won, lost or parked deal"),
        hint=True,
        unfit="none suspect open",
        needs=Doing.REOPEN,
    ),
    card_key("board.tags", "t", "tags", N_("tags"), N_("Add or remove tags"), hint=True, unfit=_ONE),
    card_key("board.reach", "o", "reach_out", N_("contact by"), N_("Open an e-mail, phone, link or file")),
    card_key("board.copy", "y", "copy", N_("copy"), N_("Copy an address, a number or a name")),
    card_key("board.note", "E", "note", N_("note"), N_("Edit the contact's note in your editor")),
    key("board.review", "r", "review", N_("review"), N_("Review the deals shown")),
    card_key("board.merge", "M", "merge", N_("merge"), N_("Merge two contacts")),
    card_key("board.bin", "d,delete", "bin", N_("bin"), N_("Move to the bin (can be undone)")),
    card_key("board.erase", "D", "erase", N_("erase"), N_("Erase a contact and all their data")),
    card_key("board.access", "Y", "access", N_("export data"), N_("Export everything stored about a contact")),
    key("board.filter", "slash,ctrl+f", "filter", N_("filter"), N_("Filter the cards"), hint=True),
    key("board.following", "n", "following", N_("next match"), N_("Next card shown"), argument=1),
    key("board.previous", "N", "following", N_("previous match"), N_("Previous card shown"), argument=-1),
    key("board.sort", "S", "sort", N_("sort"), N_("Change the sort order")),
    key("board.views", "F", "views", N_("views"), N_("Saved views: open one, or save the filter")),
    key("board.fold", "z", "fold", N_("fold"), N_("Fold or unfold the column")),
    key("board.density", "Z", "density", N_("density"), N_("Change how much each card shows")),
    key("board.period", "W", "period", N_("won period"), N_("Won deals of the current period, or all")),
    key("board.close", "escape", "close", N_("close"), N_("Clear filter or selection, close the contact")),
)
"""What can be done with the selected card or cards."""

_LOOKS = frozenset({"filter", "sort", "views", "fold", "density", "period", "review"})
PLACE = Actions(*(action for action in BOARD if action.does not in _LOOKS))
"""What can be done with the selected card or cards in any place; the board's own looks left out."""

TODAY = Actions(
    key("today.inform", "I", "to_inform", N_("disclose source"), N_("Contacts not yet told your data source")),
)
"""What only Today has, beside the keys of a card."""

_DECIDING = ("log", "next_action", "park", "lose", "win", "step", "qualify")
"""What decides on a prospect, the usual first."""
_REVIEWED = [action for action in PLACE if action.does not in {"following", "add", "close", "open"}]
REVIEW = Actions(
    key("review.skip", "n", "following", N_("skip"), N_("Skip this one"), argument=1, hint=True),
    *(action for name in _DECIDING for action in _REVIEWED if action.does == name),
    *(action for action in _REVIEWED if action.does not in _DECIDING),
    key("review.back", "N", "following", N_("previous"), N_("Back to the previous one"), argument=-1),
    key("review.undo_all", "X", "undo_all", N_("undo review"), N_("Undo all changes of this review")),
    key("review.leave", "escape,q", "close", N_("go back"), N_("Leave the review (can be resumed)"), hint=True),
)
"""The keys of a review: all of a card's, and how to go on."""

NAVIGATION = Actions(
    key("nav.left", "h,left", "lane", N_("left"), N_("Column to the left"), argument=-1),
    key("nav.right", "l,right", "lane", N_("right"), N_("Column to the right"), argument=1),
    key("nav.up", "k,up", "card", N_("up"), N_("Card above"), argument=-1),
    key("nav.down", "j,down", "card", N_("down"), N_("Card below"), argument=1),
    *page_keys("nav"),
    key("nav.top", "home", "end", N_("first"), N_("First card (also g g)"), argument=-1),
    key("nav.go", "g", "go", N_("g: first"), N_("Press twice for the first card")),
    key("nav.bottom", "G,end", "end", N_("last"), N_("Last card"), argument=1),
    key("nav.mark", "space", "mark", N_("select"), N_("Select the card and go to the next")),
    key("nav.range", "V", "mark_range", N_("select range"), N_("Select up to this card")),
    key("nav.all", "ctrl+a", "mark_all", N_("select all"), N_("Select all cards of the column, or none")),
)
"""Moving about the board and selecting."""
LISTED = Actions(*(action for action in NAVIGATION if action.does != "lane"))
"""The same in a list, which has one column."""

DRAG = Actions(
    key("nav.leave", "escape", "leave_drag", N_("don't move"), N_("Cancel the move"), hint=True),
)
"""While a card is dragged over the board."""


CONTACTS = Actions(
    *PLACE,
    *(action for action in BOARD if action.does in {"filter", "sort", "views", "review"}),
    key("contacts.triage", "b", "triage", N_("triage"), N_("Triage suspects; press again to show all"), hint=True),
    key("contacts.columns", "C", "columns", N_("columns"), N_("Choose the columns of the list")),
)
"""The keys of the contacts list."""

INSIGHTS = Actions(
    key("insights.next", "tab", "report", N_("next report"), N_("Next report"), hint=True, argument=1),
    key("insights.previous", "shift+tab", "report", N_("previous report"), N_("Previous report"), argument=-1),
    key("insights.month", "m", "month_end", N_("month's end"), N_("Won, lost and why, what to do next"), hint=True),
    key("insights.define", "d", "define", N_("definition"), N_("How the figure is counted"), hint=True),
    key("insights.view", "v", "view", N_("chart/table"), N_("Charts and tables, either, or in words"), hint=True),
    key("insights.page", "e", "page", N_("HTML page"), N_("Save the reports as an HTML page")),
    key("insights.period", "p", "period", N_("period"), N_("Another period")),
    key("insights.cohort", "c", "cohort", N_("cohort"), N_("Only deals created in a quarter or year")),
    key("insights.tag", "t", "tag", N_("tag"), N_("Only deals with a tag")),
    key("insights.source", "s", "source", N_("source"), N_("Only deals from a source")),
    key("insights.cost", "n", "cost", N_("cost"), N_("Note what a source cost")),
    key("insights.adopt", "a", "adopt", N_("adopt"), N_("Forecast: use the share actually won")),
    key("insights.close", "escape", "close", N_("close"), N_("Back to the board")),
)
"""The keys of the reports."""

FIGURES = Actions(
    key("figures.open", "enter", "open", N_("list"), N_("List the deals behind the figure"), hint=True),
    key("figures.left", "h,left", "figure", N_("left"), N_("Figure to the left"), argument=-1),
    key("figures.right", "l,right", "figure", N_("right"), N_("Figure to the right"), argument=1),
    key("figures.up", "k,up", "row", N_("up"), N_("Figure above"), argument=-1),
    key("figures.down", "j,down", "row", N_("down"), N_("Figure below"), argument=1),
    *page_keys("figures"),
    key("figures.top", "home", "end", N_("first"), N_("First figure"), argument=-1),
    key("figures.bottom", "G,end", "end", N_("last"), N_("Last figure"), argument=1),
)
"""Going from figure to figure."""

BEHIND = Actions(
    *(action for action in PLACE if action.does != "close"),
    key("behind.close", "escape,q", "close", N_("close"), N_("Back to the figures"), hint=True),
)
"""The keys of the deals behind a figure."""

VIEWS = Actions(
    field_key("views.save", "ctrl+s", "save", N_("save"), N_("Save the current filter under this name")),
    field_key("views.rename", "ctrl+r", "rename", N_("rename"), N_("Rename the view")),
    field_key("views.forget", "delete", "forget", N_("remove"), N_("Remove the view")),
    *row_keys("views"),
    *page_keys("views"),
    close("views", "escape", hint=True),
    help_here("views"),
)
"""The keys of saved views."""

COLUMNS = Actions(
    key("columns.toggle", "space", "switch", N_("show/hide"), N_("Show or hide the column"), hint=True),
    close("columns", hint=True),
    help_here("columns", "f1,question_mark"),
)
"""The keys of choosing columns."""

FILTER = Actions(
    key(
        "filter.take",
        "tab",
        "take",
        N_("complete"),
        N_("Complete or fix; again: next suggestion"),
        argument=1,
        hint=True,
    ),
    key("filter.take_back", "shift+tab", "take", N_("previous suggestion"), N_("Previous suggestion"), argument=-1),
    key("filter.cards", "down", "leave", N_("to results"), N_("Go to what was found"), hint=True),
    key("filter.clear", "escape", "clear", N_("clear"), N_("Show all cards again"), hint=True),
)
"""The keys of the filter's field."""
