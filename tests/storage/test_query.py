"""Every key of the query language finds the cards it means, in the one way that all places share."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from funneltui.clock import FixedClock, local_day
from funneltui.domain.query import FIELDS, Vocabulary, complete, parse
from funneltui.domain.stages import StageKind
from funneltui.domain.temperature import Facts, temperature
from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.reads import heat
from funneltui.storage.reads.query import condition_for
from funneltui.storage.unit_of_work import UnitOfWork, Work
from tests import stored

TODAY = date(2026, 11, 22)


def day(ago: int) -> str:
    """A day so many days ago."""
    return (TODAY - timedelta(days=ago)).isoformat()


def at(ago: int) -> str:
    """Noon of a day so many days ago."""
    return f"{day(ago)}T12:00:00Z"


@pytest.fixture(autouse=True)
def _funnel(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        _sophie(work)
        _karim(work)
        _client(work)
        _parked(work)
        _lost(work)


def _card(work: Work, name: str, stage: int, contact: Mapping[str, str | int | None], **card: str | int | None) -> int:
    person = stored.insert(work, "contact", name=name, **contact)
    return stored.insert(work, "opportunity", contact_id=person, stage_id=stage, stage_since=at(20), **card)


def _sophie(work: Work) -> None:
    organization = stored.insert(work, "organization", name="Asso Lumière")
    contact: dict[str, str | int | None] = {
        "organization_id": organization,
        "source": "LinkedIn",
        "job_title": "Chargée",
    }
    card = _card(work, "Sophie Martin", 3, contact, amount=320000, title="Film", tags='["vidéo", "web"]')
    stored.insert(work, "contact_point", contact_id=1, kind="email", value="s@lumiere.fr", normalized="s@lumiere.fr")
    stored.insert(work, "contact_point", contact_id=1, kind="phone", value="06 12 34 56 78", normalized="+33612345678")
    stored.insert(work, "next_action", opportunity_id=card, due_on=day(3), what="call back")
    for criterion, answer in ((1, "yes"), (2, "yes"), (3, "yes"), (5, "no")):
        stored.insert(work, "answer", opportunity_id=card, criterion_id=criterion, answer=answer)
    stored.insert(work, "touch", contact_id=1, happened_at=at(4), channel="email", direction="in")
    stored.insert(work, "touch", contact_id=1, happened_at=at(2), channel="call", direction="out")
    stored.insert(work, "proposal", opportunity_id=card, state="sent")


def _karim(work: Work) -> None:
    card = _card(work, "Karim Benali", 2, {"note": "rencontré à Lyon", "opposed": 1}, amount=80000, created_at=at(40))
    stored.insert(work, "touch", contact_id=2, happened_at=at(40), channel="email", direction="out")
    stored.update(work, "opportunity", card, currency="USD")


def _client(work: Work) -> None:
    _card(work, "Nadia R.", 5, {"source": "Recommandation"}, won_amount=480000, closed_on=day(10), note="acompte reçu")
    stored.insert(work, "opportunity", contact_id=3, stage_id=1, title="Suite", stage_since=at(1))


def _parked(work: Work) -> None:
    _card(work, "Hugo", 6, {}, parked_until="2026-12-31", temperature_override="hot", temperature_until=day(-5))


def _lost(work: Work) -> None:
    _card(work, "Léa", 7, {}, lost_reason="price", closed_on=day(30))


def found(database: Database, text: str, language: str = "en") -> list[int]:
    """The cards a query finds, among all and among few: 1 Sophie, 2 Karim, 3 and 4 Nadia, 5 Hugo, 6 Léa."""
    query = parse(text, TODAY, language)
    with contextlib.closing(database.connect()) as connection:
        derived.prepare(connection)
        ways = []
        for few in (False, True):
            condition, parameters = condition_for(query, TODAY, few=few)
            statement = f"SELECT opportunity_id FROM card WHERE {condition} ORDER BY 1"
            ways.append([row[0] for row in connection.execute(statement, parameters)])
    assert ways[0] == ways[1]
    return ways[0]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("sophie", [1]),
        ("06 12 34", [1]),
        ("-sophie -karim", [3, 4, 5, 6]),
        ('"asso lumiere"', [1]),
        ("stage:lead", [2]),
        ("stage:lead|prospect", [1, 2]),
        ("-stage:lead stage:lead|prospect", [1]),
        ("status:won", [3]),
        ("source:linkedin", [1]),
        ("source:none", [2, 5, 6]),
        ("temp:hot", [5]),
        ("temp:warm", [1, 3, 4]),
        ("due:overdue", [1]),
        ("due:<7d", [1]),
        ("due:none", [2, 4]),
        ("idle:>14d", [2, 3, 5, 6]),
        ("value:>1000", [1, 3]),
        ("value:>700$", [2]),
        ("value:none", [4, 5, 6]),
        ("tag:video", [1]),
        ('tag:"web"', [1]),
        ('tag:"we"', []),
        ("tag:we", [1]),
        ("tag:none -name:lea", [2, 3, 4, 5]),
        ("score:<3", [2, 3, 4, 5, 6]),
        ("score:3", [1]),
        ("missing:authority", [1, 2, 4]),
        ("missing:fit", [2, 4]),
        ("lost:price", [6]),
        ("parked:<2027-01", [5]),
        ("touched:>30d", [2]),
        ("touched:none", [3, 4, 5, 6]),
        ("answered:<7d", [1]),
        ("answered:none stage:lead", [2]),
        ("unanswered:1", [1, 2]),
        ("created:>30d", [2]),
        ("closed:<15d", [3]),
        ("closed:none", [1, 2, 4, 5]),
        ("is:client", [3, 4]),
        ("is:live", [1, 2, 4]),
        ("is:overdue", [1]),
        ("is:idle", [2]),
        ("is:untouched", [3, 4, 5, 6]),
        ("is:opposed", [2]),
        ("is:parked", [5]),
        ("has:email", [1]),
        ("has:organization", [1]),
        ("has:value", [1, 2, 3]),
        ("has:note", [2, 3]),
        ("has:next", [1]),
        ("has:proposal", [1]),
        ("name:MARTIN", [1]),
        ('name:"sophie martin"', [1]),
        ("org:lumiere", [1]),
        ("title:film", [1]),
        ("title:none", [2, 3, 5, 6]),
        ("job:charg", [1]),
        ("email:lumiere", [1]),
        ("email:none", [2, 3, 4, 5, 6]),
        ("phone:0612", [1]),
        ("phone:x", []),
        ("note:lyon", [2]),
        ("note:acompte", [3]),
        ("note:none", [1, 4, 5, 6]),
        ("id:2..3", [2, 3]),
        ("sophie stage:prospect due:overdue", [1]),
    ],
)
def test_each_key_finds_what_it_means(database: Database, text: str, cards: list[int]) -> None:
    assert found(database, text) == cards


@pytest.mark.parametrize(
    ("text", "cards"),
    [("etape:piste", [2]), ("échéance:retard", [1]), ("manque:decision", [1, 2, 4]), ("a:email", [1])],
)
def test_it_speaks_french_too(database: Database, text: str, cards: list[int]) -> None:
    assert found(database, text, "fr") == cards


def test_every_value_that_completion_offers_can_be_looked_up(database: Database) -> None:
    words = Vocabulary(sources=("LinkedIn",), tags=("web",))
    for field in FIELDS:
        start = f"{field.name}:"
        for offered in complete(start, len(start), words):
            found(database, start + offered.text)


LAST = st.none() | st.integers(-2, 120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stage=st.integers(1, 7),
    last=LAST,
    unanswered=st.integers(0, 6),
    yes=st.integers(0, 7),
    no=st.integers(0, 7),
    override=st.sampled_from(["", "cold", "warm", "hot"]),
    until=st.none() | st.integers(-3, 3),
    bought=st.booleans(),
)
def test_the_temperature_is_the_same_in_sql_as_in_the_domain(
    database: Database,
    clock: FixedClock,
    stage: int,
    last: int | None,
    unanswered: int,
    yes: int,
    no: int,
    override: str,
    until: int | None,
    bought: bool,
) -> None:
    with contextlib.closing(database.connect(write=True)) as connection:
        values = (stage, None if last is None else at(last), unanswered, yes, no, override)
        connection.execute(
            "UPDATE card SET stage_id = ?, last_in_at = ?, unanswered = ?, yes_count = ?, no_count = ?,"
            " temperature_override = ?, temperature_until = ? WHERE opportunity_id = 1",
            (*values, None if until is None else day(until)),
        )
        connection.execute(
            "UPDATE card SET contact_id = (SELECT contact_id FROM card WHERE opportunity_id = 1),"
            " stage_id = (SELECT id FROM stage WHERE kind = ? ORDER BY id LIMIT 1) WHERE opportunity_id = 2",
            ("won" if bought else "suspect",),
        )
        statement = f"SELECT {heat.LEVEL}, {heat.POINTS} FROM card WHERE opportunity_id = 1"
        in_sql = connection.execute(statement, {"today": TODAY.isoformat()}).fetchone()
        kind, probability = connection.execute("SELECT kind, probability FROM stage WHERE id = ?", (stage,)).fetchone()
    facts = Facts(
        clock.today(),
        StageKind(kind),
        probability,
        yes,
        no,
        None if last is None else local_day(at(last)),
        unanswered,
        override,
        None if until is None else day(until),
        bought,
    )
    one = temperature(facts)
    assert in_sql == (one.level.value, one.points)
