"""Years of work in one file: what the reports are measured on.

100,000 deals, each with its way through the funnel, and ten exchanges a deal. Written past the journal, which
would take longer than everything that is measured: `python -m tests.benchmarks.years FILE [DEALS]`.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from funneltui.storage import derived
from funneltui.storage.database import Database
from tests.benchmarks.population import clock

_SOURCES = ("LinkedIn", "Recommandation", "Salon", "Liste achetée", "Formulaire du site", "")
_REASONS = ("price", "no_answer", "competitor", "timing", "outside_target")
_CHANNELS = ("email", "call", "social", "meeting", "sms")
_TAGS = ("[]", '["web"]', '["vidéo", "web"]', '["photo"]')
_DAYS = 3 * 365
_EXCHANGES = 10


def lived(path: Path, deals: int, seed: int = 11) -> Path:
    """A file of so many deals with ten exchanges each, over three years."""
    dice = random.Random(seed)
    database = Database.open(path, clock=clock())
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("BEGIN")
        stages = {row[0]: row[1] for row in connection.execute("SELECT key, id FROM stage")}
        instants = {"created_at": "2026-11-22T11:00:00Z", "updated_at": "2026-11-22T11:00:00Z"}
        _insert(
            connection,
            "contact",
            (
                {"id": number, "name": f"P {number}", "source": dice.choice(_SOURCES), **instants}
                for number in range(1, deals + 1)
            ),
        )
        ways = [_way(dice, number, stages) for number in range(1, deals + 1)]
        _insert(connection, "opportunity", ({**instants, **deal} for deal, _moves in ways))
        _insert(connection, "stage_move", (move for _deal, moves in ways for move in moves))
        _insert(connection, "touch", _touches(dice, deals, instants["created_at"]))
        derived.rebuild_cards(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _way(dice: random.Random, number: int, stages: dict[str, int]) -> tuple[dict[str, object], list[dict[str, Any]]]:
    """A deal and its moves: on, now and then back, to an end or not."""
    today = clock().today()
    day = today - timedelta(days=dice.randrange(_DAYS))
    created, here, moves = day, "suspect", []
    before: int | None = None
    path = ["suspect", "lead", "prospect", "proposal", "client"]
    while day <= today:
        moves.append(
            {
                "opportunity_id": number,
                "from_stage_id": before,
                "to_stage_id": stages[here],
                "moved_at": f"{day.isoformat()}T0{dice.randrange(7, 10)}:00:00Z",
            }
        )
        before = stages[here]
        if here not in path or here == "client" or dice.random() < 0.15:
            break
        chance = dice.random()
        place = path.index(here)
        here = (
            path[place + 1]
            if chance < 0.6
            else "lost"
            if chance < 0.85
            else "parked"
            if chance < 0.92
            else path[max(0, place - 1)]
        )
        day += timedelta(days=dice.randrange(1, 40))
    last = next(key for key, stage in stages.items() if stage == before)
    closed = last in {"client", "lost"}
    deal: dict[str, object] = {
        "id": number,
        "title": "T",
        "contact_id": number,
        "stage_id": before,
        "amount": dice.randrange(5, 90) * 100_00,
        "currency": "EUR" if dice.random() < 0.97 else "CHF",
        "tags": dice.choice(_TAGS),
        "expected_close": (today + timedelta(days=dice.randrange(-30, 200))).isoformat(),
        "half_days": dice.randrange(2, 40),
        "stage_since": moves[-1]["moved_at"],
        "created_at": f"{created.isoformat()}T07:00:00Z",
        "closed_on": str(moves[-1]["moved_at"])[:10] if closed else None,
        "won_amount": 100_000 if last == "client" else None,
        "lost_reason": dice.choice(_REASONS) if last == "lost" else "",
    }
    return deal, moves


def _touches(dice: random.Random, deals: int, created: str) -> Iterator[dict[str, object]]:
    start = clock().today() - timedelta(days=_DAYS)
    for number in range(1, deals + 1):
        for _ in range(_EXCHANGES):
            day: date = start + timedelta(days=dice.randrange(_DAYS))
            yield {
                "contact_id": number,
                "opportunity_id": number,
                "happened_at": f"{day.isoformat()}T{dice.randrange(7, 18):02}:{dice.randrange(60):02}:00Z",
                "channel": dice.choice(_CHANNELS),
                "direction": "out" if dice.random() < 0.7 else "in",
                "created_at": created,
            }


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    """Rows into a table; each gets a uid where the table has one."""
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    first = next(rows)
    extra = {"uid"} & columns
    names = [*first, *extra]
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def values(number: int, row: dict[str, object]) -> list[object]:
        return [*row.values(), *(f"{table}{number:012}" for _ in extra)]

    connection.execute(statement, values(0, first))
    connection.executemany(statement, (values(number, row) for number, row in enumerate(rows, 1)))


if __name__ == "__main__":
    lived(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
