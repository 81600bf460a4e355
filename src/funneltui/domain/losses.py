"""Why prospects say no."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.i18n import N_, translate


@dataclass(frozen=True, slots=True)
class LossReasonSpec:
    """A loss reason as the program brings it along.

    Attributes:
        key: Its name in code and on the command line; never changes.
        name: Message id.
        note_required: Whether the reason says nothing without a note.
        parking_first: Whether it is often "not now" said otherwise, so that parking is proposed first.
    """

    key: str
    name: str
    note_required: bool = False
    parking_first: bool = False


DEFAULT_LOSS_REASONS: tuple[LossReasonSpec, ...] = (
    LossReasonSpec("price", N_("Price"), parking_first=True),
    LossReasonSpec("competitor", N_("Competitor")),
    LossReasonSpec("cancelled", N_("Project cancelled")),
    LossReasonSpec("timing", N_("Bad timing"), parking_first=True),
    LossReasonSpec("scope", N_("Scope")),
    LossReasonSpec("no_budget", N_("No budget"), parking_first=True),
    LossReasonSpec("no_answer", N_("No answer")),
    LossReasonSpec("outside_target", N_("Not a fit")),
    LossReasonSpec("in_house", N_("Done in-house")),
    LossReasonSpec("unavailable", N_("Not available in time")),
    LossReasonSpec("declined", N_("Declined by me")),
    LossReasonSpec("other", N_("Other"), note_required=True),
)
"""The loss reasons of a new file (freelance prospecting practice)."""

_NAMES = {reason.key: reason.name for reason in DEFAULT_LOSS_REASONS}


def parking_first(key: str) -> bool:
    """Whether a loss reason is often "not now" said otherwise, so that parking is proposed first."""
    return any(reason.key == key and reason.parking_first for reason in DEFAULT_LOSS_REASONS)


def loss_reason_name(key: str, custom: str | None = None) -> str:
    """A loss reason's name: the person's own, else the built-in one in the language in force, else its key."""
    return custom if custom is not None else translate(_NAMES[key]) if key in _NAMES else key
