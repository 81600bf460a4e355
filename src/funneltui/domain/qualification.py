"""The qualification grid: what is asked of a prospect, what the answers are worth, what to ask next.

An answer is yes, no or unknown. Unknown is where everybody starts, and it is not a no.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from funneltui.i18n import N_, NC_, translate


class Answer(StrEnum):
    """What is known on a criterion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ANSWER_WORDS: Mapping[str, str] = {
    Answer.YES: N_("yes"),
    Answer.NO: N_("no"),
    Answer.UNKNOWN: NC_("answer", "unknown"),
}
"""Message ids of the answers."""


class CriterionSpec(NamedTuple):
    """A line of the grid as the program brings it along.

    Attributes:
        key: Its name in code and on the command line; never changes.
        name: Message id.
        question: Message id: what the line asks of whoever fills it in.
        next_question: Message id: what to say to the prospect to find out.
        weight: What a yes counts in the score.
    """

    key: str
    name: str
    question: str
    next_question: str
    weight: int = 1


DEFAULT_CRITERIA: tuple[CriterionSpec, ...] = (
    CriterionSpec(
        "fit",
        N_("Fit"),
        N_("Are they in my target market? Name the need, not just the profile."),
        N_("What does your business do, and what are you trying to improve?"),
    ),
    CriterionSpec(
        "need",
        N_("Need"),
        N_("What exactly do they need?"),
        N_("What should be different when we're done?"),
    ),
    CriterionSpec(
        "intent",
        N_("Intent"),
        N_("Do they intend to buy, or are they just looking?"),
        N_("If my proposal works for you, what happens next on your side?"),
    ),
    CriterionSpec(
        "budget",
        N_("Budget"),
        N_("Can they afford it? “Too expensive” often means “not now”."),
        N_("What budget do you have in mind?"),
    ),
    CriterionSpec(
        "authority",
        N_("Authority"),
        N_("Do they make the decision? If not, who does?"),
        N_("Who signs off on a budget like this? Could the three of us have a call?"),
    ),
    CriterionSpec(
        "urgency",
        N_("Urgency"),
        N_("When do they need it by?"),
        N_("When do you need it by, and what happens if it slips?"),
    ),
    CriterionSpec(
        "motivation",
        N_("Motivation"),
        N_("Why now, and why me?"),
        N_("Why now, and what made you think of me?"),
    ),
)
"""The grid of a new file (freelance prospecting practice)."""


def _asked(key: str, name: str, question: str) -> CriterionSpec:
    """A criterion whose question can be said to a prospect as it is."""
    return CriterionSpec(key, name, question, question)


_OTHER_CRITERIA = (
    _asked("difficulty", N_("Difficulty"), N_("What is getting in your way today, and what does it cost you?")),
    _asked("priority", N_("Priority"), N_("Where does this rank among your priorities?")),
    _asked("metrics", N_("Expected figures"), N_("How will you measure success?")),
    _asked("economic_buyer", N_("Economic buyer"), N_("Who controls the budget? Could I meet them?")),
    _asked("decision_criteria", N_("Decision criteria"), N_("What will you compare the proposals on?")),
    _asked("decision_process", N_("Decision process"), N_("What are the steps between now and a signed quote?")),
    _asked("pain", N_("Pain"), N_("What happens if nothing changes?")),
    _asked("champion", N_("Champion"), N_("Who is pushing for this on your side?")),
)
"""What the grids of other sales methods ask besides."""

_BY_KEY = {criterion.key: criterion for criterion in (*DEFAULT_CRITERIA, *_OTHER_CRITERIA)}


def evidence_text(evidence: str, said_by: str) -> str:
    """What an answer rests on, as one types it: what was said, then who said it: `the director signs @Paul Roux`."""
    return f"{evidence} @{said_by}".lstrip() if said_by else evidence


def read_evidence(text: str) -> tuple[str, str]:
    """What was said and by whom, from a text as one types it; by nobody in particular where no `@` says who."""
    match = re.fullmatch(r"(?:(.*)\s)?@([^@\s][^@\n]*)", text.strip(), re.DOTALL)
    return ((match[1] or "").strip(), match[2].strip()) if match else (text.strip(), "")


def criterion_name(key: str, custom: str | None = None, *, translated: bool = True) -> str:
    """A criterion's name: the person's own, else the built-in one in the language in force, else its key.

    Args:
        key: The criterion's key.
        custom: The person's own name; None when it was never renamed.
        translated: False for the message id of a built-in name.
    """
    if custom is not None:
        return custom
    spec = _BY_KEY.get(key)
    if spec is None:
        return key
    return translate(spec.name) if translated else spec.name


