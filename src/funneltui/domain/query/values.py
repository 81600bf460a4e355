"""The values of a query: numbers, amounts and days compared, choices, texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from funneltui.domain._date_words import MONTHS, UNITS, month_end
from funneltui.domain.dates import parse_day
from funneltui.domain.money import Money, parse_amount
from funneltui.domain.query.errors import QueryError
from funneltui.domain.query.fields import NONE_WORDS, Field, Kind, Vocabulary, offered, options
from funneltui.domain.query.lexer import Part
from funneltui.domain.query.nodes import Amounts, Blank, Choice, Days, Numbers, Phrase, Test
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

_OPERATOR = re.compile(r"(<=|>=|<|>|=|≤|≥)?\s*(.*)", re.DOTALL)
_SAME = {"≤": "<=", "≥": ">="}
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_DURATION = re.compile(r"(\d{1,4})\s*([a-z]*)", re.ASCII)
_YEAR = re.compile(r"(?:19|2\d)\d\d", re.ASCII)
_QUARTER = re.compile(r"((?:19|2\d)\d\d)-?[qt]([1-4])", re.ASCII)
_YEAR_MONTH = re.compile(r"((?:19|2\d)\d\d)-(0?[1-9]|1[0-2])", re.ASCII)
_NAMED_MONTH = re.compile(r"([a-z]{3,})(?:[ -]((?:19|2\d)\d\d))?", re.ASCII)
_CURRENCY_SIGN = re.compile(r"[^\d.,'’\s\u202fkK]")
_SHORTEST_PREFIX = 2
_NEAR = 0.6
"""How alike a slip and what was meant are, from 0 to 1."""

_PERIODS = {
    word: period
    for period, words in {
        "week": "week this-week semaine cette-semaine",
        "month": "month this-month mois ce-mois",
        "quarter": "quarter this-quarter trimestre ce-trimestre",
        "year": "year this-year annee cette-annee",
        "next-week": "next-week semaine-prochaine",
        "last-week": "last-week semaine-derniere",
        "next-month": "next-month mois-prochain",
        "last-month": "last-month mois-dernier",
        "next-year": "next-year annee-prochaine",
        "last-year": "last-year annee-derniere an-dernier",
    }.items()
    for word in words.split()
}
_OVERDUE = frozenset("overdue late retard en-retard".split())


@dataclass(frozen=True, slots=True)
class Context:
    """What a query's meaning depends on besides its text.

    Attributes:
        query: The whole text, for pointing at mistakes.
        today: The local day.
        language: How 5/12 is read.
        currency: What an amount is in when it does not say.
        vocabulary: The names of stages, criteria and loss reasons.
    """

    query: str
    today: date
    language: str = "en"
    currency: str = "EUR"
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def mistake(self, message: str, part: Part, suggestion: str = "", /, **values: object) -> QueryError:
        """The error that points at a part."""
        return QueryError(message, self.query, part.start, part.end, suggestion, **values)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty when none is near."""
    from difflib import get_close_matches

    if len(word) <= _SHORTEST_PREFIX:
        return ""
    written = {fold(spelling): spelling for spelling in known}
    return next((written[match] for match in get_close_matches(fold(word), list(written), n=1, cutoff=_NEAR)), "")


def read_test(definition: Field, part: Part, context: Context, key: str) -> Test:
    """What one alternative of a field's value asks.

    Args:
        definition: The field.
        part: The alternative.
        context: What its meaning depends on.
        key: The field's key as it was typed.

    Raises:
        QueryError: It is no value of this field.
    """
    if definition.blank and not part.quoted and fold(part.text) in NONE_WORDS:
        return Blank()
    if definition.kind is Kind.TEXT:
        return Phrase(fold(part.text), part.quoted, part.text)
    if definition.kind is Kind.CHOICE:
        return _choice(definition, part, context, key)
    operator, text = _operator(part)
    if not text:
        raise context.mistake(N_("A value is missing after “{operator}”."), part, operator=operator)
    try:
        if definition.kind is Kind.NUMBER:
            return _numbers(operator, text, part, context)
        if definition.kind is Kind.AMOUNT:
            return _amounts(operator, text, part, context)
        return _days(definition, operator, text, part, context)
    except QueryError:
        raise
    except InvalidValueError as error:
        raise QueryError(error.message, context.query, part.start, part.end, **error.values) from error


