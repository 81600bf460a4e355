"""The stages of the funnel: what each means, and what entering it asks for.

Nobody agrees on these words (what sales calls a lead, marketing calls a prospect), so the person owns them:
the specs here are only what a new file starts with, and the words of a stage that was never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from funneltui.domain.qualification import Answer
from funneltui.i18n import N_, NC_, translate


class StageKind(StrEnum):
    """What the program does with the cards of a stage, whatever the stage is called."""

    SUSPECT = "suspect"
    """Not contacted yet: to be sorted."""
    OPEN = "open"
    """Worked on: needs a next action."""
    WON = "won"
    """Bought."""
    PARKED = "parked"
    """"Not now": sleeps until its date."""
    LOST = "lost"
    """A clear no, with its reason."""


LIVE_KINDS: frozenset[str] = frozenset({StageKind.SUSPECT, StageKind.OPEN})
"""The kinds of stages whose cards are still being decided."""


COLOURS: Mapping[str, str] = {
    "": N_("no colour"),
    "grey": N_("grey"),
    "blue": N_("blue"),
    "cyan": N_("cyan"),
    "magenta": N_("magenta"),
    "green": N_("green"),
    "yellow": N_("yellow"),
    "red": N_("red"),
}
"""The colours a stage can have, with the message ids of their names; the theme gives them their shade."""


class StageSpec(NamedTuple):
    """A stage as the program brings it along.

    Attributes:
        key: Its name in code and on the command line; never changes.
        name: Message id.
        definition: Message id: who belongs here, and what to do with them.
        kind: What the program does with its cards.
        probability: Chance of a sale in percent, for the forecast.
        idle_days: Days without activity after which a card counts as idle; 0 for never.
        required: Keys of the criteria to be answered yes on entry.
        colour: A colour's name, given its shade by the theme.
    """

    key: str
    name: str
    definition: str
    kind: StageKind
    probability: int
    idle_days: int
    required: tuple[str, ...] = ()
    colour: str = ""


DEFAULT_STAGES: tuple[StageSpec, ...] = (
    StageSpec(
        "suspect",
        N_("Suspect"),
        N_(
            "A name on a list, not contacted yet: new connection, comment, bought list. Decide: could this be a client?"
        ),
        StageKind.SUSPECT,
        probability=2,
        idle_days=30,
        colour="grey",
    ),
    StageSpec(
        "lead",
        N_("Lead"),
        N_("A likely contact I've written to who hasn't answered yet. Goal: get a reply."),
        StageKind.OPEN,
        probability=10,
        idle_days=14,
        colour="blue",
    ),
    StageSpec(
        "prospect",
        N_("Prospect"),
        N_(
            "Interested, in my target market, intends to buy and can decide. Build trust, agree "
            "on the need, prepare a proposal."
        ),
        StageKind.OPEN,
        probability=30,
        idle_days=10,
        required=("fit", "intent", "authority"),
        colour="cyan",
    ),
    StageSpec(
        "proposal",
        N_("Proposal"),
        N_("Has my proposal, with a price and an end date. Follow up until they say yes or no."),
        StageKind.OPEN,
        probability=60,
        idle_days=7,
        colour="magenta",
    ),
    StageSpec(
        "client",
        N_("Client"),
        N_("Has bought at least once. Stay in touch: the next job is a new deal."),
        StageKind.WON,
        probability=100,
        idle_days=0,
        colour="green",
    ),
    StageSpec(
        "parked",
        N_("Not now"),
        N_("Not now, because of budget or timing. Stay in touch and come back on the date."),
        StageKind.PARKED,
        probability=5,
        idle_days=0,
        colour="yellow",
    ),
    StageSpec(
        "lost",
        NC_("stage", "Lost"),
        N_("A clear no, with a reason. Learn from it."),
        StageKind.LOST,
        probability=0,
        idle_days=0,
        colour="red",
    ),
)
"""The stages of a new file, in the order of the board (freelance prospecting practice)."""

_BY_KEY = {stage.key: stage for stage in DEFAULT_STAGES}


def stage_name(key: str, custom: str | None = None, *, translated: bool = True) -> str:
    """A stage's name: the person's own, else the program's words in the language in force, else its key.

    Args:
        key: The stage's key.
        custom: The name it was given; None when it was never renamed. That of a vocabulary is a message id.
        translated: False for the message id of a name that the program has itself.
    """
    if custom is not None:
        return _given(key, custom) if translated else custom
    spec = _BY_KEY.get(key)
    if spec is None:
        return key
    return translate(spec.name) if translated else spec.name


def stage_definition(key: str, custom: str | None = None) -> str:
    """Who belongs in a stage: the person's own words, else the program's, else nothing."""
    if custom is not None:
        return _given(key, custom)
    spec = _BY_KEY.get(key)
    return "" if spec is None else translate(spec.definition)


def is_own(key: str, custom: str | None) -> bool:
    """Whether a name that a stage was given is the person's own words, which stay as they are in every language."""
    from funneltui.domain.vocabularies import is_preset  # only a funnel with other words waits for it

    return custom is not None and not is_preset(key, custom)


def _given(key: str, custom: str) -> str:
    return custom if is_own(key, custom) else translate(custom)


class _Gated(Protocol):
    """A stage with what entering it asks for."""

    @property
    def key(self) -> str: ...

    @property
    def required(self) -> tuple[str, ...]: ...


_Stage = TypeVar("_Stage", bound=_Gated)


def gate_ahead(stages: Sequence[_Stage], here: str) -> _Stage | None:
    """The stage whose gate a card comes to next: what its answers are judged by.

    Behind the last gate it is the first one again, since that is what makes a prospect; None when no stage
    asks for anything.

    Args:
        stages: In the board's order.
        here: The key of the stage the card is in.
    """
    keys = [stage.key for stage in stages]
    behind = keys.index(here) + 1 if here in keys else 0
    gates = [stage for stage in stages if stage.required]
    return next((stage for stage in stages[behind:] if stage.required), next(iter(gates), None))


def missing(required: Iterable[str], answers: Mapping[str, str]) -> tuple[str, ...]:
    """The gate of a stage: which required criteria are not answered yes, in the order given.

    Args:
        required: Keys of the criteria the stage asks for.
        answers: Answer by criterion key; one that is absent is unknown.
    """
    return tuple(key for key in required if answers.get(key) != Answer.YES)
