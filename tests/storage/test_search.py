"""Free words find people by anything that is known of them, however it is typed."""

from __future__ import annotations

import contextlib

import pytest

from funneltui.storage.database import Database
from funneltui.storage.reads import search
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


@pytest.fixture(autouse=True)
def _people(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Asso Lumière")
        stored.insert(work, "contact", name="Zoé Œuvrard-Martin", organization_id=organization)
        stored.insert(work, "contact", name="Ada [/] Ltd 👋", note="met at the 2024 fair")
        for kind, value, normalized in [
            ("phone", "06 12 34 56 78", "+33612345678"),
            ("email", "zoe.o@asso-lumiere.fr", "zoe.o@asso-lumiere.fr"),
        ]:
            stored.insert(work, "contact_point", contact_id=1, kind=kind, value=value, normalized=normalized)
        for contact in (1, 2):
            stored.insert(work, "opportunity", contact_id=contact, stage_id=1)


def found(database: Database, text: str) -> list[int]:
    """The cards that the words leave."""
    condition, parameters = search.words_condition(text)
    with contextlib.closing(database.connect()) as connection:
        statement = f"SELECT opportunity_id FROM card WHERE {condition} ORDER BY 1"
        return [row[0] for row in connection.execute(statement, parameters)]


@pytest.mark.parametrize(
    "text",
    [
        "zoe",
        "ZOÉ oeuv",
        "martin zoé",
        "lumière",
        "zoe.o@asso",
        "asso-lumiere.fr",
        '"asso lumiere"',
        "0612345678",
        "06 12 34",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "6 12 34 56",
        "06-12 lumi",
    ],
)
def test_every_word_is_the_beginning_of_something_known(database: Database, text: str) -> None:
    assert found(database, text) == [1]


@pytest.mark.parametrize("text", ["ada", "[/]", "Ada [/] Ltd", "👋", "2024", "20 ada"])
def test_signs_and_years_are_found_too(database: Database, text: str) -> None:
    assert found(database, text) == [2]


@pytest.mark.parametrize("text", ["", "   "])
def test_no_words_leave_every_card(database: Database, text: str) -> None:
    assert found(database, text) == [1, 2]


@pytest.mark.parametrize(
    "text", ["zoe ada", "éclair", '"lumiere asso"', "06 12 99", "[x]", '"', "OR", "NEAR(a b)", "*"]
)
def test_what_is_known_of_nobody_finds_nobody(database: Database, text: str) -> None:
    assert found(database, text) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("martim", "martin"),
        ("lumeire", "lumiere"),
        ("zoe lumire", "zoe lumiere"),
        ("martin", "martin"),
        ("mart", "mart"),
        ("xyzzy", "xyzzy"),
        ("ad", "ad"),
        ("2025", "2025"),
    ],
)
def test_one_slip_in_a_word_is_forgiven(database: Database, typed: str, meant: str) -> None:
    with contextlib.closing(database.connect()) as connection:
        assert search.forgiven(connection, typed) == meant


def test_the_expression_alone_is_for_ranking() -> None:
    assert search.match_expression("zoe [/]") == '"zoe"*'
    assert search.match_expression("[/]") == ""
