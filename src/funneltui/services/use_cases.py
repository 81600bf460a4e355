"""What every group of use cases that writes is made of."""

from __future__ import annotations

from funneltui.settings import Settings
from funneltui.storage.unit_of_work import UnitOfWork


class UseCases:
    """Changes that belong together. Every method that makes one is one step of the history.

    Args:
        unit_of_work: The one way to write. The file and the clock are its own.
        settings: What the person chose.
    """

    def __init__(self, unit_of_work: UnitOfWork, settings: Settings) -> None:
        self._unit_of_work = unit_of_work
        self._database = unit_of_work.database
        self._clock = unit_of_work.clock
        self._settings = settings
