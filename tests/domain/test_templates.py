"""Merging is filling in, never running; and the message that fits comes first."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.cadence import AdviceKind
from funneltui.domain.default_templates import DEFAULT_TEMPLATES
from funneltui.domain.stages import DEFAULT_STAGES
from funneltui.domain.templates import (
    FIELDS,
    Purpose,
    Rendered,
    Situation,
    TemplateTraits,
    field_name,
    field_of,
    field_words,
    fields_in,
    in_language,
    names_source,
    places,
    purpose_of,
    ranked,
    render,
    unknown_fields,
)
from funneltui.i18n import set_language

WHOLE = {one.key: f"<{one.key}>" for one in FIELDS}
TRAITS = [
    TemplateTraits(one.language, one.temperature, one.stage, one.purpose, "email", fields_in(one.body), one.name)
    for one in DEFAULT_TEMPLATES
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello {first_name},", "Hello Zoé,"),
        ("Bonjour {prénom},", "Bonjour Zoé,"),
        ("Bonjour {PRENOM}", "Bonjour Zoé"),
        ("{First name}", "Zoé"),
        ("{first_name|there}", "Zoé"),
        ("Hello {organization|you}", "Hello you"),
        ("Hello {organization|},", "Hello,"),
        ("{organization|}x", "x"),
        ("{first_name} & {first_name}", "Zoé & Zoé"),
        ("a { b } c {} d { e", "a { b } c {} d { e"),
        ("{first_name.__class__} {0} {first_name!r} {{first_name}}", "{first_name.__class__} {0} {first_name!r} {Zoé}"),
        ("100 % {", "100 % {"),
        ("", ""),
    ],
)
def test_fields_are_filled_in_and_nothing_else_is_touched(text, shown):
    assert render(text, {"first_name": "Zoé"}).text == shown


def test_what_is_empty_or_unknown_is_told_once_and_stays_in_sight():
    text = "{title} {value} {title} {colour} {colour} {organization|}"
    assert render(text, {"title": " ", "value": "€5"}) == Rendered(
        "{title} €5 {title} {colour} {colour}", ("title",), ("colour",)
    )


def test_every_field_is_known_by_both_its_names():
    for one in FIELDS:
        assert field_of(one.key) is one
        assert field_of(one.french) is one
    assert field_of("prenom") is field_of(" Prénom ")
    assert field_of("nothing") is None


def test_a_field_is_named_as_one_types_it():
    assert field_words("title") == "{title}, title of the deal"
    set_language("fr")
    assert field_words("title").startswith("{affaire}, ")


def test_a_field_is_named_as_it_stands_in_the_text_whatever_the_language() -> None:
    assert field_words("case", "Bonjour,\n{Cas}\n{sender}") == "{Cas}, a client's story: edit the message to tell it"
    assert field_words("case", "{nobody} {sender}").startswith("{case}, ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hello {first_name},\nabout {orgnization}", ["line 2: no field {orgnization}; {organization}?"]),
        ("{ prenom }{pr\u00e9nm|cher}", ["line 1: no field {pr\u00e9nm}; {pr\u00e9nom}?"]),
        ("{zzzz}\n\n{42}", ["line 1: no field {zzzz}", "line 3: no field {42}"]),
        ("{title|your project} and {name}", []),
        ("plain", []),
    ],
)
def test_what_is_no_field_is_told_with_its_line_and_what_was_perhaps_meant(text, told):
    assert [one.words for one in unknown_fields(text)] == told


@given(st.text())
def test_what_is_told_as_no_field_is_what_stays_in_the_message(text):
    assert tuple(dict.fromkeys(one.name for one in unknown_fields(text))) == render(text, {}).unknown


def test_a_text_that_names_the_source_informs():
    assert names_source("I have you from {source}.")
    assert names_source("Vu par {Source|hasard}")
    assert not names_source("I know you from {organization}, not by source or {sauce}")


def test_a_field_is_written_in_the_templates_language():
    one = field_of("first_name")
    assert (field_name(one, "en"), field_name(one, "fr")) == ("{first_name}", "{pr\u00e9nom}")


@given(st.text())
def test_a_text_without_braces_is_its_own_rendering(text):
    assert render(text.replace("{", "("), WHOLE) == Rendered(text.replace("{", "("))


@given(
    st.text(alphabet="{}|ab_ \nfirst_name"), st.dictionaries(st.sampled_from([one.key for one in FIELDS]), st.text())
)
def test_no_template_and_no_value_can_break_it(text, values):
    rendered = render(text, values)
    assert set(rendered.missing) <= set(WHOLE)
    if not any(one.strip() for one in values.values()) and "|" not in text:
        assert rendered.text == text


@given(st.text())
def test_a_value_is_text_whatever_it_looks_like(value):
    name = f"{{sender}} {value}"
    assert render("{name}", {"name": name, "sender": "me"}).text == name.strip()


def test_what_a_text_needs_is_what_it_cannot_do_without():
    assert fields_in("{promotion} {prénom|} {title|x} {promotion} {colour} {montant}") == ("promotion", "value")


# -- Which message ------------------------------------------------------------------------------------


def best(language="en", temperature="", stage="", purpose="", empty=("promotion", "promotion_until")):
    place = ranked(TRAITS, Situation(language, temperature, stage, purpose, frozenset(empty)))[0]
    return DEFAULT_TEMPLATES[place].key


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("situation", "key"),
    [
        ({"temperature": "cold", "stage": "suspect"}, "first"),
        ({"temperature": "cold", "stage": "lead"}, "teach"),
        ({"temperature": "warm", "stage": "lead"}, "case"),
        ({"temperature": "hot", "stage": "prospect"}, "offer"),
        ({"temperature": "hot", "stage": "prospect", "empty": ()}, "promotion"),
        ({"temperature": "hot", "stage": "proposal", "empty": ()}, "proposal"),
        ({"temperature": "hot", "stage": "client"}, "client"),
        ({"temperature": "cold", "stage": "parked"}, "wake"),
        ({"temperature": "cold", "stage": "lead", "purpose": "last_message"}, "last"),
        ({"temperature": "warm", "stage": "proposal", "purpose": "clear_answer"}, "clear"),
        ({"temperature": "warm", "stage": "lost"}, "case"),
    ],
)
def test_the_message_that_fits_comes_first(language, situation, key):
    assert best(language, **situation) == key


def test_a_message_of_another_language_comes_after_all_of_the_persons_own():
    order = ranked(TRAITS, Situation("fr", "warm", "lead"))
    assert [TRAITS[place].language for place in order] == ["fr"] * 10 + ["en"] * 10


def test_a_message_that_says_goodbye_is_never_proposed_unasked():
    order = [DEFAULT_TEMPLATES[place].key for place in ranked(TRAITS, Situation("en", "cold", "lead"))]
    assert set(order[8:10]) == {"clear", "last"}
    asked = [DEFAULT_TEMPLATES[place].key for place in ranked(TRAITS, Situation("en", "cold", "lead", "clear_answer"))]
    assert (asked[0], asked[9]) == ("clear", "last")


@pytest.mark.parametrize("place", range(len(TRAITS)))
def test_each_message_has_its_counterpart_in_the_other_language(place):
    one = DEFAULT_TEMPLATES[place]
    other = "fr" if one.language == "en" else "en"
    found = DEFAULT_TEMPLATES[in_language(place, TRAITS, other)]
    assert (found.key, found.language) == (one.key, other)
    assert in_language(place, TRAITS, one.language) == place


def test_a_message_without_counterpart_goes_as_it_is():
    only = [TemplateTraits("en", "warm", "lead"), TemplateTraits("fr", "cold", "lead")]
    assert in_language(0, only, "fr") == 0


def test_of_two_counterparts_the_name_decides():
    traits = [TemplateTraits("en", name="B"), TemplateTraits("fr", name="A"), TemplateTraits("fr", name="B")]
    assert in_language(0, traits, "fr") == 2


@pytest.mark.parametrize(
    ("advice", "purpose"),
    [
        (AdviceKind.CLEAR_ANSWER, Purpose.CLEAR_ANSWER),
        (AdviceKind.LAST_MESSAGE, Purpose.LAST_MESSAGE),
        (AdviceKind.WAIT, Purpose.FOLLOW_UP),
    ],
)
def test_the_advice_says_what_the_message_is_for(advice, purpose):
    assert purpose_of(advice) is purpose


# -- The messages a file starts with ------------------------------------------------------------------


def test_every_message_is_there_in_both_languages():
    keys = {
        language: [(one.key, one.temperature, one.stage, one.purpose) for one in DEFAULT_TEMPLATES
                   if one.language == language]
        for language in ("en", "fr")
    }  # fmt: skip
    assert keys["en"] == keys["fr"]
    assert len({one.name for one in DEFAULT_TEMPLATES}) == len(DEFAULT_TEMPLATES)
    assert {one.stage for one in DEFAULT_TEMPLATES} - {""} <= {stage.key for stage in DEFAULT_STAGES}


@pytest.mark.parametrize("one", DEFAULT_TEMPLATES, ids=lambda one: f"{one.key}-{one.language}")
def test_a_message_reads_well(one):
    for text in (one.subject, one.body):
        rendered = render(text, WHOLE)
        assert rendered.unknown == ()
        assert "{" not in rendered.text
        bare = render(text, {})
        assert "  " not in bare.text
        assert " ," not in bare.text
    assert "\n" not in one.subject
    assert max(map(len, one.body.split("\n\n"))) < 420
    french = {field.french for field in FIELDS} - {field.key for field in FIELDS}
    assert any(place[1] in french for place in places(one.body)) is (one.language == "fr")
