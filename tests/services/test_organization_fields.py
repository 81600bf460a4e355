"""An organization is edited field by field, by whoever knows one of its people; its numbers are checked."""

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import sentence
from funneltui.services.editing import EditClashError
from funneltui.settings import Settings
from tests.tui.driving import NOW

SIREN, SIRET, VAT = "732829320", "73282932000074", "FR44732829320"


@pytest.fixture
def funnel(tmp_path):
    one = open_funnel(tmp_path / "f.db", settings=Settings(), clock=FixedClock(NOW))
    one.services.opportunities.add(NewProspect(name="Nora", organization="Alpha"))
    one.services.opportunities.add(NewProspect(name="Paul", organization="Beta"))
    one.services.opportunities.add(NewProspect(name="Solo"))
    yield one
    one.close()


def company(funnel, card: int = 1):
    return funnel.reads.contact.detail(card).company


def test_every_field_is_edited_through_one_of_its_people_and_undone(funnel):
    before = company(funnel)
    funnel.services.opportunities.edit(
        1,
        {
            "organization_name": "Alpha SAS",
            "website": "alpha.example",
            "sector": "culture",
            "siren": "732 829 320",
            "siret": "732 829 320 00074",
            "vat_number": "FR 44 732 829 320",
            "organization_address": "1 rue Haute",
            "organization_note": "pays late",
        },
    )
    one = company(funnel)
    assert (one.name, one.website, one.sector) == ("Alpha SAS", "alpha.example", "culture")
    assert (one.siren, one.siret, one.vat_number) == (SIREN, SIRET, VAT)
    assert (one.address, one.note) == ("1 rue Haute", "pays late")
    assert funnel.reads.board.cards([1])[1].organization == "Alpha SAS"
    funnel.services.history.undo()
    assert company(funnel) == before


@pytest.mark.parametrize(("field", "value"), [("siret", SIRET), ("vat_number", VAT)])
def test_a_number_fills_in_the_siren_it_holds(funnel, field, value):
    funnel.services.opportunities.edit(1, {field: value})
    assert company(funnel).siren == SIREN


def test_the_siren_can_be_emptied_beside_a_siret(funnel):
    funnel.services.opportunities.edit(1, {"siret": SIRET})
    funnel.services.opportunities.edit(1, {"siren": ""})
    assert (company(funnel).siren, company(funnel).siret) == ("", SIRET)


@pytest.mark.parametrize(
    ("fields", "wrong", "says"),
    [
        ({"siren": "732829321"}, "siren", "a digit is wrong"),
        ({"siren": "7328"}, "siren", "9 digits"),
        ({"siret": "73282932000075"}, "siret", "a digit is wrong"),
        ({"vat_number": "FR45732829320"}, "vat_number", "a French VAT number"),
        ({"vat_number": "12"}, "vat_number", "two letters"),
        ({"website": "not a site"}, "website", "a web address"),
        ({"organization_name": "  "}, "organization_name", "Enter a name"),
        ({"organization_name": "BETA"}, "organization_name", "already"),
        ({"siren": "552100554", "siret": SIRET}, "siret", "two companies"),
        ({"siret": SIRET, "vat_number": "FR96552100554"}, "vat_number", "two companies"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(funnel, fields, wrong, says):
    before = company(funnel)
    with pytest.raises(InvalidValueError, match=says) as caught:
        funnel.services.opportunities.edit(1, {"sector": "culture", **fields})
    assert caught.value.field == wrong
    assert company(funnel) == before


def test_its_own_name_in_other_letters_is_no_other_organization(funnel):
    funnel.services.opportunities.edit(1, {"organization_name": "ALPHA"})
    assert company(funnel).name == "ALPHA"


def test_who_has_no_organization_is_told_so_and_may_get_one_in_the_same_edit(funnel):
    with pytest.raises(InvalidValueError) as caught:
        funnel.services.opportunities.edit(3, {"siren": SIREN})
    assert "Solo has no organization yet" in sentence(caught.value)
    funnel.services.opportunities.edit(3, {"organization": "Gamma", "siren": SIREN})
    assert (company(funnel, 3).name, company(funnel, 3).siren) == ("Gamma", SIREN)


def test_it_is_edited_by_itself_too_but_never_over_what_was_not_seen(funnel):
    people, seen = funnel.services.people, company(funnel)
    people.edit_organization(seen.id, {"sector": "culture"})
    with pytest.raises(EditClashError) as caught:
        people.edit_organization(seen.id, {"sector": "sport", "website": "a.example"}, seen=seen)
    assert caught.value.fields == ("sector",)
    change = people.edit_organization(seen.id, {"website": "a.example"}, seen=seen)
    assert change.label == "Edited Alpha"
    assert (company(funnel).sector, company(funnel).website) == ("culture", "a.example")
    with pytest.raises(NotFoundError):
        people.edit_organization(99, {"sector": "x"})


def test_a_clash_in_an_organizations_field_is_seen_from_the_card_too(funnel):
    seen = funnel.reads.contact.detail(1)
    funnel.services.people.edit_organization(seen.company.id, {"sector": "culture"})
    with pytest.raises(EditClashError):
        funnel.services.opportunities.edit(1, {"sector": "sport"}, seen=seen)
