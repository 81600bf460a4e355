"""Messages merged from a contact's fields: the fields, the rendering, and which message fits whom.

A merge field is a name in braces, `{first_name}` or its French `{prénom}`; `{title|your project}` says what stands
there when it is empty. Nothing else is special: a brace that names no field stays as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from funneltui.domain.cadence import AdviceKind
from funneltui.domain.text import fold
from funneltui.i18n import N_, language, translate

MERGE_LANGUAGES: Mapping[str, str] = {"en": N_("English"), "fr": N_("French")}
"""The languages a message can be written in, with the message ids of their names."""


class Purpose(StrEnum):
    """What a message is for, beside going on with the conversation."""

    FOLLOW_UP = ""
    CLEAR_ANSWER = "clear_answer"
    """Asks for a yes or a no."""
    LAST_MESSAGE = "last_message"
    """Says that it is the last one."""


PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.FOLLOW_UP: N_("follow-up"),
    Purpose.CLEAR_ANSWER: N_("yes or no"),
    Purpose.LAST_MESSAGE: N_("last message"),
}
"""Message ids of the purposes."""


@dataclass(frozen=True, slots=True)
class MergeField:
    """Something of a contact or a deal that a message can name.

    Attributes:
        key: Its name in templates.
        french: Its French name in templates.
        words: Message id: what it is.
    """

    key: str
    french: str
    words: str


FIELDS: tuple[MergeField, ...] = (
    MergeField("first_name", "prénom", N_("contact's first name")),
    MergeField("last_name", "nom_de_famille", N_("contact's last name")),
    MergeField("name", "nom", N_("contact's full name")),
    MergeField("organization", "société", N_("contact's organization")),
    MergeField("job_title", "poste", N_("contact's job title")),
    MergeField("title", "affaire", N_("title of the deal")),
    MergeField("value", "montant", N_("value of the deal")),
    MergeField("promotion", "code_promo", N_("promotion code")),
    MergeField("promotion_until", "fin_promotion", N_("last day of the promotion")),
    MergeField("proposal", "proposition", N_("reference of the latest proposal")),
    MergeField("proposal_until", "fin_proposition", N_("end date of the latest proposal")),
    MergeField("next_action", "prochaine_action", N_("next action")),
    MergeField("next_day", "prochaine_date", N_("date of the next action")),
    MergeField("parked_say", "à_dire", N_("your talking points for the return")),
    MergeField("source", "source", N_("source of the contact")),
    MergeField("today", "aujourd_hui", N_("today's date")),
    MergeField("pitch", "métier", N_("what you do: a setting, also funneltui config set pitch TEXT")),
    MergeField("case", "cas", N_("a client's story: edit the message to tell it")),
    MergeField("sender", "expéditeur", N_("your name: a setting, also funneltui config set sender NAME")),
)
"""Every merge field."""

_PLACE = re.compile(r"\{([^{}|\n]{1,40})(\|[^{}\n]{0,200})?\}")
_BY_NAME: Mapping[str, MergeField] = {fold(name): field for field in FIELDS for name in (field.key, field.french)}


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    """A message as the program brings it along.

    Attributes:
        key: Its name in code, the same in both languages; never changes.
        language: fr or en.
        name: What the list shows.
        subject: With merge fields.
        body: With merge fields.
        temperature: cold, warm or hot; empty for any.
        stage: A stage's key; empty for any.
        purpose: A `Purpose`.
    """

    key: str
    language: str
    name: str
    subject: str
    body: str
    temperature: str = ""
    stage: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with its fields filled in.

    Attributes:
        text: What it came to; a place that could not be filled is still in it, in its braces.
        missing: Keys of known fields that are empty, each once, in the order met.
        unknown: Names in braces that are no field.
    """

    text: str
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def field_of(name: str) -> MergeField | None:
    """The field of this name, in either language, case, accents and spaces aside."""
    return _BY_NAME.get("_".join(fold(name).split()))


def field_words(key: str, text: str = "") -> str:
    """A field and what it is, in the language in force: `{title}, title of the deal`.

    Args:
        key: The field's name in code.
        text: Where it stands as it was typed, in either language; empty: it is named as one types it.
    """
    field = _BY_NAME[fold(key)]
    typed = (place[1].strip() for place in places(text) if field_of(place[1]) is field)
    name = next(typed, field.french if language() == "fr" else field.key)
    return f"{{{name}}}, {translate(field.words)}"


def field_name(field: MergeField, spoken: str) -> str:
    """A field as one types it into a template of a language: `{first_name}`, in French `{prénom}`."""
    return f"{{{field.french if spoken == 'fr' else field.key}}}"


def names_source(text: str) -> bool:
    """Whether a text says where one has the person from: what informs them of it (GDPR article 14)."""
    return any(field is not None and field.key == "source" for field in (field_of(place[1]) for place in places(text)))


def places(text: str) -> Iterator[re.Match[str]]:
    """Where a text has names in braces; the first group is the name, the second `|` and the words for when empty."""
    return _PLACE.finditer(text)


@dataclass(frozen=True, slots=True)
class UnknownField:
    """A name in braces that is no field: it stays in the message as it is typed.

    Attributes:
        name: What stands between the braces.
        line: The line it is in, counted from 1.
        nearest: The field perhaps meant, in the braces and the language it was typed in; empty when none is near.
    """

    name: str
    line: int
    nearest: str = ""

    @property
    def words(self) -> str:
        """What is wrong, in the language in force."""
        if self.nearest:
            said = translate(N_("line {line}: no field {name}; {meant}?"))
            return said.format(line=self.line, name=f"{{{self.name}}}", meant=self.nearest)
        return translate(N_("line {line}: no field {name}")).format(line=self.line, name=f"{{{self.name}}}")


