"""Grids of the trade to begin with: one step takes another one, and it stays editable."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.domain.qualification import DEFAULT_CRITERIA
from funneltui.i18n import N_


@dataclass(frozen=True, slots=True)
class Grid:
    """A qualification grid.

    Attributes:
        key: Its name on the command line.
        name: Message id.
        about: Message id: for whom it is.
        lines: Keys of its criteria in order. The program has words for all of them, in `qualification`.
        required: Keys of those that becoming a prospect asks for.
    """

    key: str
    name: str
    about: str
    lines: tuple[str, ...]
    required: tuple[str, ...]


GRIDS: tuple[Grid, ...] = (
    Grid(
        "three",
        N_("Three criteria"),
        N_("fit, intent, authority: enough to begin with"),
        ("fit", "intent", "authority"),
        ("fit", "intent", "authority"),
    ),
    Grid(
        "full",
        N_("Full grid"),
        N_("seven criteria, three of them required: freelance practice"),
        tuple(criterion.key for criterion in DEFAULT_CRITERIA),
        ("fit", "intent", "authority"),
    ),
    Grid(
        "bant",
        "BANT",
        N_("budget, authority, need, timing: short sales"),
        ("budget", "authority", "need", "urgency"),
        ("budget", "authority", "need"),
    ),
    Grid(
        "champ",
        "CHAMP",
        N_("first their problem, then decision-maker, money and priority"),
        ("difficulty", "authority", "budget", "priority"),
        ("difficulty", "authority"),
    ),
    Grid(
        "meddic",
        "MEDDIC",
        N_("figures, buyer, criteria, process, pain, champion: large accounts"),
        ("metrics", "economic_buyer", "decision_criteria", "decision_process", "pain", "champion"),
        ("pain", "economic_buyer"),
    ),
)
"""The grids to choose from (the last three: common sales methods, by their initials)."""
