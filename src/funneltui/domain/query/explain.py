"""A query said in words, so that a person sees what was understood."""

from __future__ import annotations

from funneltui.domain.currencies import minor_digits
from funneltui.domain.days import short_day
from funneltui.domain.money import decimal_string
from funneltui.domain.query.fields import Field, Kind, Vocabulary, field_named, options
from funneltui.domain.query.nodes import Amounts, Blank, Choice, Condition, Days, Numbers, Phrase, Query, Test
from funneltui.i18n import N_, grouped, language, translate


def explain(query: Query, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    """Each condition as a phrase in the language in force: `stage: Lead`, `not: tag: web`, `next action until 26 Nov`.

    They quote the query: not display-safe.
    """
    words = vocabulary or Vocabulary()
    return tuple(_condition(condition, words) for condition in query.conditions)


def _condition(condition: Condition, vocabulary: Vocabulary) -> str:
    alternatives = [_test(condition.field, test, vocabulary) for test in condition.tests]
    said = translate(N_(" or ")).join(dict.fromkeys(alternatives))
    return translate(N_("not: {condition}")).format(condition=said) if condition.negated else said


def _test(name: str, test: Test, vocabulary: Vocabulary) -> str:
    field = field_named(name) if name else None
    if field is None:
        assert isinstance(test, Phrase)  # free words are nothing else
        return translate("“{text}”").format(text=test.said)
    label = translate(field.words)
    match test:
        case Blank():
            return translate(field.blank)
        case Phrase():
            return translate(N_("{field}: {value}")).format(field=label, value=test.said)
        case Choice():
            return _chosen(field, test, label, vocabulary)
        case Numbers():
            low, high = (None if end is None else grouped(end) for end in (test.low, test.high))
            return _range(label, low, high)
        case Amounts():
            return _amounts(label, test)
        case _:
            return _days(label, test, ahead=field.kind is Kind.AHEAD)


def _chosen(field: Field, test: Choice, label: str, vocabulary: Vocabulary) -> str:
    named = options(field, vocabulary)
    value = named[test.key][0] if test.key in named else test.key
    if field.name in {"is", "has"}:
        return f"{label} {value}"
    return translate(N_("{field}: {value}")).format(field=label, value=value)


def _amounts(label: str, test: Amounts) -> str:
    """An amount in a range. What ends a cent beside a whole amount was written as more or less than that."""
    unit = 10 ** minor_digits(test.currency)
    if test.high is None and test.low is not None and unit > 1 and test.low % unit == 1:
        return translate(N_("{field} over {low}")).format(field=label, low=_amount(test.low - 1, test.currency))
    if test.low is None and test.high is not None and unit > 1 and test.high % unit == unit - 1:
        return translate(N_("{field} under {high}")).format(field=label, high=_amount(test.high + 1, test.currency))
    low, high = (None if end is None else _amount(end, test.currency) for end in (test.low, test.high))
    return _range(label, low, high)


def _amount(minor: int, currency: str) -> str:
    """`1,500 EUR`, `1 500,50 EUR`: a currency's code is the same for every reader."""
    whole, dot, part = decimal_string(minor, currency).partition(".")
    comma = "," if language() == "fr" else dot
    return f"{grouped(int(whole))}{comma + part if part.strip('0') else ''} {currency}"


def _days(label: str, test: Days, *, ahead: bool) -> str:
    first, last = (
        None if day is None else short_day(day, day.replace(year=1, day=1, month=1)) for day in (test.first, test.last)
    )
    if first == last:
        message = N_("{field}: {low}")
    elif first is None:
        message = N_("{field} by {last}") if ahead else N_("{field} on or before {last}")
    elif last is None:
        message = N_("{field} since {first}") if not ahead else N_("{field} from {first} on")
    else:
        message = N_("{field} between {first} and {last}")
    return translate(message).format(field=label, low=first, first=first, last=last)


def _range(label: str, low: str | None, high: str | None) -> str:
    if low == high:
        message = N_("{field}: {low}")
    elif low is None:
        message = N_("{field} up to {high}")
    elif high is None:
        message = N_("{field} from {low}")
    else:
        message = N_("{field} from {low} to {high}")
    return translate(message).format(field=label, low=low, high=high)
