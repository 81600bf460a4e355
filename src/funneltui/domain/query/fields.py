"""The keys of the query language, in English and French, and the values each knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from funneltui.domain.losses import DEFAULT_LOSS_REASONS
from funneltui.domain.qualification import DEFAULT_CRITERIA
from funneltui.domain.stages import DEFAULT_STAGES
from funneltui.domain.text import fold
from funneltui.i18n import N_, NC_, language, translate


class Kind(Enum):
    """How a field's values are written."""

    TEXT = auto()
    """Words it contains."""
    CHOICE = auto()
    """One of a list."""
    NUMBER = auto()
    """`<3`, `2..4`."""
    AMOUNT = auto()
    """`>1000`, `1k..5k`."""
    AHEAD = auto()
    """A day, usually to come: `<7d` is within seven days from now."""
    BEHIND = auto()
    """A day, usually gone: `>14d` is more than fourteen days ago."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the query language.

    Attributes:
        name: The key, and its name in code.
        aliases: Other ways to write it, as one writes them: the first whole word is the French one.
        kind: How its values are written.
        words: Message id: what it is, for explaining a query.
        choices: Its values and other ways to write them; a message id names each.
        blank: Message id for "nothing there"; empty when the field always has something.
    """

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    words: str
    choices: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    blank: str = ""


