"""What a row says of money: an amount, its currency, a daily rate and days."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from funneltui.domain.money import parse_days
from funneltui.errors import FunnelError
from funneltui.i18n import N_
from funneltui.interchange.amounts import parse_cell
from funneltui.interchange.facts import Facts
from funneltui.interchange.mapping import ColumnUse, Mapping
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord

MONEY_FIELDS = frozenset({"amount", "currency", "daily_rate", "days"})


class MoneyReader:
    """Reads the amounts of rows.

    Args:
        mapping: What every column becomes.
        facts: What the columns show as a whole.
        problems: Where what is wrong with a row goes.
        leave: Keeps a cell that could not be read.
    """

    def __init__(
        self,
        mapping: Mapping,
        facts: Facts,
        problems: Problems,
        leave: Callable[[PersonRecord, ColumnUse, str, list[str]], None],
    ) -> None:
        self._uses = {use.field: use for use in reversed(mapping.columns) if use.field in MONEY_FIELDS}
        self._facts = facts
        self._problems = problems
        self._leave = leave

    def _use(self, field: str) -> ColumnUse:
        return self._uses[field]

    def _cell(self, cells: Sequence[str], field: str) -> str:
        use = self._uses.get(field)
        return cells[use.index] if use is not None else ""

    def read(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        """Read the amount of a row into its record; what is none goes to the notes."""
        text = self._cell(cells, "amount")
        currency = self._cell(cells, "currency").upper()
        if not text:
            if currency:
                self._bare_currency(record, currency, notes)
            self._days_of_work(record, cells, notes)
            return
        chosen = currency if len(currency) == 3 and currency.isascii() and currency.isalpha() else ""  # noqa: PLR2004
        signed = currency + text if currency and not chosen else text
        try:
            money = parse_cell(signed, chosen or self._facts.currency, self._facts.decimal)
        except (FunnelError, ValueError):
            self._leave(record, self._use("amount"), text, notes)
            told = N_("“{text}” isn't a valid amount; it was kept in the note.")
            self._problems.add(record.line, told, text=text[:80])
        else:
            record.amount, record.currency = money.minor, money.currency
        self._days_of_work(record, cells, notes)

    def _bare_currency(self, record: PersonRecord, currency: str, notes: list[str]) -> None:
        if currency != self._facts.currency:
            self._leave(record, self._use("currency"), currency, notes)

    def _days_of_work(self, record: PersonRecord, cells: Sequence[str], notes: list[str]) -> None:
        """A daily rate and days are an amount together; one without the other goes to the note."""
        rate, days = self._cell(cells, "daily_rate"), self._cell(cells, "days")
        if not (rate or days):
            return
        half_days = 0
        try:
            half_days = parse_days(days) if rate and days else 0
            money = parse_cell(rate, record.currency, self._facts.decimal) if half_days else None
        except (FunnelError, ValueError):
            money = None
        if (
            money is None
            or not half_days
            or (record.amount is not None and money.minor * half_days != record.amount * 2)
        ):
            for field, text in (("daily_rate", rate), ("days", days)):
                if text:
                    self._leave(record, self._use(field), text, notes)
            return
        record.daily_rate, record.half_days, record.currency = money.minor, half_days, money.currency
        record.amount = money.minor * half_days // 2