def criterion_question(key: str, custom: str | None = None) -> str:
    """What a criterion asks: the person's own words, else the built-in ones, else nothing."""
    spec = _BY_KEY.get(key)
    return custom if custom is not None else "" if spec is None else translate(spec.question)


def criterion_next_question(key: str, custom: str | None = None) -> str:
    """What to ask the prospect to find out: of a criterion with own words, these words."""
    spec = _BY_KEY.get(key)
    return custom if custom is not None else "" if spec is None else translate(spec.next_question)


class Score(NamedTuple):
    """How a grid stands: the weight of the yes answers out of all, and how many answers of each kind."""

    points: int
    out_of: int
    yes: int
    no: int
    unknown: int


def score(answers: Mapping[str, str], grid: Mapping[str, int]) -> Score:
    """Add up a grid. Finding out more never lowers it: an unknown that becomes a yes adds its weight.

    Args:
        answers: Answer by criterion key; absent is unknown, and keys outside the grid are ignored.
        grid: Weight by criterion key.
    """
    given = [(answers.get(key, Answer.UNKNOWN), weight) for key, weight in grid.items()]
    return Score(
        points=sum(weight for answer, weight in given if answer == Answer.YES),
        out_of=sum(grid.values()),
        yes=sum(answer == Answer.YES for answer, _ in given),
        no=sum(answer == Answer.NO for answer, _ in given),
        unknown=sum(answer not in {Answer.YES, Answer.NO} for answer, _ in given),
    )


class Verdict(StrEnum):
    """What the answers say as a whole."""

    BLANK = "blank"
    """Nothing is known."""
    NOT_YET = "not_yet"
    """A required criterion is still to be found out."""
    BLOCKED = "blocked"
    """A required criterion is answered no."""
    QUALIFIED = "qualified"
    """Every required criterion is answered yes."""
    COMPLETE = "complete"
    """Every criterion is answered yes."""

    @property
    def words(self) -> str:
        """The verdict in the language in force."""
        return translate(_VERDICTS[self])


_VERDICTS = {
    Verdict.BLANK: N_("not assessed yet"),
    Verdict.NOT_YET: N_("not a prospect yet"),
    Verdict.BLOCKED: N_("not qualified"),
    Verdict.QUALIFIED: N_("a prospect"),
    Verdict.COMPLETE: N_("fully qualified"),
}


def verdict(answers: Mapping[str, str], grid: Collection[str], required: Collection[str]) -> Verdict:
    """What the answers say, by the criteria of `grid` that are `required` to be a prospect.

    Never by instinct: only a no that was said blocks, and unknown is a question to ask.
    """
    given = {key: answers.get(key, Answer.UNKNOWN) for key in grid}
    if all(answer == Answer.UNKNOWN for answer in given.values()):
        return Verdict.BLANK
    if all(answer == Answer.YES for answer in given.values()):
        return Verdict.COMPLETE
    asked = [given[key] for key in grid if key in required]
    if Answer.NO in asked:
        return Verdict.BLOCKED
    return Verdict.QUALIFIED if all(answer == Answer.YES for answer in asked) else Verdict.NOT_YET


_DECIDES = ("authority", "economic_buyer")
"""Criteria whose no means that somebody else decides."""
_PAYS = ("budget",)
"""Criteria whose no means not now rather than never."""
_WORTH_ASKING_AGAIN = (*_DECIDES, "intent", *_PAYS)
"""A no that a further question can turn: somebody else decides, later, or for another price."""


def not_the_decider(answers: Mapping[str, str]) -> bool:
    """Whether the contact does not decide, so that whoever does is to be found (freelance practice).

    A keen assistant is no decision-maker.
    """
    return any(answers.get(key) == Answer.NO for key in _DECIDES)


def no_budget(answers: Mapping[str, str]) -> bool:
    """Whether there is no money now, so that parking comes before losing (freelance practice)."""
    return any(answers.get(key) == Answer.NO for key in _PAYS)


def next_best(answers: Mapping[str, str], grid: Mapping[str, int], required: Iterable[str]) -> str | None:
    """The key of the criterion to ask about next, or None when there is nothing left to find out.

    First what the gate lacks and nobody knows, then a required no that another question can turn, then the
    heaviest of what is unknown; in the order of the grid.

    Args:
        answers: Answer by criterion key; absent is unknown.
        grid: Weight by criterion key, in the grid's order.
        required: Keys of the criteria the next stage asks for.
    """
    gate = [key for key in grid if key in set(required)]
    unknown = [key for key in grid if answers.get(key, Answer.UNKNOWN) == Answer.UNKNOWN]
    turnable = [key for key in gate if answers.get(key) == Answer.NO and key in _WORTH_ASKING_AGAIN]
    heaviest = sorted(unknown, key=lambda key: -grid[key])
    return next(iter([key for key in gate if key in unknown] + turnable + heaviest), None)
