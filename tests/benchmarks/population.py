"""Big files for the benchmarks: made once per size and schema, seeded, through the unit of work."""

from __future__ import annotations

import contextlib
import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from funneltui.clock import FixedClock
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork, Work
from tests import stored

NOW = "2026-11-22T12:00:00+01:00"
_GIVEN = "Sophie Karim Léa Hugo Nadia Thomas Inès Marc Chloé Antoine Fatou Élodie Julien Amélie Yasmine Étienne".split()
_FAMILY = "Martin Benali Fontaine Lefebvre Rahmani Aubry Carpentier Tessier Barbier Delmas Diop Renaud Mercier".split()
_TRADES = "Atelier Maison Studio Menuiserie Librairie Boulangerie Cabinet Garage École Domaine".split()
_TITLES = "Film Site Refonte Portraits Formation Photos Atelier Série".split()
_SOURCES = ("LinkedIn", "Recommandation", "Salon", "Liste achetée", "Formulaire du site")
_STAGES: tuple[str, ...] = ("suspect",) * 40 + ("lead",) * 25 + ("prospect",) * 12 + ("proposal",) * 5
_STAGES += ("client",) * 8 + ("parked",) * 4 + ("lost",) * 6
_BATCH = 10_000


def clock() -> FixedClock:
    """The day the benchmarks happen on."""
    return FixedClock(datetime.fromisoformat(NOW).astimezone(ZoneInfo("Europe/Paris")))


def populated(folder: Path, size: int) -> Path:
    """The file of so many opportunities, made if it is not there."""
    path = folder / f"funnel-{size}.db"
    if not path.exists():
        building = folder / f"building-{size}.db"
        building.unlink(missing_ok=True)
        populate(building, size)
        building.rename(path)
    return path


def populate(path: Path, size: int, seed: int = 7) -> None:
    """Make a file of so many opportunities: each with a person, an address, a touch, most with a next action."""
    dice = random.Random(seed)
    database = Database.open(path, clock=clock())
    with contextlib.closing(UnitOfWork(database, clock(), "benchmark")) as unit_of_work:
        for start in range(0, size, _BATCH):
            with unit_of_work.step("Benchmark data") as work:
                _write(work, dice, start, min(size, start + _BATCH))
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write(work: Work, dice: random.Random, start: int, end: int) -> None:
    numbers = range(start, end)
    stages = {row["key"]: row["id"] for row in stored.find(work, "stage")}
    today = clock().today()
    companies = [{"name": f"{dice.choice(_TRADES)} {dice.choice(_FAMILY)} {number}"} for number in numbers[::5]]
    organizations = stored.insert_many(work, "organization", companies)
    people = [
        {
            "name": f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)} {number}",
            "organization_id": organizations[place // 5],
            "source": dice.choice(_SOURCES),
            "job_title": "Gérant",
        }
        for place, number in enumerate(numbers)
    ]
    contacts = stored.insert_many(work, "contact", people)
    points = [
        {
            "contact_id": contact,
            "kind": "email",
            "value": f"p{contact}@b.example",
            "normalized": f"p{contact}@b.example",
        }
        for contact in contacts
    ]
    stored.insert_many(work, "contact_point", points)
    chosen = [dice.choice(_STAGES) for _ in numbers]
    rows = []
    for contact, stage in zip(contacts, chosen, strict=True):
        created = today - timedelta(days=dice.randrange(400))
        closed = _day(min(today, created + timedelta(days=dice.randrange(60)))) if stage in {"client", "lost"} else None
        rows.append(
            {
                "title": f"{dice.choice(_TITLES)} {contact}",
                "contact_id": contact,
                "stage_id": stages[stage],
                "amount": dice.randrange(5, 90) * 100_00 if dice.random() < 0.8 else None,
                "tags": json.dumps(dice.sample(["web", "vidéo", "photo", "salon"], dice.randrange(3))),
                "closed_on": closed,
                "lost_reason": "price" if stage == "lost" else "",
                "parked_until": _day(today + timedelta(days=dice.randrange(90))) if stage == "parked" else None,
                "created_at": f"{_day(created)}T08:00:00Z",
                "stage_since": f"{_day(created)}T09:00:00Z",
            }
        )
    cards = stored.insert_many(work, "opportunity", rows)
    live = [card for card, stage in zip(cards, chosen, strict=True) if stage not in {"client", "lost", "parked"}]
    planned = [
        {
            "opportunity_id": card,
            "due_on": _day(today + timedelta(days=dice.randrange(-15, 45))),
            "what": dice.choice(["rappeler", "deuxième message", "devis"]),
        }
        for card in live
        if dice.random() < 0.7
    ]
    stored.insert_many(work, "next_action", planned)
    touches = [
        {
            "contact_id": contact,
            "opportunity_id": card,
            "happened_at": f"{_day(today - timedelta(days=dice.randrange(1, 200)))}T10:00:00Z",
            "channel": dice.choice(["call", "email", "social"]),
            "direction": dice.choice(["in", "out"]),
            "note": "Répondeur, laissé un court message",
        }
        for contact, card in zip(contacts, cards, strict=True)
    ]
    stored.insert_many(work, "touch", touches)
    moves = [
        {"opportunity_id": card, "from_stage_id": None, "to_stage_id": stages[stage], "moved_at": row["stage_since"]}
        for card, stage, row in zip(cards, chosen, rows, strict=True)
    ]
    stored.insert_many(work, "stage_move", moves)


def _day(day: date) -> str:
    return day.isoformat()
