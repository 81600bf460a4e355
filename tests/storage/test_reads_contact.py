"""What the contact pane reads."""

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.errors import NotFoundError
from funneltui.settings import Settings
from funneltui.storage.reads.timeline import ActionMoment, AnswerMoment, EditMoment, FieldEdit, MoveMoment, TouchMoment
from tests import stored
from tests.tui.driving import NOW


@pytest.fixture
def funnel(tmp_path):
    with_clock = open_funnel(tmp_path / "f.db", settings=Settings(), clock=FixedClock(NOW), door="program")
    yield with_clock
    with_clock.close()


@pytest.fixture
def sophie(funnel) -> int:
    return funnel.services.opportunities.add(
        NewProspect(
            name="Sophie Martin",
            organization="Asso Lumière",
            emails=("Sophie@Asso.fr", "s@asso.fr"),
            phones=("06 12 34 56 78",),
            stage="lead",
            title="Film",
            amount=parse_amount("5j x 450"),
            tags=("video", "asso"),
            next_step=NextStep(NOW.date(), "call"),
        )
    ).opportunity


def test_a_detail_has_all_that_is_known(funnel, sophie):
    one = funnel.reads.contact.detail(sophie)
    assert (one.name, one.organization, one.title, one.stage_key, one.kind) == (
        "Sophie Martin", "Asso Lumière", "Film", "lead", "open",
    )  # fmt: skip
    assert (one.amount, one.daily_rate, one.half_days) == (225000, 45000, 10)
    assert [(way.kind, way.value) for way in one.ways] == [
        ("email", "Sophie@Asso.fr"), ("email", "s@asso.fr"), ("phone", "06 12 34 56 78"),
    ]  # fmt: skip
    assert one.tags == ("video", "asso")
    assert (one.opposed, one.opposed_channels, one.discarded_untried, one.binned) == (False, (), False, False)
    assert [line.key for line in one.criteria if line.required] == ["fit", "intent", "authority"]
    assert {line.answer for line in one.criteria} == {"unknown"}


def test_what_is_not_there_is_not_found(funnel):
    with pytest.raises(NotFoundError):
        funnel.reads.contact.detail(7)


def test_a_binned_card_can_still_be_read(funnel, sophie):
    funnel.services.opportunities.bin([sophie])
    assert funnel.reads.contact.detail(sophie).binned


def test_other_deals_and_colleagues_are_listed(funnel, sophie):
    opportunities = funnel.services.opportunities
    other = opportunities.add(NewProspect(contact_id=1, title="Leaflet", amount=parse_amount("400"))).opportunity
    opportunities.win([other])
    opportunities.add(NewProspect(name="Léa", organization="ASSO lumiere"))
    one = funnel.reads.contact.detail(sophie)
    assert [(deal.id, deal.title, deal.kind, deal.amount) for deal in one.others] == [(other, "Leaflet", "won", 40000)]
    assert [person.name for person in one.colleagues] == ["Léa"]


def test_a_timeline_is_the_same_in_one_window_as_in_many(funnel, sophie):
    lively(funnel, sophie)
    whole = funnel.reads.contact.timeline(1, limit=1000)
    for size in (1, 2, 3, 7):
        pieces, last = [], None
        while part := funnel.reads.contact.timeline(1, last, size):
            assert len(part) <= size
            pieces += part
            last = part[-1]
        assert pieces == whole
    assert [one.place for one in whole] == sorted((one.place for one in whole), reverse=True)
    kinds = {type(one) for one in whole}
    assert kinds == {TouchMoment, MoveMoment, AnswerMoment, ActionMoment, EditMoment}


def test_a_timeline_is_narrowed_down_by_kind_in_windows(funnel, sophie):
    lively(funnel, sophie)
    funnel.services.opportunities.edit(sophie, {"note": "quick to answer", "title": "Film in spring"})
    whole = funnel.reads.contact.timeline(1, limit=1000)
    kinds = {"touches": TouchMoment, "moves": MoveMoment, "answers": AnswerMoment, "plans": ActionMoment}
    for kind, wanted in kinds.items():
        some = [one for one in whole if isinstance(one, wanted)]
        assert funnel.reads.contact.timeline(1, None, 1000, kind) == some
        assert funnel.reads.contact.timeline(1, some[0], 1000, kind) == some[1:]
        assert some

    def fields(kind):
        return [edit.field for one in funnel.reads.contact.timeline(1, kind=kind) for edit in one.fields]

    assert fields("notes") == ["note"]
    assert sorted(fields("edits")) == ["organization", "title", "title"]


