"""A query said in words, so that a person sees what was understood."""

from __future__ import annotations

from funneltui.domain.days import short_day
from funneltui.domain.money import decimal_string
from funneltui.domain.query.fields import Field, Vocabulary, field_named, options
from funneltui.domain.query.nodes import Amounts, Blank, Choice, Condition, Numbers, Phrase, Query, Test
from funneltui.i18n import N_, translate

__all__ = ["explain"]


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
    one = field_named(name) if name else None
    if one is None:
        assert isinstance(test, Phrase)  # free words are nothing else
        return f"“{test.text}”"
    label = translate(one.words)
    low: str | None
    high: str | None
    match test:
        case Blank():
            return translate(one.blank)
        case Phrase():
            return translate(N_("{field}: {value}")).format(field=label, value=test.text)
        case Choice():
            return _chosen(one, test, label, vocabulary)
        case Numbers():
            low, high = (None if end is None else str(end) for end in (test.low, test.high))
        case Amounts():
            low, high = (
                None if end is None else f"{decimal_string(end, test.currency)} {test.currency}"
                for end in (test.low, test.high)
            )
        case _:
            ends = (test.first, test.last)
            year = next(end for end in ends if end is not None)
            low, high = (None if end is None else short_day(end, year.replace(year=1, day=1)) for end in ends)
    return _range(label, low, high)


def _chosen(one: Field, test: Choice, label: str, vocabulary: Vocabulary) -> str:
    named = options(one, vocabulary)
    value = named[test.key][0] if test.key in named else test.key
    if one.name in {"is", "has"}:
        return f"{label} {value}"
    return translate(N_("{field}: {value}")).format(field=label, value=value)


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
