"""One look at every row before the first is imported: what only a whole column can show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping as MappingType
from functools import lru_cache

from funneltui.domain.money import parse_amount
from funneltui.errors import FunnelError
from funneltui.i18n import N_, language
from funneltui.interchange.amounts import DecimalEvidence
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.dates import day_order
from funneltui.interchange.facts import Facts
from funneltui.interchange.footers import is_footer
from funneltui.interchange.mapping import Mapping
from funneltui.interchange.opening import AnySheet
from funneltui.interchange.problems import Problems

_SOURCES = {"LinkedIn": "LinkedIn"}
_DAY_FIELDS = frozenset(
    "created_on closed_on won_on lost_on expected_close source_on next_on birthday parked_until".split()
)
_SIGN = re.compile(r"[^\d\s.,'’+-]")
_LONGEST = 60
_ROWS_OF_ONE_VALUE = {"email": 1, "phone": 3, "link": 3}
"""In how many rows a value that all have can be their own, by field: few may share a switchboard. In more it is
somebody else's."""
_ONES = str.maketrans("023456789", "111111111")


def survey(
    sheet: AnySheet,
    mapping: Mapping,
    currency: str,
    problems: Problems,
    source: str = "",
    *,
    date_order: str = "",
    decimal: str = "",
) -> tuple[Facts, Counter[str]]:
    """What the columns show as a whole, and how often each stage's words occur.

    Args:
        sheet: The table.
        mapping: What its columns become.
        currency: The user's own, for amounts that never say one.
        problems: Where the assumptions made go.
        source: Where people come from when their row does not say.
        date_order: How days are written, one of `dates.ORDERS`; empty: found out.
        decimal: The decimal sign of amounts; empty: found out.
    """
    look = _Look(sheet, mapping)
    for row in sheet.rows(problems):
        look.at(row)
    if look.footer_from:
        problems.drop_from(look.footer_from)  # they are told as left out, whatever their cells
    named = [code for code in look.currencies if code]
    if len(named) == 1:
        if look.plain_amounts and named[0] != currency:
            problems.add(
                0, N_("Amounts without a currency are read as {currency}, like the others."), currency=named[0]
            )
        currency = named[0]
    orders = dict.fromkeys(look.orders, date_order) if date_order else _orders(sheet, look.orders, problems)
    sign = decimal or look.decimals.decimal
    if not decimal and not sign and look.decimals.point:
        problems.add(0, N_("Some amounts have a decimal point, others a comma; each is read by itself."))
    facts = Facts(
        look.rows,
        orders,
        currency,
        source or _SOURCES.get(mapping.program, ""),
        look.ids_repeat,
        sign,
        look.footer_from,
        frozenset(place for place, text in look.only.items() if text and look.filled[place] > look.most[place]),
    )
    return facts, look.stages


class _Look:
    """What is counted while the rows pass."""

    def __init__(self, sheet: AnySheet, mapping: Mapping) -> None:
        self.rows = 0
        self.orders = {use.index: [0, 0, 0] for use in mapping.columns if use.field in _DAY_FIELDS}
        self.most = {
            use.index: _ROWS_OF_ONE_VALUE[use.field] for use in mapping.columns if use.field in _ROWS_OF_ONE_VALUE
        }
        self.only = dict.fromkeys(self.most, "")
        self.filled: Counter[int] = Counter()
        self.currencies: Counter[str] = Counter()
        self.plain_amounts = 0
        self.decimals = DecimalEvidence()
        self.stages: Counter[str] = Counter()
        self.ids_repeat = False
        self.footer_from = 0
        self._footers: list[Row] = []
        self._has_footers = sheet.kind in {"csv", "workbook"}
        self._rows_by_id: dict[int, int] = {}
        self._places = {field: mapping.index(field) for field in ("amount", "stage", "currency", "external_id")}
        self._money = [use.index for use in mapping.columns if use.field in {"amount", "daily_rate"}]

    def at(self, row: Row) -> None:
        """Look at a row. Footers wait: only what stands at the end is one."""
        if self._has_footers and self.rows and is_footer(row.cells):
            self._footers.append(row)
            self.footer_from = self.footer_from or row.line
            return
        for waiting in self._footers:
            self._count(waiting)
        self._footers, self.footer_from = [], 0
        self._count(row)

    def _count(self, row: Row) -> None:
        self.rows += 1
        if row.left_out:
            return
        cells = row.cells
        for place, kept in self.orders.items():
            if cells[place]:
                for which, new in enumerate(day_order((cells[place],))):
                    kept[which] += new
        for place, text in list(self.only.items()):
            if cells[place]:
                self.filled[place] += 1
                if self.filled[place] == 1:
                    self.only[place] = cells[place]
                elif cells[place] != text:
                    del self.only[place]
        for place in self._money:
            if cells[place]:
                self.decimals.add(cells[place])
        self._count_words(cells)

    def _count_words(self, cells: list[str]) -> None:
        places = self._places
        amount, stage, identifier = places["amount"], places["stage"], places["external_id"]
        if amount >= 0 and places["currency"] < 0 and cells[amount]:
            named = _named_currency(cells[amount])
            self.currencies[named] += bool(named)
            self.plain_amounts += not named
        if identifier >= 0 and not self.ids_repeat and cells[identifier]:
            whole = hash(tuple(cells))
            self.ids_repeat = self._rows_by_id.setdefault(hash(cells[identifier]), whole) != whole
        if stage >= 0:
            self.stages[cells[stage]] += 1


def _named_currency(text: str) -> str:
    return _currency_of_shape(text.translate(_ONES)) if len(text) < _LONGEST and _SIGN.search(text) else ""


@lru_cache(maxsize=1024)
def _currency_of_shape(text: str) -> str:
    """Whatever the digits are: a column has many amounts, written in a few ways."""
    try:
        return parse_amount(text, "XXX").money.currency.replace("XXX", "")
    except FunnelError:
        return ""


def _orders(sheet: AnySheet, orders: MappingType[int, list[int]], problems: Problems) -> dict[int, str]:
    """The order of day and month, by column; one that shows none is written as the others are."""
    whole = [sum(counts) for counts in zip(*orders.values(), strict=True)] if orders else [0, 0, 0]
    usual = _usual_order(sheet, whole, problems)
    order_of = {}
    for place, (day, month, either) in orders.items():
        if day and month and either:
            problems.add(0, N_("Some dates are day first, others month first; the more frequent order is used."))
        order_of[place] = ("dmy" if day >= month else "mdy") if day or month else usual
    return order_of


def _usual_order(sheet: AnySheet, whole: list[int], problems: Problems) -> str:
    day, month, either = whole
    if day or month:
        return "dmy" if day >= month else "mdy"
    first = sheet.layout.delimiter == ";" or language() == "fr"
    if either:
        problems.add(
            0,
            N_("Dates such as 3/4/2026 are read day first.")
            if first
            else N_("Dates such as 3/4/2026 are read month first."),
            warning=False,
        )
    return "dmy" if first else "mdy"