def lively(funnel, card: int) -> None:
    opportunities = funnel.services.opportunities
    opportunities.edit(card, {"title": "Campaign film"})
    opportunities.plan([card], NextStep(NOW.date(), "write"))
    opportunities.move([card], "prospect", reason="she called")
    opportunities.edit(card, {"organization": "Lumière SA"})
    opportunities.edit(card, {"email": "new@asso.fr"})
    with funnel.services._unit_of_work.step("Log") as work:
        for number in range(12):
            stored.insert(
                work,
                "touch",
                contact_id=1,
                happened_at=f"2026-11-{10 + number // 4:02}T09:00:00Z",
                channel="call",
                direction="out",
                note=str(number),
            )
        for answer in ("no", "yes"):
            stored.insert(
                work, "answer", opportunity_id=card, criterion_id=1, answer=answer, current=int(answer == "yes")
            )


def test_an_override_keeps_its_reason_and_what_was_missing(funnel, sophie):
    funnel.services.opportunities.move([sophie], "prospect", reason="she called")
    move = next(one for one in funnel.reads.contact.timeline(1) if isinstance(one, MoveMoment))
    assert (move.from_key, move.to_key, move.override_reason) == ("lead", "prospect", "she called")
    assert [key for key, _ in move.missing] == ["fit", "intent", "authority"]


def test_edits_name_fields_before_and_after(funnel, sophie):
    opportunities = funnel.services.opportunities
    opportunities.edit(sophie, {"title": "Campaign film", "value": "4000"})
    opportunities.edit(sophie, {"organization": "Lumière SA"})
    edits = [one.fields for one in funnel.reads.contact.timeline(1) if isinstance(one, EditMoment)]
    assert edits == [
        (FieldEdit("organization", "Asso Lumière", "Lumière SA"),),
        (FieldEdit("title", "Film", "Campaign film"), FieldEdit("amount", 225000, 400000)),
    ]


def test_new_addresses_are_an_edit_of_the_contact(funnel, sophie):
    funnel.clock.instant = NOW.replace(hour=11)
    funnel.services.opportunities.edit(sophie, {"email": "new@asso.fr"})
    edit = next(one for one in funnel.reads.contact.timeline(1) if isinstance(one, EditMoment))
    assert edit.fields == (FieldEdit("email", "Sophie@Asso.fr, s@asso.fr", "new@asso.fr"),)


def test_what_was_undone_did_not_happen(funnel, sophie):
    funnel.services.opportunities.edit(sophie, {"title": "Campaign film"})
    funnel.services.history.undo()
    assert [type(one) for one in funnel.reads.contact.timeline(1)] == [MoveMoment]


def test_tags_names_and_beginnings(funnel, sophie):
    opportunities = funnel.services.opportunities
    other = opportunities.add(NewProspect(name="Karim", tags=("video",), source="50%_off", stage="lead")).opportunity
    reads = funnel.reads.contact
    assert reads.common_tags([sophie, other]) == ("video",)
    assert reads.common_tags([sophie]) == ("asso", "video")
    assert reads.tags() == ("video", "asso")
    assert reads.names([other, 99, sophie]) == ["Karim", "Sophie Martin"]
    assert reads.sources() == ("50%_off",)
    assert (reads.organization("ASSO L"), reads.organization("lumi"), reads.organization("%")) == (
        "Asso Lumière",
        "",
        "",
    )


def test_who_was_never_contacted_is_counted(funnel, sophie):
    other = funnel.services.opportunities.add(NewProspect(name="Karim")).opportunity
    reads = funnel.reads.contact
    assert reads.untried([sophie, other]) == 2
    with funnel.services._unit_of_work.step("Log") as work:
        stored.insert(work, "touch", contact_id=1, happened_at=work.now, channel="call", direction="out")
        stored.insert(work, "answer", opportunity_id=other, criterion_id=1, answer="no")
    assert reads.untried([sophie, other]) == 0


def edits(funnel, contact: int = 1) -> list[tuple[FieldEdit, ...]]:
    return [one.fields for one in funnel.reads.contact.timeline(contact, kind="edits")]


def test_an_edit_of_a_name_and_an_address_tells_both(funnel, sophie):
    funnel.services.opportunities.edit(sophie, {"name": "Sophie M.", "email": "new@asso.fr"})
    assert edits(funnel) == [
        (
            FieldEdit("name", "Sophie Martin", "Sophie M."),
            FieldEdit("email", "Sophie@Asso.fr, s@asso.fr", "new@asso.fr"),
        )
    ]


