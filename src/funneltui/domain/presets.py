"""Grids and vocabularies of the trade to begin with: one step takes another one, and it stays editable.

Words that the program has itself are left empty, so that they follow the language. All others become the
person's own, in the language in force when they are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from funneltui.domain.qualification import DEFAULT_CRITERIA
from funneltui.domain.stages import DEFAULT_STAGES
from funneltui.i18n import N_, translate

__all__ = ["GRIDS", "VOCABULARIES", "Grid", "Line", "Vocabulary", "Words", "grid_name", "vocabulary_name"]


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of a grid; empty words are the program's own for its key.

    Attributes:
        key: Its name in code and on the command line.
        name: Message id.
        question: Message id: what the line asks, worded so that it can be said to a prospect.
    """

    key: str
    name: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A qualification grid.

    Attributes:
        key: Its name on the command line.
        name: Message id.
        about: Message id: for whom it is.
        lines: Its criteria in order.
        required: Keys of those that becoming a prospect asks for.
    """

    key: str
    name: str
    about: str
    lines: tuple[Line, ...]
    required: tuple[str, ...]

    @property
    def worded(self) -> list[tuple[str, str, str]]:
        """Key, name and question of each line in the language in force; empty where the program has its own."""
        return [(line.key, _words(line.name), _words(line.question)) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Words:
    """What a stage is called in a vocabulary, and who belongs there: message ids, empty for the program's own."""

    name: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a trade calls the stages.

    Attributes:
        key: Its name on the command line.
        name: Message id.
        about: Message id: for whom it is.
        stages: The words by stage key; a stage that is not named keeps the program's own.
    """

    key: str
    name: str
    about: str
    stages: Mapping[str, Words]

    @property
    def worded(self) -> list[tuple[str, str, str]]:
        """Key, name and definition of every built-in stage in the language in force."""
        words = [(stage.key, self.stages.get(stage.key, Words())) for stage in DEFAULT_STAGES]
        return [(key, _words(one.name), _words(one.definition)) for key, one in words]


def _words(message: str) -> str:
    return translate(message) if message else ""


GRIDS: tuple[Grid, ...] = (
    Grid(
        "three",
        N_("Three criteria"),
        N_("target fit, purchase intent, decision power: enough to begin with"),
        (Line("fit"), Line("intent"), Line("authority")),
        ("fit", "intent", "authority"),
    ),
    Grid(
        "full",
        N_("Full grid"),
        N_("seven criteria, three of them required: freelance practice"),
        tuple(Line(one.key) for one in DEFAULT_CRITERIA),
        ("fit", "intent", "authority"),
    ),
    Grid(
        "bant",
        "BANT",
        N_("budget, authority, need, timing: short sales"),
        (Line("budget"), Line("authority"), Line("need"), Line("urgency")),
        ("budget", "authority", "need"),
    ),
    Grid(
        "champ",
        "CHAMP",
        N_("their difficulty first, then who decides, money and priority"),
        (
            Line("difficulty", N_("Difficulty"), N_("What is in your way today, and what does it cost you?")),
            Line("authority"),
            Line("budget"),
            Line("priority", N_("Priority"), N_("What comes before this on your list, and what after?")),
        ),
        ("difficulty", "authority"),
    ),
    Grid(
        "meddic",
        "MEDDIC",
        N_("figures, buyer, criteria, process, pain, champion: large accounts"),
        (
            Line("metrics", N_("Expected figures"), N_("By which figure will you see that it was worth it?")),
            Line("economic_buyer", N_("Economic buyer"), N_("Who can release the money? Could I meet them?")),
            Line("decision_criteria", N_("Decision criteria"), N_("By what will you compare the offers?")),
            Line("decision_process", N_("Decision process"), N_("Which steps lead from here to a signature?")),
            Line("pain", N_("Pain"), N_("What happens if nothing changes?")),
            Line("champion", N_("Champion"), N_("Who on your side wants this to happen, and speaks for it?")),
        ),
        ("pain", "economic_buyer"),
    ),
)
"""The grids to choose from (the last three: common sales methods, by their initials)."""


VOCABULARIES: tuple[Vocabulary, ...] = (
    Vocabulary(
        "freelance",
        N_("Freelance"),
        N_("suspect, lead, prospect, proposal, client"),
        {},
    ),
    Vocabulary(
        "sales",
        N_("Sales"),
        N_("suspect, prospect, qualified prospect, negotiation, client"),
        {
            "suspect": Words(definition=N_("Anyone on a list who has not been called yet.")),
            "lead": Words(
                N_("Prospect"),
                N_("Called or written to, and may fit. Find out what they need, and who decides."),
            ),
            "prospect": Words(
                N_("Qualified prospect"),
                N_("Belongs to the target, means to buy, can decide. Agree on the need and on the price range."),
            ),
            "proposal": Words(N_("Negotiation"), N_("Holds a quote. Settle terms and price, get the signature.")),
        },
    ),
    Vocabulary(
        "marketing",
        N_("Marketing"),
        N_("contact, lead, qualified lead, offer, client"),
        {
            "suspect": Words(N_("Contact"), N_("In the address book: a subscriber, a visitor, a business card.")),
            "lead": Words(
                N_("Lead"), N_("Has reacted to something: a download, a reply, a visit. Send what is useful to them.")
            ),
            "prospect": Words(
                N_("Qualified lead"), N_("Fits the target and wants to talk about buying: worth a call.")
            ),
            "proposal": Words(N_("Offer"), N_("Has an offer in hand. Follow up until a clear yes or no.")),
        },
    ),
)
"""What different trades call the same stages."""


def grid_name(key: str, _own: str | None = None) -> str:
    """A grid's name in the language in force."""
    return next(translate(one.name) for one in GRIDS if one.key == key)


def vocabulary_name(key: str, _own: str | None = None) -> str:
    """A vocabulary's name in the language in force."""
    return next(translate(one.name) for one in VOCABULARIES if one.key == key)
