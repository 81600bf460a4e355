"""Messages from templates: one's own texts, merged for a person, stopped by their opposition, written as drafts."""

from __future__ import annotations

import email
import email.policy
import stat
from datetime import date
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewTemplate, NewTouch, NextStep
from funneltui.domain.mailto import LongMessageError
from funneltui.domain.money import parse_amount
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import sentence, set_language
from funneltui.interchange.errors import UnwritableFileError
from funneltui.services.composing import Composer, Message, NoAddressError, NotMailError, OppositionError
from funneltui.services.exporting import Exporting
from funneltui.services.importing.values import ImportOptions
from funneltui.services.templates import SameNameError, touch_of
from funneltui.settings import Settings
from funneltui.storage.reads import Reads
from tests import stored
from tests.services.desk import TODAY, Desk


def template(desk: Desk, name: str = "Case study") -> int:
    return next(one.id for one in desk.templates.list() if one.name == name)


def composer(desk: Desk) -> Composer:
    reads = Reads(desk.connection, desk.unit_of_work.clock, Settings())
    return Composer(reads.templates, reads.clock, Settings(sender="Marie Durand"))


def own(desk: Desk, body: str, subject: str = "Hello", **more: str) -> int:
    desk.templates.add(NewTemplate("Mine", "en", subject, body, **more))
    return template(desk, "Mine")


# -- One's own texts ----------------------------------------------------------------------------------


def test_a_new_file_has_templates_in_both_languages(desk: Desk) -> None:
    known = desk.templates.list()
    assert {one.language for one in known} == {"en", "fr"}
    assert next(one for one in known if one.name == "Étude de cas").temperature == "warm"
    assert next(one for one in known if one.name == "After the proposal").stage == "proposal"
    assert next(one for one in known if one.name == "Dernier message").purpose == "last_message"


