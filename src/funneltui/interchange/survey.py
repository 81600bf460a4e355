"""One look at every row before the first is imported: what only a whole column can show."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from funneltui.domain.money import parse_amount
from funneltui.errors import FunnelError
from funneltui.i18n import N_, language
from funneltui.interchange.dates import day_order
from funneltui.interchange.mapping import Mapping
from funneltui.interchange.opening import AnySheet
from funneltui.interchange.problems import Problems
from funneltui.interchange.rows import Facts

__all__ = ["survey"]

_SOURCES = {"LinkedIn": "LinkedIn"}
_DAY_FIELDS = frozenset(
    "created_on closed_on won_on lost_on expected_close source_on next_on birthday parked_until".split()
)
_SIGN = re.compile(r"[^\d\s.,'’+-]")
_ONES = str.maketrans("023456789", "111111111")


def survey(
    sheet: AnySheet, mapping: Mapping, currency: str, problems: Problems, source: str = ""
) -> tuple[Facts, Counter[str]]:
    """What the columns show as a whole, and how often each stage's words occur.

    Args:
        sheet: The table.
        mapping: What its columns become.
        currency: The user's own, for amounts that never say one.
        problems: Where the assumptions made go.
        source: Where people come from when their row does not say.
    """
    day_columns = [use.index for use in mapping.columns if use.field in _DAY_FIELDS]
    amount, stage, coded = mapping.index("amount"), mapping.index("stage"), mapping.index("currency")
    order = [0, 0, 0]
    currencies: Counter[str] = Counter()
    plain = rows = 0
    stages: Counter[str] = Counter()
    identifier = mapping.index("external_id")
    rows_by_id: dict[int, int] = {}
    ids_repeat = False
    for row in sheet.rows(problems):
        rows += 1
        for place in day_columns:
            if row.cells[place]:
                order = [kept + new for kept, new in zip(order, day_order((row.cells[place],)), strict=True)]
        if amount >= 0 and coded < 0 and row.cells[amount]:
            named = _named_currency(row.cells[amount])
            currencies[named] += bool(named)
            plain += not named
        if identifier >= 0 and not ids_repeat and row.cells[identifier]:
            cells = hash(tuple(row.cells))
            ids_repeat = rows_by_id.setdefault(hash(row.cells[identifier]), cells) != cells
        if stage >= 0:
            stages[row.cells[stage]] += 1
    named_all = [code for code in currencies if code]
    if len(named_all) == 1:
        if plain and named_all[0] != currency:
            problems.add(
                0, N_("Amounts without a currency are read as {currency}, like the others."), currency=named_all[0]
            )
        currency = named_all[0]
    day_first = _day_first(sheet, order, problems)
    source = source or _SOURCES.get(mapping.program, "")
    return Facts(rows, day_first, currency, source, ids_repeat), stages


def _named_currency(text: str) -> str:
    return _currency_of_shape(text.translate(_ONES)) if _SIGN.search(text) else ""


@lru_cache(maxsize=1024)
def _currency_of_shape(text: str) -> str:
    """Whatever the digits are: a column has many amounts, written in a few ways."""
    try:
        return parse_amount(text, "XXX").money.currency.replace("XXX", "")
    except FunnelError:
        return ""


def _day_first(sheet: AnySheet, order: list[int], problems: Problems) -> bool:
    day, month, either = order
    if day or month:
        if day and month and either:
            problems.add(0, N_("Some dates are day first, others month first; the more frequent order is used."))
        return day >= month
    first = sheet.layout.delimiter == ";" or language() == "fr"
    if either:
        problems.add(
            0,
            N_("Dates such as 3/4/2026 are read day first.")
            if first
            else N_("Dates such as 3/4/2026 are read month first."),
            warning=False,
        )
    return first