def _operator(part: Part) -> tuple[str, str]:
    match = _OPERATOR.fullmatch(part.text)
    assert match is not None  # the pattern matches any text
    sign = match[1] or ""
    return _SAME.get(sign, sign), match[2].strip()


# -- Choices --------------------------------------------------------------------------------------


def _choice(definition: Field, part: Part, context: Context, typed_key: str) -> Choice:
    """A value by its key, its name, another word for it, or the beginning of one of them."""
    wanted = fold(part.text)
    by_word = {
        word: key for key, (_, words) in options(definition, context.vocabulary).items() for word in (fold(key), *words)
    }
    if wanted in by_word:
        return Choice(by_word[wanted])
    begun = {key for word, key in by_word.items() if len(wanted) >= _SHORTEST_PREFIX and word.startswith(wanted)}
    if len(begun) == 1:
        return Choice(begun.pop())
    shown = offered(definition, context.vocabulary)
    near = [value for value in shown if by_word[fold(value)] in begun]
    raise context.mistake(
        N_("“{value}” isn't valid for {key}. Use {values}."),
        part,
        closest(wanted, [*by_word, *shown]),
        value=part.text,
        key=typed_key,
        values=", ".join(near or shown),
    )


# -- Numbers and amounts --------------------------------------------------------------------------


def _bounds(operator: str, low: int, high: int) -> tuple[int | None, int | None]:
    return {
        "": (low, high),
        "=": (low, high),
        "<": (None, low - 1),
        "<=": (None, high),
        ">": (high + 1, None),
        ">=": (low, None),
    }[operator]


def _ends(text: str) -> tuple[str, str] | None:
    """Both ends of `a..b`; None when it is no range."""
    low, dots, high = text.partition("..")
    return (low.strip(), high.strip()) if dots and (low.strip() or high.strip()) else None


def _numbers(operator: str, text: str, part: Part, context: Context) -> Numbers:
    ends = _ends(text) if not operator else None
    if ends is not None:
        low, high = (_number(end, part, context) if end else None for end in ends)
        _check_order(low, high, part, context)
        return Numbers(low, high)
    number = _number(text, part, context)
    return Numbers(*_bounds(operator, number, number))


def _number(text: str, part: Part, context: Context) -> int:
    if not _NUMBER.fullmatch(text):
        raise context.mistake(N_("“{value}” isn't a number: write 3, <3 or 2..4."), part, value=text)
    return int(text)


def _amounts(operator: str, text: str, part: Part, context: Context) -> Amounts:
    ends = _ends(text) if not operator else None
    named = bool(_CURRENCY_SIGN.search(text.replace("..", "")))
    if ends is None:
        money = _money(text, context)
        return Amounts(*_bounds(operator, money.minor, money.minor), money.currency, named)
    low, high = (_money(end, context) if end else None for end in ends)
    money = low or high or Money(0, context.currency)
    if low is not None and high is not None and low.currency != high.currency:
        low = _money(f"{ends[0]} {high.currency}", context)  # 1000..2000 $
        money = high
    bounds = (low.minor if low else None, high.minor if high else None)
    _check_order(*bounds, part, context)
    return Amounts(*bounds, money.currency, named)


def _money(text: str, context: Context) -> Money:
    return parse_amount(text, context.currency).money


def _check_order(low: int | None, high: int | None, part: Part, context: Context) -> None:
    if low is not None and high is not None and low > high:
        raise context.mistake(N_("“{value}” is reversed: the smaller end comes first."), part, value=part.text)


