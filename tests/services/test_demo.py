"""The demo: believable, whole in both languages, and the same every time."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from funneltui.clock import FixedClock
from funneltui.services.demo import build
from funneltui.services.demo.script import Text, people, phrases
from funneltui.services.history import History
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Paris")))
TABLES = ("organization", "contact", "contact_point", "opportunity", "touch", "next_action", "answer", "stage_move")


def made(path, **options):
    build(path, clock=CLOCK, **{"language": "en"} | options)
    connection = sqlite3.connect(path)
    derived.prepare(connection)
    return connection


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with contextlib.closing(made(tmp_path_factory.mktemp("demo") / "demo.db")) as connection:
        yield connection


def dump(connection):
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def test_the_same_clock_seed_and_language_make_the_same_rows(demo, tmp_path):
    with contextlib.closing(made(tmp_path / "again.db")) as again:
        assert dump(again) == dump(demo)
    with contextlib.closing(made(tmp_path / "other.db", seed=8)) as other:
        assert dump(other) != dump(demo)


def test_every_stage_is_lively(demo):
    counts = dict(
        demo.execute("SELECT s.key, count(*) FROM card JOIN stage s ON s.id = stage_id GROUP BY 1 ORDER BY s.position")
    )
    assert sum(counts.values()) == 61
    assert min(counts.values()) >= 5
    assert set(counts) == {"suspect", "lead", "prospect", "proposal", "client", "parked", "lost"}


def test_there_is_something_to_do_of_every_kind(demo):
    due = "SELECT count(*) FROM card JOIN stage s ON s.id = stage_id AND s.kind = 'open' WHERE "
    today = CLOCK.today().isoformat()
    for condition in (f"due_on < '{today}'", f"due_on = '{today}'", f"due_on > '{today}'", "due_on IS NULL"):
        assert demo.execute(due + condition).fetchone()[0] >= 3, condition


def test_the_history_is_six_months_long_and_nothing_is_ahead_of_its_time(demo):
    first = demo.execute("SELECT min(created_at) FROM opportunity").fetchone()[0]
    assert first[:7] == "2026-06"
    now = CLOCK.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    for column, table in (("happened_at", "touch"), ("moved_at", "stage_move"), ("created_at", "answer")):
        assert demo.execute(f"SELECT count(*) FROM {table} WHERE {column} > ?", (now,)).fetchone() == (0,)
    assert demo.execute("SELECT count(*) FROM opportunity WHERE updated_at > ?", (now,)).fetchone() == (0,)


def test_cards_move_in_time_order_from_stage_to_stage(demo):
    moves = "SELECT opportunity_id, from_stage_id, to_stage_id, moved_at FROM stage_move ORDER BY opportunity_id, id"
    stands = dict(demo.execute("SELECT id, stage_id FROM opportunity"))
    at, since = {}, {}
    for card, origin, target, moment in demo.execute(moves):
        assert at.get(card) == origin
        assert moment >= since.get(card, "")
        at[card], since[card] = target, moment
    assert at == stands
    assert demo.execute("SELECT count(*) FROM opportunity WHERE closed_on < date(created_at)").fetchone() == (0,)


def test_a_reason_stands_behind_what_is_closed_or_parked(demo):
    rows = "FROM opportunity o JOIN stage s ON s.id = o.stage_id WHERE s.kind = ?"
    assert demo.execute(f"SELECT count(*) {rows} AND lost_reason = ''", ("lost",)).fetchone() == (0,)
    assert demo.execute(
        f"SELECT count(*) {rows} AND (parked_until IS NULL OR parked_say = '')", ("parked",)
    ).fetchone() == (0,)
    assert demo.execute(f"SELECT count(*) {rows} AND closed_on IS NULL", ("won",)).fetchone() == (0,)
    known = {row[0] for row in demo.execute("SELECT key FROM loss_reason")}
    assert {row[0] for row in demo.execute("SELECT lost_reason FROM opportunity WHERE lost_reason <> ''")} <= known


def test_the_people_of_the_stories_are_there(demo):
    sophie = "SELECT job_title, organization, title, amount, yes_count, no_count FROM card WHERE name = 'Sophie Martin'"
    assert demo.execute(sophie).fetchall() == [("Marketing assistant", "Asso Lumière", "Campaign film", 320000, 4, 1)]
    override = "SELECT override_reason, missing FROM stage_move WHERE override_reason <> ''"
    assert demo.execute(override).fetchall() == [
        ("she prepares the case, and the director follows her advice", '["authority"]')
    ]
    for name in ("Inès Carpentier", "Thomas Aubry", "Karim Benali", "Léa Fontaine", "Nadia Rahmani"):
        assert demo.execute("SELECT count(*) FROM card WHERE name = ?", (name,)).fetchone() == (1,)
    assert demo.execute("SELECT count(*) FROM card WHERE name = 'Claire Moreau'").fetchone() == (2,), "a client again"
    assert demo.execute("SELECT count(*) FROM contact WHERE name = 'Claire Moreau'").fetchone() == (1,)


def test_no_address_or_number_leads_to_anybody(demo):
    for kind, value in demo.execute("SELECT kind, value FROM contact_point"):
        assert value.endswith(".example") if kind == "email" else value.startswith("06 39 98 ")


def test_what_is_derived_is_kept(demo):
    derived.prepare(demo)
    assert derived.differences(demo) == ()
    assert demo.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_is_one_step_that_can_be_undone(tmp_path):
    path = tmp_path / "demo.db"
    build(path, clock=CLOCK, language="en")
    with contextlib.closing(UnitOfWork(Database.open(path, clock=CLOCK), CLOCK)) as unit_of_work:
        assert History(unit_of_work, Settings()).undo().name == "Demo data"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert all(rows == [] for rows in dump(connection).values())


def texts():
    """Every pair of texts in the demo's data."""

    def walk(value):
        if isinstance(value, Text):
            yield value
        elif isinstance(value, dict):
            yield from walk(tuple(value.values()))
        elif isinstance(value, tuple):
            for one in value:
                yield from walk(one)
        elif hasattr(value, "__struct_fields__"):
            yield from walk(tuple(getattr(value, name) for name in value.__struct_fields__))

    yield from walk((people(), phrases()))


def test_everything_said_is_said_in_both_languages():
    pairs = {pair for pair in texts() if pair.en or pair.fr}
    assert len(pairs) > 200
    assert [pair for pair in pairs if not (pair.en and pair.fr)] == []
    same = {pair.en for pair in pairs if pair.en == pair.fr}
    assert same <= {"LinkedIn", "Coworking", "web", "startup", "culture", "Newsletter"}, (
        "one of the two was not translated"
    )


def test_a_person_s_title_is_that_of_a_man_or_of_a_woman():
    jobs = [job.fr for part in people() for job in (part.job, *([part.beside.job] if part.beside else []))]
    assert [job for job in jobs if "·" in job or job == "Direction"] == []


def test_the_french_demo_says_none_of_the_english_sentences(tmp_path):
    sentences = {pair.en for pair in texts() if " " in pair.en}
    with contextlib.closing(made(tmp_path / "fr.db", language="fr")) as connection:
        said = {value for rows in dump(connection).values() for row in rows for value in row if isinstance(value, str)}
    assert said & sentences == set()
    assert "Film de campagne" in said


def test_days_and_rate_make_the_amount(demo):
    rows = demo.execute(
        "SELECT amount, daily_rate, half_days FROM opportunity WHERE daily_rate IS NOT NULL OR half_days IS NOT NULL"
    ).fetchall()
    assert len(rows) >= 8
    assert [row for row in rows if row[0] * 2 != row[1] * row[2]] == []
