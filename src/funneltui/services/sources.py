"""What sources cost."""

from __future__ import annotations

from datetime import date

from funneltui.domain.money import Money
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.services.checks import check_past
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change
from funneltui.storage.tables import Source, SourceCost


class Sources(UseCases):
    """The use cases of sources."""

    def cost(self, name: str, amount: Money, on: date | None = None, note: str = "") -> Change:
        """Write down what was spent on a source, on a day (today).

        Raises:
            InvalidValueError: No name, or a day to come.
        """
        if not fold(name):
            raise InvalidValueError(N_("Enter the name of a source."), field="name")
        today = self._clock.today()
        check_past(on, today, refusal=N_("A cost can't be in the future."), field="date")
        with self._unit_of_work.step(N_("Cost of {source}"), source=name.strip()) as work:
            source = work.first(Source, Source.folded_name == fold(name))
            if source is None:
                source = work.add(Source(name=name.strip()))
            work.rename(N_("Cost of {source}"), source=source.name)
            cost = SourceCost(source_id=source.id or 0, amount=amount.minor, currency=amount.currency)
            cost.spent_on, cost.note = (on or today).isoformat(), note.strip()
            work.add(cost)
        return work.change