# -- Days -----------------------------------------------------------------------------------------


def _days(definition: Field, operator: str, text: str, part: Part, context: Context) -> Days:
    behind = definition.kind is Kind.BEHIND
    if definition.name in {"due", "inform"} and not operator and fold(text) in _OVERDUE:
        return Days(None, context.today - timedelta(days=1))
    ends = _ends(text) if not operator else None
    if ends is not None:
        return _between(ends, part, context, behind=behind)
    moment = _moment(text, context, behind=behind)
    if moment is not None:
        if behind:  # more than 14 days ago lies before that day
            operator = operator.translate(str.maketrans("<>", "><")) or ">="
        return _day_bounds(operator or "<=", moment, moment)
    return _day_bounds(operator, *_period(text, context, behind=behind))


def _day_bounds(operator: str, first: date, last: date) -> Days:
    day = timedelta(days=1)
    return {
        "": lambda: Days(first, last),
        "=": lambda: Days(first, last),
        "<": lambda: Days(None, first - day),
        "<=": lambda: Days(None, last),
        ">": lambda: Days(last + day, None),
        ">=": lambda: Days(first, None),
    }[operator]()


def _between(ends: tuple[str, str], part: Part, context: Context, *, behind: bool) -> Days:
    low, high = ends
    moments = [_moment(end, context, behind=behind) if end else None for end in ends]
    first = None if not low else moments[0] or _period(low, context, behind=behind)[0]
    last = None if not high else moments[1] or _period(high, context, behind=behind)[1]
    if behind and any(moments):  # 7d..14d: the nearer end is written first
        first, last = last, first
    if first is not None and last is not None and first > last:
        raise context.mistake(N_("“{value}” is reversed: the smaller end comes first."), part, value=part.text)
    return Days(first, last)


def _moment(text: str, context: Context, *, behind: bool) -> date | None:
    """The day so many days, weeks, months or years from now, or ago; None when the text is no distance."""
    match = _DURATION.fullmatch(fold(text))
    if match is None or _YEAR.fullmatch(text):
        return None
    unit = UNITS.get(match[2] or "d")
    if unit is None:
        return None
    return parse_day(f"{'-' if behind else '+'}{match[1]}{unit[0]}", context.today).day


def _period(text: str, context: Context, *, behind: bool) -> tuple[date, date]:
    """The first and last day of what a text names: a year, a quarter, a month, a week, a day."""
    word = fold(text)
    period = _PERIODS.get(word.replace(" ", "-"))
    if period is not None:
        return _named_period(period, context.today)
    if _YEAR.fullmatch(word):
        return date(int(word), 1, 1), date(int(word), 12, 31)
    if match := _QUARTER.fullmatch(word):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3)
    if match := _YEAR_MONTH.fullmatch(word):
        return _months(int(match[1]), int(match[2]), 1)
    if (match := _NAMED_MONTH.fullmatch(word)) and match[1] in MONTHS and word != "mar":
        year = int(match[2]) if match[2] else _near_year(MONTHS[match[1]], context.today, behind=behind)
        return _months(year, MONTHS[match[1]], 1)
    day = parse_day(text, context.today, context.language, prefer="past" if behind else "future").day
    return day, day


def _near_year(month: int, today: date, *, behind: bool) -> int:
    """The year of the last such month, or of the next one; this month is both."""
    if behind:
        return today.year - (month > today.month)
    return today.year + (month < today.month)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), month_end(year, month + count - 1)


def _named_period(period: str, today: date) -> tuple[date, date]:
    which, _, unit = period.rpartition("-")
    by = {"": 0, "next": 1, "last": -1}[which]
    if unit == "week":
        monday = today + timedelta(days=7 * by - today.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
        return _months(year, month + 1, 1)
    if unit == "quarter":
        return _months(today.year, (today.month - 1) // 3 * 3 + 1, 3)
    return date(today.year + by, 1, 1), date(today.year + by, 12, 31)
