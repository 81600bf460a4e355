"""The big list of naughty strings through every screen there is: shown, and nothing else.

Each screen is opened on some of the strings: in the full form (see `tests.lengths`) all of them on all of the screens
together. A screen that is written and not listed here fails the first test.
"""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from funneltui.domain.entries import StageChanges
from funneltui.errors import FunnelError
from funneltui.storage.outcome import Change
from funneltui.tui import forms, places
from funneltui.tui.app import FunnelApp
from tests.lengths import sample
from tests.naughty import STRINGS, copy_filled, naughty_strings
from tests.tui.driving import Driver, driven, opened
from tests.tui.test_hostile_names import harmless

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not STRINGS.exists(), reason=f"the strings are not in {STRINGS.parent}"),
]
for _room in (forms, places):
    for _module in pkgutil.iter_modules(_room.__path__):
        importlib.import_module(f"{_room.__name__}.{_module.name}")


def _screens() -> dict[str, type[Screen[Any]]]:
    """Every screen that is shown, by its name: left out are those that others are made from, and the engine's."""
    found: dict[str, type[Screen[Any]]] = {}
    left: list[type[Screen[Any]]] = [Screen]
    while left:
        one = left.pop()
        made = [other for other in one.__subclasses__() if other.__module__.startswith("funneltui.")
                and other.__module__ != "funneltui.tui.engine.plain"]  # fmt: skip
        left += made
        if one is not Screen and (not made or one.__name__ in ("PickScreen", "FindScreen")):
            found[one.__name__] = one
    return found


def by_key(*keys: str) -> Callable[[Driver, int, str], Awaitable[object]]:
    """Opened by keys, on the card."""

    async def open_it(program: Driver, _card: int, _text: str) -> None:
        for key in keys:
            await program.press(key)

    return open_it


def made(*names: str, text: bool = False) -> Callable[[Driver, int, str], Awaitable[object]]:
    """Made of what the card is known by: `card`, `alone`, `cards`, `contact`; or of the text itself."""

    async def open_it(program: Driver, card: int, words: str) -> None:
        detail = program.card(card)
        known = {
            "card": card,
            "alone": [card],
            "cards": [card, card % 400 + 1],
            "contact": detail.contact_id,
            "text": words,
        }
        kind: Callable[..., Screen[Any]] = _screens()[names[0]]
        await program.app.push_screen(kind(program.app.desk, *(known[name] for name in names[1:])))

    return open_it


def structured(*keys: str) -> Callable[[Driver, int, str], Awaitable[object]]:
    """A list of one's own, in which something is called so."""

    async def open_it(program: Driver, card: int, words: str) -> None:
        changes = StageChanges(name=words, definition=words)
        with contextlib.suppress(FunnelError):  # nothing but spaces is no name
            program.funnel.services.structure.change_stage("lead", changes)
        await by_key(*keys)(program, card, words)

    return open_it


async def _gate(program: Driver, card: int, _text: str) -> None:
    program.funnel.services.opportunities.move([card], "lead")
    program.app.board.reach(card)
    await program.settle()
    await program.press("L")