def _choices(**named: tuple[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {key: (words, tuple(aliases.split())) for key, (words, aliases) in named.items()}


_STATUSES = _choices(
    suspect=(N_("suspect"), "suspecte"),
    open=(NC_("status", "open"), "ouverte ouvert"),
    won=(N_("won"), "gagnée gagné"),
    parked=(N_("not now"), "pas-maintenant veille en-veille"),
    lost=(N_("lost"), "perdue perdu"),
)
_PROPERTIES = _STATUSES | _choices(
    live=(N_("open deals"), "actif active vivant"),
    client=(N_("a client"), "cliente"),
    overdue=(N_("overdue"), "en-retard retard late"),
    idle=(N_("idle"), "inactif inactive sans-activité"),
    untouched=(N_("never contacted"), "jamais-contacté intact"),
    opposed=(N_("do not contact"), "opposition opposé opposée optout opt-out"),
)
_POSSESSIONS = _choices(
    email=(N_("an e-mail address"), "e-mail mail courriel"),
    phone=(N_("a phone number"), "téléphone tel"),
    link=(N_("a link"), "lien site"),
    organization=(N_("an organization"), "société org entreprise"),
    value=(N_("a value"), "valeur montant"),
    tag=(N_("a tag"), "étiquette tags"),
    source=(N_("a source"), "origine"),
    note=(N_("a note"), "notes"),
    next=(N_("a next action"), "prochaine action next-action"),
    proposal=(N_("a proposal"), "devis proposition quote"),
)
_TEMPERATURES = _choices(cold=(N_("cold"), "froid froide"), warm=(N_("warm"), "tiède"), hot=(N_("hot"), "chaud chaude"))

FIELDS: tuple[Field, ...] = (
    Field("stage", ("étape",), Kind.CHOICE, N_("stage")),
    Field("status", ("statut", "état"), Kind.CHOICE, N_("status"), _STATUSES),
    Field("source", ("origine",), Kind.TEXT, N_("source"), blank=N_("no source")),
    Field("temp", ("température", "chaleur"), Kind.CHOICE, N_("temperature"), _TEMPERATURES),
    Field("due", ("échéance", "relance", "next", "action"), Kind.AHEAD, N_("next action"), blank=N_("no next action")),
    Field("idle", ("inactif", "inactive", "sans-activité"), Kind.BEHIND, N_("last activity")),
    Field("value", ("valeur", "montant", "amount"), Kind.AMOUNT, N_("value"), blank=N_("no value")),
    Field("tag", ("étiquette", "tags"), Kind.TEXT, N_("tag"), blank=N_("no tag")),
    Field("score", ("points",), Kind.NUMBER, N_("criteria met")),
    Field("missing", ("manque", "manquant"), Kind.CHOICE, N_("missing")),
    Field("lost", ("perdu", "perdue"), Kind.CHOICE, N_("loss reason")),
    Field("parked", ("veille", "en-veille"), Kind.AHEAD, N_("back from Not now")),
    Field("inform", ("informer", "information", "rgpd", "gdpr"), Kind.AHEAD, N_("source not disclosed")),
    Field("touched", ("contacté", "échange", "touch"), Kind.BEHIND, N_("last exchange"), blank=N_("never contacted")),
    Field("answered", ("répondu", "réponse"), Kind.BEHIND, N_("last reply"), blank=N_("has never replied")),
    Field("unanswered", ("sans-réponse",), Kind.NUMBER, N_("unanswered exchanges")),
    Field("created", ("créé", "créée", "ajouté", "added"), Kind.BEHIND, N_("created")),
    Field("closed", ("clos", "close", "clôturé", "fermé"), Kind.BEHIND, N_("closed"),
          blank=N_("not closed")),
    Field("is", ("est",), Kind.CHOICE, N_("is"), _PROPERTIES),
    Field("has", ("a", "avec", "with"), Kind.CHOICE, N_("has"), _POSSESSIONS),
    Field("name", ("nom", "contact"), Kind.TEXT, N_("name")),
    Field("org", ("société", "organisation", "organization", "entreprise", "company"), Kind.TEXT, N_("organization"),
          blank=N_("no organization")),
    Field("title", ("titre", "affaire"), Kind.TEXT, N_("title"), blank=N_("no title")),
    Field("job", ("poste", "fonction", "role"), Kind.TEXT, N_("job title"), blank=N_("no job title")),
    Field("email", ("e-mail", "mail", "courriel"), Kind.TEXT, N_("e-mail"), blank=N_("no e-mail")),
    Field("phone", ("téléphone", "tel"), Kind.TEXT, N_("phone"), blank=N_("no phone")),
    Field("note", ("notes",), Kind.TEXT, N_("note"), blank=N_("no note")),
    Field("id", ("numéro",), Kind.NUMBER, N_("number")),
)  # fmt: skip
"""Every key, in the order completion offers them."""

_BUILT_IN_WORDS: Mapping[str, Mapping[str, str]] = {
    "stage": {
        "lead": "piste",
        "proposal": "proposition devis quote offer",
        "client": "cliente customer",
        "parked": "not-now pas-maintenant veille en-veille",
        "lost": "perdu perdue",
    },
    "missing": {
        "fit": "target adequation cible",
        "need": "besoin",
        "intent": "intention purchase",
        "authority": "decision decider decideur pouvoir",
        "urgency": "urgence",
    },
    "lost": {
        "price": "prix cher",
        "competitor": "concurrent concurrence",
        "cancelled": "canceled annule",
        "timing": "moment",
        "scope": "perimetre",
        "no_budget": "no-budget pas-de-budget",
        "no_answer": "no-answer pas-de-reponse",
        "outside_target": "hors-cible",
        "other": "autre",
    },
}
"""What the built-in stages, criteria and loss reasons are also called, in either language, folded."""

_IN_ONE = re.compile(r'[^\s|,"“”«»]+')
"""A value that needs no quotes."""
NONE_WORDS = frozenset("none no never nothing empty aucun aucune sans rien jamais vide".split())
"""What says "nothing there" in a field that can be empty."""


@cache
def _by_word() -> dict[str, Field]:
    return {fold(word): definition for definition in FIELDS for word in (definition.name, *definition.aliases)}


def field_named(word: str) -> Field | None:
    """The field of a key in either language, case and accents aside."""
    return _by_word().get(fold(word))


def known_as(definition: Field) -> str:
    """A field's key in the language in force."""
    french = next((alias for alias in definition.aliases if len(alias) > 1), definition.name)
    return french if language() == "fr" else definition.name


def _defaults(specs: tuple[object, ...]) -> Callable[[], dict[str, str]]:
    return lambda: {str(spec.key): translate(spec.name) for spec in specs}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of this person's file, so that a query can use them: names by key, and known texts.

    Attributes:
        stages: Name by key, in the board's order.
        criteria: Name by key.
        losses: Name by key of the loss reasons.
        sources: Sources in use, for completion.
        tags: Tags in use, for completion.
    """

    stages: Mapping[str, str] = field(default_factory=_defaults(DEFAULT_STAGES))
    criteria: Mapping[str, str] = field(default_factory=_defaults(DEFAULT_CRITERIA))
    losses: Mapping[str, str] = field(default_factory=_defaults(DEFAULT_LOSS_REASONS))
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def options(definition: Field, vocabulary: Vocabulary) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The values of a field of choices: by key, what each is called and other ways to write it, folded."""
    return {key: (name, tuple(map(fold, words))) for key, (name, words) in _options(definition, vocabulary).items()}


def offered(definition: Field, vocabulary: Vocabulary) -> dict[str, str]:
    """The values of a field of choices as one types them in the language in force, each with what it is called."""
    typed = {}
    for key, (name, words) in _options(definition, vocabulary).items():
        called = [word.lower() for word in (name.replace(" ", "-"), *words) if _IN_ONE.fullmatch(word)]
        known = {fold(word) for word in words}
        french = next((word for word in called if fold(word) in known), key)
        typed[french if language() == "fr" else key] = name
    return typed


def _options(definition: Field, vocabulary: Vocabulary) -> dict[str, tuple[str, tuple[str, ...]]]:
    own = {"stage": vocabulary.stages, "missing": vocabulary.criteria, "lost": vocabulary.losses}.get(definition.name)
    if own is None:
        return {key: (translate(words), aliases) for key, (words, aliases) in definition.choices.items()}
    built_in = _BUILT_IN_WORDS[definition.name]
    taken = {fold(name) for name in own.values()}
    return {
        key: (
            name,
            (
                name.replace(" ", "-"),
                name,
                *(word for word in built_in.get(key, "").split() if word not in taken),
            ),
        )
        for key, name in own.items()
    }