def test_a_template_is_added_edited_removed_and_each_is_undone(desk: Desk) -> None:
    change = desk.templates.add(
        NewTemplate(" Invitation ", "fr", "Venez", "Bonjour\r\n{prénom}", "warm", "lead", "", "social")
    )
    assert change.label == "Added template Invitation"
    number = template(desk, "Invitation")
    one = desk.templates.list()[-1]
    assert (one.stage, one.channel, one.body) == ("lead", "social", "Bonjour\n{prénom}")
    assert desk.templates.edit(number, {"subject": "Viens", "stage": ""}).label == "Edited template Invitation"
    assert (desk.templates.list()[-1].subject, desk.templates.list()[-1].stage) == ("Viens", "")
    assert desk.templates.remove(number).label == "Removed template Invitation"
    assert number not in [one.id for one in desk.templates.list()]
    desk.history.undo(2)
    assert desk.templates.list()[-1].subject == "Venez"
    desk.history.undo()
    assert len(desk.templates.list()) == 20


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"subject": "a\r\nBcc: x@x.fr"}, "subject"),
        ({"body": "\x1b[2J"}, "body"),
        ({"body": "\ud800"}, "body"),
        ({"language": "de"}, "language"),
        ({"temperature": "boiling"}, "temperature"),
        ({"purpose": "spam"}, "purpose"),
        ({"channel": "pigeon"}, "channel"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_a_template_cannot_hold_is_refused(desk: Desk, fields: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        desk.templates.edit(1, fields)
    assert refused.value.field == field


def test_a_name_is_there_once_a_language(desk: Desk) -> None:
    with pytest.raises(SameNameError):
        desk.templates.add(NewTemplate("Case study", "en"))
    desk.templates.add(NewTemplate("Case study", "fr"))
    with pytest.raises(SameNameError):
        desk.templates.edit(template(desk, "Proposal"), {"name": "Case study"})
    assert desk.templates.edit(template(desk, "Proposal"), {"name": "Proposal"}).step_id is None


def test_what_is_not_there_is_said(desk: Desk) -> None:
    ada = desk.add("Ada")
    for act in (
        lambda: desk.templates.edit(99, {}),
        lambda: desk.templates.remove(99),
        lambda: desk.templates.preview(ada, 99),
        lambda: desk.templates.preview(99, 1),
        lambda: desk.templates.edit(1, {"stage": "nowhere"}),
    ):
        with pytest.raises(NotFoundError):
            act()


# -- Merging --------------------------------------------------------------------------------------------


def test_every_field_is_filled_in_the_templates_language(desk: Desk) -> None:
    ada = desk.add(
        "Sophie Martin",
        organization="Asso Lumière",
        emails=("sophie@lumiere.fr",),
        job_title="directrice",
        title="film",
        amount=parse_amount("3 200 €", "EUR"),
        source="LinkedIn",
        next_step=NextStep(date(2026, 12, 1), "rappeler"),
    )
    desk.opportunities.edit(ada, {"promotion_code": "NOEL", "promotion_until": "2026-12-24"})
    body = (
        "{first_name}|{last_name}|{name}|{organization}|{job_title}|{title}|{value}|{promotion}|{promotion_until}|"
        "{next_action}|{next_day}|{source}|{today}|{sender}"
    )
    made = desk.templates.preview(ada, own(desk, body, "{organization}: {value}"))
    assert made.to == "sophie@lumiere.fr"
    assert made.subject == "Asso Lumière: €3,200"
    assert made.body.replace("\xa0", " ").split("|") == [
        "Sophie", "Martin", "Sophie Martin", "Asso Lumière", "directrice", "film", "€3,200", "NOEL",
        "24 December 2026", "rappeler", "1 December 2026", "LinkedIn", "22 November 2026", "Marie Durand",
    ]  # fmt: skip
    assert (made.missing, made.unknown) == ((), ())
    french = desk.templates.preview(ada, template(desk, "Proposition avec promotion"))
    assert "jusqu’au 24 décembre 2026, le code NOEL s’applique au montant convenu, 3 200 €." in french.body.replace(
        "\xa0", " "
    )


def test_what_is_missing_or_unknown_is_told(desk: Desk) -> None:
    ada = desk.add("Ada")
    made = desk.templates.preview(ada, own(desk, "{value} {title} {colour}", "{title} {proposal_until}"))
    assert made.missing == ("title", "proposal_until", "value")
    assert made.unknown == ("colour",)
    assert made.body == "{value} {title} {colour}"
    assert made.to == ""


def test_the_latest_proposal_and_what_to_say_on_coming_back(desk: Desk) -> None:
    ada = desk.add("Ada", stage="lead")
    desk.opportunities.park([ada], until=date(2027, 1, 4), say="ask about the campaign")
    with desk.unit_of_work.step("Propose") as work:
        stored.insert(work, "proposal", opportunity_id=ada, reference="D-1", valid_until="2026-12-01")
        stored.insert(work, "proposal", opportunity_id=ada, reference="D-2", valid_until="2027-01-31")
    made = desk.templates.preview(ada, own(desk, "{proposal} {proposal_until} {parked_say}"))
    assert made.body.replace("\xa0", " ") == "D-2 31 January 2027 ask about the campaign"


def test_a_name_that_would_add_a_header_is_refused(desk: Desk) -> None:
    ada = desk.add("Ada\r\nBcc: everybody@x.fr", emails=("ada@x.fr",))
    with pytest.raises(InvalidValueError) as refused:
        desk.templates.preview(ada, own(desk, "x", "About {name}"))
    assert refused.value.field == "subject"


# -- Which one first ------------------------------------------------------------------------------------


def names(desk: Desk, card: int) -> list[str]:
    return [one.name for one in composer(desk).best_first([card])]


def test_the_best_template_follows_language_stage_temperature_and_silence(desk: Desk) -> None:
    zoe = desk.add("Zoé", stage="suspect", language="fr", source="salon")
    ada = desk.add("Ada", stage="lead", language="en")
    assert names(desk, zoe)[0] == "Premier message"
    assert names(desk, ada)[0] == "Useful questions"
    desk.touches.log([ada], NewTouch("email", incoming=True))
    desk.answer(ada, need="yes", fit="yes")
    assert names(desk, ada)[0] == "Case study"
    for _ in range(4):
        desk.touches.log([zoe], NewTouch("email"))
    clock = desk.unit_of_work.clock
    assert isinstance(clock, FixedClock)
    clock.instant = clock.instant.replace(year=2027)
    assert names(desk, zoe)[0] == "Dernier message"
    desk.touches.log([zoe], NewTouch("email"))
    assert names(desk, zoe)[0] == "Un oui ou un non"


def test_without_a_known_language_it_is_that_of_the_interface(desk: Desk) -> None:
    ada = desk.add("Ada", stage="lead")
    assert names(desk, ada)[0] == "Useful questions"
    set_language("fr")
    assert names(desk, ada)[0] == "Questions utiles"


def test_templates_of_one_channel_and_without_a_card(desk: Desk) -> None:
    own(desk, "x", channel="sms")
    assert [one.name for one in composer(desk).best_first([], "sms")] == ["Mine"]
    assert len(composer(desk).best_first([])) == 21


# -- Opposition -----------------------------------------------------------------------------------------


def oppose(desk: Desk, card: int, channels: str = "") -> None:
    with desk.unit_of_work.step("Oppose") as work:
        contact = int(stored.get(work, "opportunity", card)["contact_id"])
        stored.update(work, "contact", contact, **({"opposed_channels": channels} if channels else {"opposed": 1}))


@pytest.mark.parametrize(
    ("channels", "channel", "said"),
    [
        ("", "email", "Ada asked not to be contacted, so no message was written."),
        ("", "social", "Ada asked not to be contacted, so no message was written."),
        ('["email"]', "email", "Ada asked not to be contacted by e-mail, so no message was written."),
        ('["call", "email"]', "mailing", "Ada asked not to be contacted by e-mail, so no message was written."),
        ('["mailing"]', "mailing", "Ada asked not to be contacted by mailing, so no message was written."),
        ('["call", "mailing"]', "email", None),
        ('["email"]', "social", None),
    ],
)
def test_an_opposition_stops_it(desk: Desk, channels: str, channel: str, said: str | None) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",))
    oppose(desk, ada, channels)
    number = own(desk, "x", channel=channel)
    if said is None:
        assert desk.templates.preview(ada, number).body == "x"
        return
    with pytest.raises(OppositionError) as refused:
        desk.templates.preview(ada, number)
    assert sentence(refused.value) == said


# -- Going out ------------------------------------------------------------------------------------------


def test_a_link_opens_the_message(desk: Desk) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",))
    url = desk.templates.preview(ada, own(desk, "Bonjour {prénom}\n")).mailto()
    assert url == "mailto:ada@x.fr?subject=Hello&body=Bonjour%20Ada%0D%0A"


def test_what_cannot_be_a_link_says_why(desk: Desk) -> None:
    ada, bob = desk.add("Ada", emails=("ada@x.fr",)), desk.add("Bob")
    number = own(desk, "x" * 3000)
    with pytest.raises(LongMessageError):
        desk.templates.preview(ada, number).mailto()
    with pytest.raises(NoAddressError, match="Bob has no e-mail address"):
        desk.templates.preview(bob, number).mailto()
    desk.templates.edit(number, {"channel": "social"})
    with pytest.raises(NotMailError, match="is for social network"):
        desk.templates.preview(ada, number).mailto()


def test_drafts_of_a_selection_are_in_each_persons_language_and_skip_who_must_not_get_one(
    desk: Desk, tmp_path: Path
) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",), language="en")
    zoe = desk.add("Zoé Élan", emails=("zoe@x.fr",), language="fr")
    bob = desk.add("Bob")
    eve = desk.add("Eve", emails=("eve@x.fr",))
    oppose(desk, eve)
    mal = desk.add("Mal\r\nlory", emails=("mal@x.fr",))
    any_language = desk.add("Uwe", emails=("uwe@x.fr",))
    folder = tmp_path / "drafts"
    done = desk.templates.write_drafts([ada, zoe, ada, bob, eve, mal, any_language], template(desk), folder)
    assert [path.name for _, path in done.written] == ["0001-ada.eml", "0002-zoe-elan.eml", "0006-uwe.eml"]
    assert [(number, type(error)) for number, error in done.skipped] == [
        (bob, NoAddressError),
        (eve, OppositionError),
        (mal, InvalidValueError),
    ]
    read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for _, path in done.written]
    assert [one["Subject"] for one in read] == [
        "How a client in your situation went about it",
        "Comment un client dans votre situation s’y est pris",
        "How a client in your situation went about it",
    ]
    assert read[1]["To"] == "Zoé Élan <zoe@x.fr>"
    assert read[1]["From"] == "Marie Durand <marie@durand.fr>"
    assert read[1].get_content().startswith("Bonjour Zoé,\r\n\r\nCe que vous m’avez dit de votre projet")
    assert stat.S_IMODE(done.written[0][1].stat().st_mode) == 0o600
    again = desk.templates.write_drafts([ada], template(desk), folder)
    assert again.written[0][1].name == "0001-ada-2.eml"
    assert desk.templates.write_drafts([ada], template(desk), folder, force=True).written[0][1].name == "0001-ada.eml"


def test_one_card_alone_is_refused_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    eve = desk.add("Eve", emails=("eve@x.fr",))
    oppose(desk, eve)
    with pytest.raises(OppositionError, match="Eve"):
        desk.templates.write_drafts([eve], template(desk), tmp_path)
    assert not list(tmp_path.glob("*.eml"))


def test_a_folder_that_cannot_be_is_said(desk: Desk, tmp_path: Path) -> None:
    ada, bob = desk.add("Ada", emails=("ada@x.fr",)), desk.add("Bob", emails=("bob@x.fr",))
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file" / "x", tmp_path / "file"):
        with pytest.raises(UnwritableFileError):
            desk.templates.write_drafts([ada, bob], template(desk), folder)


def test_what_was_sent_is_logged_with_what_comes_next(desk: Desk) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",), next_step=NextStep(TODAY, "write"))
    made = desk.templates.preview(ada, template(desk))
    desk.touches.log([ada], touch_of([made], gave=True), NextStep(date(2026, 11, 30), "follow up"))
    assert desk.rows("SELECT channel, direction, note, gave FROM touch") == [("email", "out", made.subject, 1)]
    assert desk.rows("SELECT what, unanswered FROM card") == [("follow up", 1)]


def test_messages_about_several_things_are_logged_by_their_template() -> None:
    one = Message(1, "Ada", "", "About Ada", "", "sms", "Short")
    two = Message(2, "Bob", "", "About Bob", "", "sms", "Short")
    assert touch_of([one, two]) == NewTouch("sms", note="Short")
    assert touch_of([one, one]) == NewTouch("sms", note="About Ada")
    assert touch_of([Message(1, "Ada", "", "", "", "sms", "Short")]).note == "Short"


# -- In another file ------------------------------------------------------------------------------------


def test_templates_travel_with_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.add("Ada")
    desk.templates.edit(template(desk, "Proposal"), {"subject": "My own words"})
    desk.templates.remove(template(desk, "Proposition"))
    own(desk, "body")
    clock = desk.unit_of_work.clock
    Exporting(desk.database, clock, Settings()).write(tmp_path / "all.json")
    other = open_funnel(tmp_path / "other.db", settings=Settings(), clock=clock)
    other.services.templates.add(NewTemplate("Of the other file", "en"))
    other.services.importing.run(other.services.importing.preview(tmp_path / "all.json", ImportOptions()))
    known = {one.name: one.subject for one in other.reads.templates.all()}
    assert known["Proposal"] == "My own words"
    assert "Proposition" not in known
    assert {"Mine", "Of the other file"} <= set(known)
    other.services.history.undo()
    assert len(other.reads.templates.all()) == 21
    other.close()
