"""Data, the place: what can be done with the file, and how each of it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from funneltui.domain.text import cells, safe
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import DATA
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.forms.later import screen_class
from funneltui.tui.looks.format import path_words
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.mode_bar import ModeBar
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change

ENTRIES = (
    ("", "", N_("Files"), ""),
    ("import", "i", N_("Import a file"), N_("Tables, vCards, LDIF, JSON; one change, which undo reverses")),
    ("export", "e", N_("Export"), N_("JSON, CSV, vCard, calendar, e-mail drafts")),
    ("", "", N_("Contacts"), ""),
    ("duplicates", "d", N_("Duplicates"), N_("Contacts that may be the same person")),
    ("privacy", "p", N_("Privacy"), N_("Sources to disclose, data kept too long")),
    ("", "", N_("Mail and calendar"), ""),
    ("mail", "m", N_("Mail"), N_("Mailboxes whose e-mails are logged as exchanges")),
    ("calendar", "c", N_("Calendar and phone"), N_("Files for calendars and address books")),
    ("", "", N_("Safety"), ""),
    ("history", "h", N_("History"), N_("All changes, undo and redo")),
    ("backups", "b", N_("Backups"), N_("Make one, look inside, restore")),
    ("check", "v", N_("Health check"), N_("What could damage the file, and what to do")),
    ("", "", N_("Setup"), ""),
    ("settings", "s", N_("Settings"), N_("Name, currency, language, theme, limits, keys…")),
    ("stages", "a", N_("Stages"), N_("Names, entry criteria, order")),
    ("grid", "g", N_("Qualification grid"), N_("Criteria, questions, weights, BANT…")),
    ("templates", "t", N_("Message templates"), N_("Texts, languages, recipients")),
)
"""Key, letter, name and meaning of what can be done; what has no key is a heading."""


class DataScreen(OneFrame[None]):
    """What can be done with the data: a letter does it, or Enter on its row. What it opens comes back here."""

    DEFAULT_CSS = """
    DataScreen PickList { height: 1fr; }
    DataScreen #about { dock: bottom; margin-bottom: 1; height: 2; padding: 0 1; color: $text-muted; }
    """
    AUTO_FOCUS = "#ways"
    BINDINGS = DATA

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._states: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Places on top, what can be done, what the row means, hints at the bottom."""
        yield ModeBar("data", lambda: 0)
        yield PickList(self._items(), sentences=True, by_letter=True, ground="", id="ways")
        yield Static(Content(""), id="about")
        yield BottomBar()

    def _items(self) -> list[Item]:
        return [
            Item(key, _(name), letter, self._states.get(key, ""), heading=not key)
            for key, letter, name, _about in ENTRIES
        ]

    def on_mount(self) -> None:
        """Say what the first row means; how everything stands is asked when the screen is on top."""
        self._explain("import")

    # -- Following the file -----------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Say how it stands after a change."""
        if change.step_id is not None:
            self.reload()

    def reload(self) -> None:
        """Say anew how everything stands; what takes long comes last."""
        from funneltui.tui.places.data_states import duplicates_state, quick_states

        self.query_one("#ways", PickList).renew(self._items())  # also after another language was chosen
        funnel = self.desk.funnel
        self.desk.ask(self, "states", lambda reads: quick_states(reads, funnel), self._know)
        self.desk.ask(self, "duplicates", lambda reads: {"duplicates": duplicates_state(reads)}, self._know)

    def on_screen_resume(self) -> None:
        """Say how everything stands: what was open may have changed the settings or made a backup."""
        self.reload()

    def _know(self, states: dict[str, str]) -> None:
        self._states |= states
        self.query_one("#ways", PickList).renew(self._items())

    # -- Doing ------------------------------------------------------------------------------------

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        event.stop()
        self._explain(event.item.key)

    def _explain(self, key: str) -> None:
        about = next((about for each, _letter, _name, about in ENTRIES if each == key), "")
        words = _("Everything is kept in {path}")
        room = self.app.size.width - 2 - cells(words.format(path=""))
        kept = words.format(path=path_words(self.desk.funnel.database.path, room))
        self.query_one("#about", Static).update(Content(f"{_(about) if about else ''}\n{safe(kept)}"), layout=False)

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self.desk.open(screen_of(self.desk, event.item.key))

    def action_close(self) -> None:
        """Back to the board."""
        self.desk.window.go_to("board")


_SCREENS = {
    "import": "forms.import_file:ImportScreen",
    "export": "forms.export_file:ExportScreen",
    "duplicates": "places.duplicates:DuplicatesScreen",
    "privacy": "places.data_privacy:DataPrivacyScreen",
    "mail": "places.sources:MailScreen",
    "calendar": "places.sources:CalendarScreen",
    "history": "places.history:HistoryScreen",
    "backups": "places.backups:BackupsScreen",
    "check": "places.check:CheckScreen",
    "settings": "places.settings:SettingsScreen",
    "stages": "forms.stages:StagesScreen",
    "grid": "forms.grid:GridScreen",
    "templates": "forms.templates:TemplatesScreen",
}
"""Where the screens stand that are opened here."""


def screen_of(desk: Desk, key: str) -> Screen[Any]:
    """The screen of one of the ways."""
    screen: Screen[Any] = screen_class(_SCREENS[key])(desk)
    return screen