async def _preset(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.preset import PresetScreen

    await program.app.push_screen(
        PresetScreen(
            program.app.desk, words, [("a", words, words)], lambda _key: lambda _services: Change(None, "", {})
        )
    )


async def _pick(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.pick import PickScreen
    from funneltui.tui.widgets.pick_list import Item

    await program.app.push_screen(
        PickScreen(program.app.desk, words, [Item("a", words, note=words), Item("b", words, "b", words)])
    )


async def _template(program: Driver, card: int, _text: str) -> None:
    from funneltui.tui.forms.templates import TemplateScreen

    ids = [one.id for one in program.funnel.reads.templates.all()]
    await program.app.push_screen(TemplateScreen(program.app.desk, ids[card % len(ids)], card))


async def _import(program: Driver, card: int, words: str) -> None:
    from funneltui.tui.forms.import_file import ImportScreen

    path = Path(program.funnel.database.path).with_name(f"{card}.csv")
    cell = words.replace('"', '""')
    path.write_text(f'Name,Note,"{cell}"\n"{cell}","{cell}",x\n', "utf-8", errors="replace")
    await program.app.push_screen(ImportScreen(program.app.desk, str(path)))


async def _import_rows(program: Driver, card: int, words: str) -> None:
    await _import(program, card, words)
    await program.opens("ImportScreen")
    await program.sees("Columns: Enter changes")  # the file is read
    await program.press("ctrl+t")


async def _merge(program: Driver, card: int, _text: str) -> None:
    from funneltui.tui.forms.merge import open_merge

    keep, other = program.card(card).contact_id, program.card(card % 400 + 1).contact_id
    open_merge(program.app.desk, keep, other, lambda _change: None)


async def _merge_with(program: Driver, card: int, words: str) -> None:
    from funneltui.tui.forms.merge_with import MergeWithScreen

    await program.app.push_screen(MergeWithScreen(program.app.desk, program.card(card).contact_id, words))
    await program.write(words)


async def _access(program: Driver, card: int, _text: str) -> None:
    from funneltui.tui.forms.access import access_form

    await program.app.push_screen(access_form(program.app.desk, program.card(card).contact_id))


async def _views(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.views import ViewsScreen

    await program.app.push_screen(ViewsScreen(program.app.desk, words, "name", {}))
    await program.write(words)


async def _find(program: Driver, _card: int, words: str) -> None:
    await program.press("ctrl+k")
    await program.write(words)


async def _confirm(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.confirm import ConfirmScreen

    await program.app.push_screen(ConfirmScreen(program.app.desk, words, words, [words]))


async def _insights(program: Driver, _card: int, _text: str) -> None:
    await program.press("f6")
    await program.opens("InsightsScreen")
    await program.until(lambda: program.screen.report is not None, "counted")
    await program.rest()


async def _behind(program: Driver, card: int, words: str) -> None:
    await _insights(program, card, words)
    await program.press("enter")


async def _passphrase(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.passphrase import PassphraseScreen

    path = Path(program.funnel.database.path)
    await program.app.push_screen(PassphraseScreen(program.app.desk, path, words))
    await program.write(words)


async def _setting(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.setting import SettingScreen

    await program.app.push_screen(SettingScreen(program.app.desk, "sender", words, words))


async def _source_cost(program: Driver, _card: int, words: str) -> None:
    from funneltui.tui.forms.source_cost import SourceCostScreen

    await program.app.push_screen(SourceCostScreen(program.app.desk, key=words))


WAYS: dict[str, Callable[[Driver, int, str], Awaitable[object]]] = {
    "AddScreen": by_key("a"),
    "BehindScreen": _behind,
    "BoardScreen": by_key("Z"),
    "BackupsScreen": by_key("f7", "b"),
    "CheckScreen": by_key("f7", "v"),
    "CalendarScreen": by_key("f7", "c"),
    "ChecklistScreen": by_key("v"),
    "ChooseStageScreen": structured("m"),
    "ColumnsScreen": by_key("f5", "C"),
    "ConfirmScreen": _confirm,
    "ContactsScreen": by_key("f5"),
    "CriterionScreen": by_key("f7", "g", "e"),
    "DataScreen": by_key("f7"),
    "DataPrivacyScreen": by_key("f7", "p"),
    "DealScreen": by_key("A"),
    "DeciderScreen": made("DeciderScreen", "alone"),
    "DuplicatesScreen": by_key("f7", "d"),
    "EditScreen": by_key("e"),
    "EraseScreen": made("EraseScreen", "contact"),
    "ExportScreen": by_key("f7", "e"),
    "FileForm": _access,
    "FindScreen": _find,
    "GateScreen": _gate,
    "GridScreen": by_key("f7", "g"),
    "HelpScreen": by_key("question_mark"),
    "HistoryScreen": by_key("f7", "h"),
    "ImportRowsScreen": _import_rows,
    "ImportScreen": _import,
    "InsightsScreen": _insights,
    "LogScreen": by_key("c"),
    "LoseScreen": by_key("x"),
    "MailScreen": by_key("f7", "m"),
    "MergeScreen": _merge,
    "MergeWithScreen": _merge_with,
    "NextActionScreen": by_key("f"),
    "OrganizationScreen": by_key("K"),
    "PaletteScreen": by_key("ctrl+p"),
    "ParkScreen": by_key("p"),
    "PassphraseScreen": _passphrase,
    "PickScreen": _pick,
    "PresetScreen": _preset,
    "PrivacyScreen": by_key("O"),
    "ProposalScreen": by_key("P"),
    "ReviewScreen": made("ReviewScreen", "cards"),
    "RolesScreen": by_key("i"),
    "SettingScreen": _setting,
    "SettingsScreen": by_key("f7", "s"),
    "SnoozeScreen": by_key("s"),
    "SourceCostScreen": _source_cost,
    "StageAddScreen": structured("f7", "a", "a"),
    "StageRemoveScreen": structured("f7", "a", "down", "d"),
    "StageScreen": structured("f7", "a", "down", "e"),
    "StagesScreen": structured("f7", "a"),
    "TagsScreen": by_key("t"),
    "TemperatureScreen": by_key("B"),
    "TemplateScreen": _template,
    "TemplatesScreen": by_key("f7", "t"),
    "TodayScreen": by_key("f3"),
    "ViewsScreen": _views,
    "WinScreen": by_key("w"),
    "WriteScreen": by_key("T"),
}
"""How each screen is opened."""
EACH = 11
"""Strings that each screen is opened on in the full form: all of them take part."""


def test_every_screen_is_driven() -> None:
    assert set(WAYS) == set(_screens())
    assert EACH * len(WAYS) >= len(naughty_strings())


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("naughty") / "funnel.db"
    assert copy_filled(path, tmp_path_factory) > 500
    return path


def back_to_the_board(app: FunnelApp) -> None:
    while len(app.screen_stack) > 1:
        app.pop_screen()


@pytest.mark.parametrize("name", WAYS)
async def test_each_screen_only_shows_them(naughty: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(naughty, tmp_path / "funnel.db")
    strings = naughty_strings()
    offset, step = list(WAYS).index(name), len(WAYS)
    async with driven(opened(tmp_path), (80, 24)) as program:
        with program.funnel.database.connect() as connection:
            live = [row[0] for row in connection.execute("SELECT id FROM opportunity ORDER BY id")]
        for place in sample(range(offset, len(live), step), 4, offset % 4):
            card, words = live[place], strings[place % len(strings)]
            program.app.board.reach(card)
            await program.settle()
            await WAYS[name](program, card, words)
            await program.opens(name)
            await program.settle()
            harmless(program)
            back_to_the_board(program.app)
            await program.opens("BoardScreen")
            harmless(program)
