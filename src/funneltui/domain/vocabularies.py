"""What different trades call the stages: one step takes the words of one, and they stay editable.

A file keeps them as message ids, so that they follow the language like the program's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from funneltui.i18n import N_


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
            "suspect": Words(definition=N_("Anyone on a list, not called yet.")),
            "lead": Words(
                N_("Prospect"),
                N_("Contacted, possible fit. Find out what they need and who decides."),
            ),
            "prospect": Words(
                N_("Qualified prospect"),
                N_("In the target, intends to buy, can decide. Agree on the need and the price range."),
            ),
            "proposal": Words(N_("Negotiation"), N_("Has a quote. Agree on terms and price, get the signature.")),
        },
    ),
    Vocabulary(
        "marketing",
        N_("Marketing"),
        N_("contact, lead, qualified lead, proposal, client"),
        {
            "suspect": Words(N_("Contact"), N_("In the address book: a subscriber, a visitor, a business card.")),
            "lead": Words(
                N_("Lead"), N_("Has reacted to something: a download, a reply, a visit. Send something useful.")
            ),
            "prospect": Words(N_("Qualified lead"), N_("In the target and ready to talk about buying: call them.")),
            "proposal": Words(N_("Proposal"), N_("Has a proposal. Follow up until they say yes or no.")),
        },
    ),
)
"""The vocabularies to choose from."""


def is_preset(key: str, text: str) -> bool:
    """Whether this name or definition of a stage is one of a vocabulary: a message id, not a person's own words."""
    return bool(text) and any(text in {words.name, words.definition} for words in _of_stage(key))


def _of_stage(key: str) -> list[Words]:
    return [vocabulary.stages[key] for vocabulary in VOCABULARIES if key in vocabulary.stages]
