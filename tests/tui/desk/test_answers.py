"""Answers that come late: whoever asked may have gone, and nothing may be touched that is no more."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest
from textual.message import Message
from textual.screen import Screen

from funneltui import bootstrap
from funneltui.bootstrap import Funnel, Services
from funneltui.domain.entries import NewProspect
from funneltui.errors import InvalidValueError
from funneltui.services.opportunities import Opportunities
from funneltui.services.qualification import Qualification
from funneltui.services.views import Views
from funneltui.storage.errors import NothingToUndoError
from funneltui.storage.outcome import Change
from funneltui.storage.reads.people import PeopleReads
from funneltui.tui.app import FunnelApp, run
from funneltui.tui.desk.asking import in_background
from funneltui.tui.desk.writer import Broken, Job, Writer, Written
from funneltui.tui.engine import PLAIN
from funneltui.tui.forms.checklist import ChecklistScreen
from funneltui.tui.widgets.answer_grid import AnswerGrid
from tests.tui.driving import Driver, driven, fill, opened

KEYS_TAKE_TURNS = pytest.mark.skipif(PLAIN, reason="Textual's own parts let no key wait")


class Gate:
    """Holds a thread up until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, *_args: object) -> None:
        self.reached.set()
        assert self._open.wait(60)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    one = Gate()
    yield one
    one.open()


def slow_down(monkeypatch: pytest.MonkeyPatch, service: type, method: str, gate: Gate) -> None:
    """Let a service wait at the gate before it writes, as for a slow disk."""
    real = getattr(service, method)

    def slow(self, *args, **kwargs):
        gate()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(service, method, slow)