def test_edits_of_the_organization_are_in_the_history_of_its_people(funnel, sophie):
    funnel.services.opportunities.edit(sophie, {"sector": "culture", "organization_note": "pays late"})
    assert edits(funnel) == [(FieldEdit("sector", "", "culture"),)]
    (note,) = funnel.reads.contact.timeline(1, kind="notes")
    assert note.fields == (FieldEdit("organization_note", "", "pays late"),)


def test_who_introduced_them_is_told_by_name(funnel, sophie):
    funnel.services.opportunities.add(NewProspect(name="Paul"))
    funnel.services.opportunities.edit(sophie, {"introduced_by": "Paul", "contact_tags": "choir"})
    assert edits(funnel) == [(FieldEdit("contact_tags", "[]", '["choir"]'), FieldEdit("introduced_by", "", "Paul"))]


def test_a_value_in_another_currency_keeps_both(funnel, sophie):
    funnel.services.opportunities.edit(sophie, {"value": "4000 USD"})
    (edit,) = funnel.reads.contact.timeline(1, kind="edits")
    assert edit.fields == (FieldEdit("amount", 225000, 400000), FieldEdit("currency", "EUR", "USD"))
    assert edit.currencies == ("EUR", "USD")


def test_winning_is_no_edit_but_mending_what_it_brought_in_is_one(funnel, sophie):
    funnel.services.opportunities.win([sophie])
    assert edits(funnel) == []
    funnel.services.opportunities.edit(sophie, {"value": "5000"})
    assert edits(funnel) == [(FieldEdit("amount", 225000, 500000),)]


def test_somebody_is_completed_from_the_start_of_their_name(funnel, sophie):
    reads = funnel.reads.contact
    assert (reads.somebody("sophie m"), reads.somebody("x"), reads.somebody("")) == ("Sophie Martin", "", "")


def test_an_organization_is_read_by_itself(funnel, sophie):
    company = funnel.reads.contact.detail(sophie).company
    assert (company.name, company.siren) == ("Asso Lumière", "")
    assert funnel.reads.contact.company(company.id) == company
    with pytest.raises(NotFoundError):
        funnel.reads.contact.company(99)


def test_what_they_brought_in_is_summed_over_all_their_deals_by_year_and_currency(funnel, sophie):
    opportunities = funnel.services.opportunities
    cards = [
        opportunities.add(NewProspect(contact_id=1, stage="lead", amount=parse_amount(amount))).opportunity
        for amount in ["100", *["1"] * 60, "7 USD"]
    ]
    opportunities.win(cards[:1], on=NOW.date().replace(year=2024))
    opportunities.win(cards[1:])
    opportunities.bin(cards[1:2])
    won = [(one.year, one.currency, one.amount, one.deals) for one in funnel.reads.contact.detail(sophie).won]
    assert won == [("2024", "EUR", 10000, 1), ("2026", "EUR", 5900, 59), ("2026", "USD", 700, 1)]


@pytest.mark.parametrize(("others", "listed"), [(3, 3), (25, 20)])
def test_colleagues_are_listed_up_to_some_and_counted(funnel, sophie, others, listed):
    for number in range(others):
        funnel.services.opportunities.add(NewProspect(name=f"P {number}", organization="Asso Lumière"))
    one = funnel.reads.contact.detail(sophie)
    assert (len(one.colleagues), one.colleague_count) == (listed, others)


def test_an_organization_is_known_whatever_its_accents_and_case(funnel, sophie):
    reads = funnel.reads.contact
    assert [reads.has_organization(name) for name in ("asso LUMIERE ", "Asso", "")] == [True, False, False]


def test_an_address_edited_beside_other_fields_is_told_once(funnel, sophie):
    funnel.services.opportunities.edit(sophie, {"job_title": "Head", "link": "x.fr", "language": "fr"})
    told = [(edit.field, edit.after) for fields in edits(funnel) for edit in fields]
    assert sorted(told) == [("job_title", "Head"), ("language", "fr"), ("link", "x.fr")]


def test_who_has_no_organization_has_neither_company_nor_colleagues(funnel):
    card = funnel.services.opportunities.add(NewProspect(name="Solo")).opportunity
    one = funnel.reads.contact.detail(card)
    assert (one.company, one.colleagues, one.colleague_count, one.won) == (None, (), 0, ())
