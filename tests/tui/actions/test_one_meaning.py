"""A query means the same on the board, among the contacts, in `list`, and as a saved view."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from funneltui import i18n
from funneltui.cli.main import main
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from tests.tui.driving import NOW, Driver, driven, fill, opened

TODAY = NOW.date()
ENGLISH = """
stage:lead | stage:lead,prospect | -stage:lead | stage:prospect,lost | status:open | is:live | is:client | is:parked
is:overdue | is:untouched | -is:live,client | source:linkedin | source:none | -source:"trade fair" | temp:cold
-temp:hot,warm | due:overdue | due:today | due:none | due:<7d | due:>7d | due:week | -due:none | value:>1 000
value:1k..3k | value:none | value:<500,50 € | tag:web | -tag:web | tag:web,video | tag:none | score:0 | score:<3
missing:fit | lost:price | parked:<2027-06 | touched:never | touched:<7d | created:today | closed:none | has:email
-has:email,phone | has:next | name:noël | org:lumière | title:film | email:example | phone:0612 | note:festival
sophie | lumiere film | -film | "asso lumière" | 06 12 34 | 0612345678 | sohpie | nobody at all
stage:lead -tag:web has:email | id:1,3,5 | id:>2 | name:"marie-jeanne o'neil" | [@click=app.quit] | %_%
"""
FRENCH = """
étape:piste | etape:Piste,Prospect | -étape:piste | statut:ouverte | est:en-retard | est:client | origine:linkedin
chaleur:froid | échéance:retard | échéance:aujourd’hui | relance:aucune | échéance:<7j | échéance:semaine
valeur:>1 000 € | montant:1k..3k | étiquette:vidéo | -étiquette:web | points:<3 | manque:adéquation | perdu:prix
veille:<2027-06 | contacté:jamais | a:e-mail | avec:téléphone | nom:noel | société:lumiere | titre:FILM | créé:mois
clos:aucun | numéro:2 | « asso lumière » | répondu:jamais
"""


def queries(table: str) -> list[str]:
    return [query.strip() for line in table.strip().splitlines() for query in line.split(" | ")]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """People of every sort, one with two deals and one without any."""
    funnel = opened(tmp_path)
    call = [NextStep(TODAY + timedelta(days=days), "call") for days in (-3, 0, 2, 20)]
    fill(
        funnel,
        NewProspect(
            name="Sophie Martin",
            organization="Asso Lumière",
            emails=("sophie@example.org",),
            phones=("06 12 34 56 78",),
            source="LinkedIn",
            stage="lead",
            title="Film",
            amount=parse_amount("3200"),
            tags=("web", "vidéo"),
            next_step=call[0],
            note="festival in Nice",
        ),
        NewProspect(name="Léa Noël", stage="lead", source="Trade fair", next_step=call[1], amount=parse_amount("500")),
        NewProspect(name="Marie-Jeanne O'Neil", title="film 100%_sure", next_step=call[2], emails=("mj@example.com",)),
        NewProspect(name="Karim [@click=app.quit]", stage="prospect", tags=("web",), next_step=call[3]),
        NewProspect(name="Noé", organization="Lumière SARL", phones=("+33 699887766",), amount=parse_amount("1000")),
        NewProspect(name="Ada", stage="lead", amount=parse_amount("1 001")),
        NewProspect(name="Bob", stage="lead", title="Leaflet"),
        NewProspect(name="Cid", stage="proposal", amount=parse_amount("900 $")),
    )
    fill(funnel, NewProspect(contact_id=1, name="Sophie Martin", stage="suspect", title="Second deal"))
    opportunities = funnel.services.opportunities
    opportunities.win([6], on=TODAY)
    opportunities.lose([7], reason="price")
    opportunities.park([8], until=date(2027, 2, 1))
    funnel.close()
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    monkeypatch.setenv("FUNNELTUI_NOW", NOW.isoformat())
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> set[int]:
    """The cards that a command line prints."""
    capsys.readouterr()
    assert main(["--lang", i18n.language(), "list", "--json", *words]) == 0
    return {one["id"] for one in json.loads(capsys.readouterr().out)}


async def on_the_board(program: Driver, query: str) -> set[int]:
    """The cards that the board shows or has folded."""
    model = program.app.board.board.model
    await program.app.board.filtering.ask(query)
    await program.until(lambda: model.words == query and all(column.counted for column in model.columns), query)
    return {card for column in model.columns for card in column.shown}


async def among_contacts(program: Driver, query: str, people: set[int]) -> None:
    """See that just these people with a card are listed; those without one have no part in other lists."""
    contacts = program.screen
    await contacts.filtering.ask(query)
    await program.until(lambda: contacts.everybody._filtered is not None and people <= set(contacts.list.rows()), query)
    assert set(program.funnel.reads.people.cards(list(contacts.list.rows()))) == people, query


@pytest.mark.parametrize(("language", "table"), [("en", ENGLISH), ("fr", FRENCH)])
async def test_a_query_means_the_same_wherever_it_is_asked(
    file: Path, capsys: pytest.CaptureFixture[str], language: str, table: str
) -> None:
    i18n.set_language(language)
    meant = {query: listed(capsys, "--", query) for query in queries(table)}
    assert sum(map(bool, meant.values())) > len(meant) * 2 // 3, "most of them find something"
    for number, query in enumerate(meant):
        assert main(["--lang", language, "views", "save", f"view {number}", "--", query]) == 0
        assert listed(capsys, "--view", f"view {number}") == meant[query], query
    async with driven(opened(file)) as program:
        for query, cards in meant.items():
            assert await on_the_board(program, query) == cards, query
        await program.press("f5")
        await program.opens("ContactsScreen")
        for query, cards in meant.items():
            await among_contacts(program, query, {program.card(card).contact_id for card in cards})