def unknown_fields(text: str) -> tuple[UnknownField, ...]:
    """The names in braces of a text that are no field, in the order they stand there."""
    return tuple(
        UnknownField(place[1].strip(), text.count("\n", 0, place.start()) + 1, _near(place[1]))
        for place in places(text)
        if field_of(place[1]) is None
    )


def _near(name: str) -> str:
    from difflib import get_close_matches

    known = {fold(word): word for field in FIELDS for word in (field.key, field.french)}
    nearest = get_close_matches("_".join(fold(name).split()), list(known), n=1, cutoff=0.6)
    return f"{{{known[nearest[0]]}}}" if nearest else ""


def fields_in(text: str) -> tuple[str, ...]:
    """The keys of the fields that a text needs: named without words for when they are empty, each once."""
    fields = (field_of(place[1]) for place in places(text) if place[2] is None)
    return tuple(dict.fromkeys(field.key for field in fields if field is not None))


def render(text: str, values: Mapping[str, str]) -> Rendered:
    """Fill the fields of a text in. What is filled in is text, whatever it looks like: it is not rendered again.

    Args:
        text: With fields in braces.
        values: By a field's key; absent or blank is empty.
    """
    missing: dict[str, None] = {}
    unknown: dict[str, None] = {}
    pieces: list[str] = []
    end = 0
    for place in places(text):
        pieces.append(text[end : place.start()])
        end = place.end()
        name, fallback = place[1], place[2]
        field = field_of(name)
        value = values.get(field.key, "").strip() if field is not None else ""
        if value:
            pieces.append(value)
        elif field is None:
            unknown[name.strip()] = None
            pieces.append(place[0])
        elif fallback is None:
            missing[field.key] = None
            pieces.append(place[0])
        elif fallback == "|":  # nothing at all, so not the space before it either
            pieces[-1] = pieces[-1].removesuffix(" ")
        else:
            pieces.append(fallback[1:])
    pieces.append(text[end:])
    return Rendered("".join(pieces), tuple(missing), tuple(unknown))


@dataclass(frozen=True, slots=True)
class TemplateTraits:
    """What a template is for: `""` where it is for any.

    Attributes:
        language: fr or en.
        temperature: cold, warm or hot.
        stage: A stage's key.
        purpose: A `Purpose`.
        channel: See `channels.CHANNELS`.
        needs: Keys of the fields it cannot do without.
        name: What the list shows.
    """

    language: str
    temperature: str = ""
    stage: str = ""
    purpose: str = ""
    channel: str = "email"
    needs: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is written to, and when.

    Attributes:
        language: The person's.
        temperature: cold, warm or hot.
        stage: The stage's key.
        purpose: What is advised, see `purpose_of`.
        empty: Keys of the fields that have no value.
    """

    language: str
    temperature: str = ""
    stage: str = ""
    purpose: str = ""
    empty: frozenset[str] = frozenset()


def purpose_of(advice: AdviceKind) -> Purpose:
    """What the next message is for, by the advice on a silence."""
    if advice is AdviceKind.CLEAR_ANSWER:
        return Purpose.CLEAR_ANSWER
    return Purpose.LAST_MESSAGE if advice is AdviceKind.LAST_MESSAGE else Purpose.FOLLOW_UP


def ranked(traits: Sequence[TemplateTraits], situation: Situation) -> list[int]:
    """The places of the templates, the one that fits best first; equals stay in their order.

    The person's language counts most, then what the message is for, the stage, the temperature, and how many of
    its fields would be missing. One that is for another stage comes after one that is for any.
    """
    return sorted(range(len(traits)), key=lambda place: _distance(traits[place], situation))


def _distance(template: TemplateTraits, situation: Situation) -> tuple[bool, int, int, int, int, int]:
    if situation.purpose:
        purpose = 0 if template.purpose == situation.purpose else 2 if template.purpose else 1
    else:
        purpose = 2 if template.purpose else 0
    stage, temperature = (
        _mismatch(template.stage, situation.stage),
        _mismatch(template.temperature, situation.temperature),
    )
    missing = len(situation.empty.intersection(template.needs))
    # Of two that fit and lack nothing, the one that can say more: an offer with its promotion.
    return template.language != situation.language, purpose, stage, temperature, missing, -len(template.needs)


def _mismatch(wanted: str, actual: str) -> int:
    return 1 if not wanted else 0 if wanted == actual else 2


def in_language(chosen: int, traits: Sequence[TemplateTraits], language: str) -> int:
    """The place of the same message in a language: the chosen one itself when there is none.

    Args:
        chosen: The place of the template that was chosen.
        traits: Of every template.
        language: Of the person.
    """
    template = traits[chosen]
    if template.language == language:
        return chosen
    same = [
        place
        for place, other in enumerate(traits)
        if other.language == language and _moment(other) == _moment(template)
    ]
    # Two for the same moment (an offer, an offer with a promotion) are told apart by their name, and by what they need.
    same.sort(
        key=lambda place: (traits[place].name != template.name, len(set(traits[place].needs) ^ set(template.needs)))
    )
    return [*same, chosen][0]


def _moment(template: TemplateTraits) -> tuple[str, str, str, str]:
    return template.temperature, template.stage, template.purpose, template.channel
