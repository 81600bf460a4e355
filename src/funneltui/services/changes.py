"""What services give back, and what they refuse with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from funneltui.errors import RefusedError
from funneltui.i18n import N_


@dataclass(frozen=True, slots=True)
class GateMissing:
    """What one card lacks to enter a stage."""

    opportunity_id: int
    name: str
    """The contact's name."""
    criteria: tuple[tuple[str, str | None], ...]
    """The missing criteria in the grid's order: key, and the user's own name for it if any."""


class GateError(RefusedError):
    """Entering the stage asks for answers that are not there. A reason overrides it.

    Attributes:
        stage: The key of the stage.
        missing: What each card that may not enter lacks.
    """

    def __init__(self, stage: str, stage_name: str, missing: Sequence[GateMissing]) -> None:
        self.stage = stage
        self.missing = tuple(missing)
        super().__init__(
            N_("Not ready for {stage}: entry criteria are missing. Give a reason to move anyway."),
            stage=stage_name,
        )


class LossReasonError(RefusedError):
    """Losing a prospect takes a reason, which teaches something later."""

    def __init__(self) -> None:
        super().__init__(N_("Choose a loss reason."))


class UndatedParkError(RefusedError):
    """“Not now” takes a date to come back on."""

    def __init__(self) -> None:
        super().__init__(N_("Enter a date to come back to the deal."))