def refuse_after(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> None:
    """Let the adding of a prospect wait at the gate, then be refused."""

    def refused(_self, *_args, **_options):
        gate()
        raise InvalidValueError("Choose a file.", field="name")

    monkeypatch.setattr(Opportunities, "add", refused)


@contextmanager
def ending_opens(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The disk answers as soon as the program waits for it."""
    finish = Writer.finish

    def opened_first(self):
        gate.open()
        return finish(self)

    monkeypatch.setattr(Writer, "finish", opened_first)
    yield


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    one = opened(tmp_path)
    fill(one, NewProspect(name="Sophie Martin", stage="lead"))
    return one


async def held_up(program: Driver, gate: Gate, *keys: str) -> None:
    """Type, and wait until what the last key asks for is under way."""
    program.type(*keys)
    await program.until(gate.reached.is_set, "a change under way")


async def answered(program: Driver, gate: Gate) -> None:
    gate.open()
    await program.until(lambda: program.app.writer.waiting == 0, "the answer")
    await program.pilot.pause()


async def leave(program: Driver, name: str) -> None:
    """Close the form on top and wait until nothing of it is left."""
    form = program.app.screen
    program.type("escape")
    await program.opens(name)
    await program.until(lambda: not form.children, "the form taken down")


async def test_a_form_that_was_closed_is_not_told_what_was_saved(funnel, gate, monkeypatch):
    slow_down(monkeypatch, Qualification, "answer", gate)
    async with driven(funnel, (80, 24)) as program:
        await program.press("v")
        await program.opens("ChecklistScreen")
        await held_up(program, gate, "y")
        await leave(program, "BoardScreen")
        await answered(program, gate)
        await program.sees("to undo")
        assert program.card(1).criteria[0].answer == "yes"


async def test_a_form_that_was_closed_does_not_close_what_is_below(funnel, gate, monkeypatch):
    slow_down(monkeypatch, Views, "save", gate)
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("slash")
        await program.write("sophie")
        await program.press("enter", "F")
        await program.opens("ViewsScreen")
        await program.write("mine")
        await held_up(program, gate, "ctrl+s")
        await leave(program, "ContactsScreen")
        await answered(program, gate)
        assert type(program.app.screen).__name__ == "ContactsScreen"
        assert [one.name for one in funnel.reads.views.all()] == ["mine"]


async def test_why_it_was_refused_is_told_below_when_the_form_was_closed(funnel, gate, monkeypatch):
    refuse_after(monkeypatch, gate)
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await held_up(program, gate, "Z", "enter")
        await leave(program, "BoardScreen")
        await answered(program, gate)
        await program.sees("Choose a file.")


async def test_a_program_that_is_taken_down_draws_no_answer(funnel, gate, monkeypatch):
    slow_down(monkeypatch, Qualification, "answer", gate)
    posted = asyncio.Event()

    async def answered_at_the_end(self) -> None:
        assert not self.query(AnswerGrid), "the screen is empty by now"
        gate.open()
        await asyncio.wait_for(posted.wait(), 60)

    monkeypatch.setattr(ChecklistScreen, "on_unmount", answered_at_the_end, raising=False)
    async with driven(funnel, (80, 24)) as program:
        await program.press("v")
        await program.opens("ChecklistScreen")
        writer, loop = program.app.writer, asyncio.get_running_loop()
        post = writer._post
        writer._post = lambda message: post(message) and loop.call_soon_threadsafe(posted.set)
        await held_up(program, gate, "y")
    assert posted.is_set(), "and nobody was looking for what is no more"


@KEYS_TAKE_TURNS
async def test_leaving_waits_for_what_is_being_saved(funnel, gate, monkeypatch, tmp_path):
    slow_down(monkeypatch, Opportunities, "add", gate)
    with ending_opens(gate, monkeypatch):
        async with driven(funnel) as program:
            await program.press("a")
            await program.opens("AddScreen")
            await held_up(program, gate, "Z", "o", "e", "enter", "ctrl+q")
            await program.until(lambda: program.app.is_ending)
        assert program.app.lost == []
    with closing(opened(tmp_path)) as again:
        assert again.reads.contact.names([1, 2]) == ["Sophie Martin", "Zoe"]


@KEYS_TAKE_TURNS
async def test_keys_typed_while_a_form_saves_are_for_what_is_below(funnel, gate, monkeypatch):
    slow_down(monkeypatch, Opportunities, "add", gate)
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        form = program.app.screen
        await held_up(program, gate, "Z", "o", "e", "enter")
        program.type("a", "B", "o", "b", "enter")
        await program.until(lambda: len(program.app.key_queue) == 5, "the keys held")
        assert form.text("name") == "Zoe"
        gate.open()
        await program.until(lambda: funnel.reads.contact.names([2, 3]) == ["Zoe", "Bob"])
        await program.opens("BoardScreen")


@KEYS_TAKE_TURNS
async def test_esc_does_not_wait_for_a_form_that_saves(funnel, gate, monkeypatch):
    slow_down(monkeypatch, Opportunities, "add", gate)
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await held_up(program, gate, "Z", "o", "e", "enter")
        program.type("slash", "escape")
        await program.until(lambda: type(program.app.focused).__name__ == "FilterBar", "the held key at the board")
        assert funnel.reads.contact.names([2]) == [], "it is still being saved"
        await answered(program, gate)
        assert funnel.reads.contact.names([2]) == ["Zoe"]


@KEYS_TAKE_TURNS
async def test_keys_typed_ahead_are_void_when_it_was_not_saved(funnel, gate, monkeypatch):
    refuse_after(monkeypatch, gate)
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await held_up(program, gate, "Z", "enter")
        program.type("a", "B", "enter")
        await program.until(lambda: len(program.app.key_queue) == 3, "the keys held")
        await answered(program, gate)
        await program.sees("Choose a file.")
        await program.press("y")
        assert program.app.screen.text("name") == "Zy"


async def test_what_could_not_be_saved_at_the_end_is_told_after_it(funnel, gate, monkeypatch):
    def refused(_services):
        gate()
        raise InvalidValueError("Choose a file.")

    with ending_opens(gate, monkeypatch):
        async with driven(funnel) as program:
            program.app.desk.perform(refused, slow=True)
            await program.app.run_action("quit")
            lost = program.app.lost
    assert [str(one) for one in lost] == ["Choose a file."]
    monkeypatch.setattr(FunnelApp, "run", lambda app: setattr(app, "lost", lost))
    with pytest.raises(InvalidValueError):
        run(funnel.database.path)


async def test_a_thread_answers_only_a_screen_that_is_still_open(funnel, gate):
    told: list[str] = []
    async with driven(funnel) as program:
        await program.press("c")
        await program.opens("LogScreen")
        desk, form, board = program.app.desk, program.app.screen, program.app.board
        in_background(desk, form, gate, lambda _none: told.append("the form"), told.append)
        in_background(desk, board, gate, lambda _none: told.append("the board"), told.append)
        await program.until(gate.reached.is_set)
        program.app.pop_screen()  # as early as can be: all of it is still there
        assert form.is_attached
        assert not desk.is_open(form)
        gate.open()
        await program.until(lambda: told)
        await program.until(lambda: not any(one.name == "background" for one in threading.enumerate()))
        await program.pilot.pause()
        assert told == ["the board"]


async def test_a_question_under_way_is_dropped_with_its_screen(funnel, gate, monkeypatch):
    monkeypatch.setattr(PeopleReads, "ids", _held_in_threads(PeopleReads.ids, gate))
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.until(gate.reached.is_set)
        asking = {thread for thread in threading.enumerate() if thread.name == "asking"}
        await program.press("f2")
        await program.opens("BoardScreen")
        gate.open()
        await program.until(lambda: any(not thread.is_alive() for thread in asking), "the thread's end")
        await program.sees("Sophie Martin")


def _held_in_threads(real: Callable[..., object], gate: Gate) -> Callable[..., object]:
    def held(self, *args, **options):
        if threading.current_thread() is not threading.main_thread():
            gate()
        return real(self, *args, **options)

    return held


# -- The writing thread itself ----------------------------------------------------------------------


@pytest.fixture
def told() -> SimpleQueue[Message]:
    return SimpleQueue()


def undo_nothing(services: Services) -> Change:
    return services.history.undo()


async def test_what_was_written_is_in_the_file_itself_when_nothing_happens(funnel):
    log = funnel.database.path.with_name("funnel.db-wal")
    async with driven(funnel) as program:
        with closing(funnel.database.connect()) as somebody:
            somebody.execute("BEGIN")
            somebody.execute("SELECT count(*) FROM step").fetchone()
            await program.press("H")
            await program.until(lambda: funnel.reads.connection.execute("SELECT max(id) FROM step").fetchone() == (2,))
            assert log.stat().st_size > 0, "somebody reads what was there before"
        await program.until(lambda: log.stat().st_size == 0, "the log in the file")
    with closing(sqlite3.connect(f"{funnel.database.path.as_uri()}?immutable=1", uri=True)) as file:
        assert file.execute("SELECT max(id) FROM step").fetchone() == (2,)


def test_a_write_side_that_does_not_load_is_tried_again_and_everybody_is_answered(tmp_path, monkeypatch, told):
    real, tries = bootstrap.Services, []

    def failing(*args, **options):
        tries.append(args)
        if len(tries) < 3:
            raise OSError("no more files can be opened")
        return real(*args, **options)

    monkeypatch.setattr(bootstrap, "Services", failing)
    with closing(opened(tmp_path)) as funnel:
        writer = Writer(funnel, told.put)
        for _ in range(2):
            writer.put(Job(undo_nothing, Screen()))
        writer.start()
        messages = [told.get(timeout=60) for _ in range(3)]
        assert [type(one) for one in messages] == [Broken, Written, Written]
        assert isinstance(messages[1].outcome, OSError)
        assert isinstance(messages[2].outcome, NothingToUndoError)
        assert [type(one) for one in writer.finish()] == [NothingToUndoError]
