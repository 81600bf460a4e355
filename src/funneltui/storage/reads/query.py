"""A query looked up: what each condition asks of the `card` table, as parameterised SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from funneltui.domain.privacy import DAYS_TO_INFORM
from funneltui.domain.query import Amounts, Blank, Choice, Condition, Days, Numbers, Phrase, Query, Test
from funneltui.domain.text import fold
from funneltui.storage.reads import heat, search
from funneltui.storage.reads.idle import IDLE, LAST_ACTIVITY

Parameters = dict[str, str | int]

_STAGE_IS = "card.stage_id IN (SELECT id FROM stage WHERE {})"
_CONTACT_IS = "card.contact_id IN (SELECT id FROM contact WHERE {})"
_POINTS = "card.contact_id IN (SELECT contact_id FROM contact_point WHERE"
_CLIENTS = "card.contact_id IN (SELECT w.contact_id FROM card w JOIN stage s ON s.id = w.stage_id WHERE s.kind = 'won'"
_HAS_POINT = f"{_POINTS} kind = '{{}}')"
_LIVE = _STAGE_IS.format("kind IN ('suspect', 'open')")
_STILL_THERE = _STAGE_IS.format("kind IN ('suspect', 'open', 'parked')")

_TEXTS = {
    "source": "card.source",
    "name": "card.name",
    "org": "card.organization",
    "title": "card.title",
    "job": "card.job_title",
}
_USED = {
    "source": "SELECT DISTINCT source AS value FROM contact LIMIT -1 OFFSET 0",
    "job": "SELECT DISTINCT job_title AS value FROM contact LIMIT -1 OFFSET 0",
    "title": "SELECT DISTINCT title AS value FROM card LIMIT -1 OFFSET 0",
    "tag": "SELECT tags AS value FROM card UNION SELECT tags FROM contact LIMIT -1 OFFSET 0",
}
"""The texts in use: few where there are many cards, so that each is folded once. The limit that is none keeps SQLite
from folding before it has found the different ones."""
_INFORM_BY = (
    f"(SELECT date(c.source_on, '+{DAYS_TO_INFORM} days') FROM contact c WHERE c.id = card.contact_id"
    " AND c.informed_on IS NULL AND c.source <> '' AND c.opposed = 0 AND card.last_in_at IS NULL"
    f" AND {_STILL_THERE})"
)
"""The last day to tell somebody where their data come from; NULL for who need not be told."""
_DAYS = {"due": "card.due_on", "parked": "card.parked_until", "closed": "card.closed_on", "inform": _INFORM_BY}
_INSTANTS = {
    "idle": LAST_ACTIVITY,
    "touched": "card.last_touch_at",
    "answered": "card.last_in_at",
    "created": "card.created_at",
}
_NUMBERS = {"score": "card.yes_count", "unanswered": "card.unanswered", "id": "card.opportunity_id"}
_BLANKS = {
    **{field: f"{column} = ''" for field, column in _TEXTS.items()},
    "due": f"card.due_on IS NULL AND {_LIVE}",
    "value": "card.amount IS NULL",
    "tag": "card.tags = '[]'",
    "touched": "card.last_touch_at IS NULL",
    "answered": "card.last_in_at IS NULL",
    "closed": "card.closed_on IS NULL",
    "email": f"NOT {_HAS_POINT.format('email')}",
    "phone": f"NOT {_HAS_POINT.format('phone')}",
    "note": f"{_CONTACT_IS.format(chr(39) * 2 + ' = note')} AND card.opportunity_id IN"
    " (SELECT id FROM opportunity WHERE note = '')",
}
_IS = {
    **{kind: _STAGE_IS.format(f"kind = '{kind}'") for kind in ("suspect", "open", "won", "parked", "lost")},
    "live": _LIVE,
    "client": f"{_CLIENTS})",
    "overdue": "card.due_on < :today",
    "idle": IDLE,
    "untouched": "card.last_touch_at IS NULL",
    "opposed": "card.opposed > 0",
}
_HAS = {
    **{kind: _HAS_POINT.format(kind) for kind in ("email", "phone", "link")},
    **{name: f"NOT ({_BLANKS[field]})" for name, field in (("organization", "org"), ("value", "value"))},
    **{name: f"NOT ({_BLANKS[name]})" for name in ("tag", "source", "note")},
    "next": "card.due_on IS NOT NULL",
    "proposal": "card.opportunity_id IN (SELECT opportunity_id FROM proposal)",
}
_CHOICES: Mapping[str, str] = {
    "stage": _STAGE_IS.format("key = {}"),
    "status": _STAGE_IS.format("kind = {}"),
    "temp": f"({heat.LEVEL}) = {{}}",
    "missing": f"{_LIVE} AND NOT EXISTS (SELECT 1 FROM answer a JOIN criterion c ON c.id = a.criterion_id"
    " WHERE a.opportunity_id = card.opportunity_id AND a.current = 1 AND a.answer = 'yes' AND c.key = {})",
    "lost": "card.lost_reason = {}",
}
_ONE_BY_ONE = {
    _POINTS: "EXISTS (SELECT 1 FROM contact_point WHERE contact_id = card.contact_id AND",
    _CLIENTS: "EXISTS (SELECT 1 FROM card w JOIN stage s ON s.id = w.stage_id"
    " WHERE w.contact_id = card.contact_id AND s.kind = 'won'",
    "card.contact_id IN (SELECT id FROM contact WHERE": "EXISTS (SELECT 1 FROM contact WHERE id = card.contact_id AND",
    "card.opportunity_id IN (SELECT id FROM opportunity WHERE": "EXISTS (SELECT 1 FROM opportunity"
    " WHERE id = card.opportunity_id AND",
}
"""What is listed once for all cards, and the same asked of one card after the other: quicker for few of them."""


def condition_for(query: Query, today: date, *, few: bool = False) -> tuple[str, Parameters]:
    """The SQL condition on `card` that a query asks for, and its named parameters.

    It is for a connection that has been through `derived.prepare`.

    Args:
        query: What is asked; an empty query asks for everything.
        today: The local day that the query was parsed for.
        few: Whether it is looked up for few cards only: then nothing is listed first to spare each of them something.
    """
    condition, parameters = _Lookup(today, few=few).compile(query)
    if few:
        for listed, asked in _ONE_BY_ONE.items():
            condition = condition.replace(listed, asked)
    return condition, parameters


def plain_words(query: Query) -> str:
    """The free words of a query that asks nothing else; empty when it does."""
    if not all(_is_plain_word(condition) for condition in query.conditions):
        return ""
    return " ".join(_typed(condition.tests[0]) for condition in query.conditions)


class _Lookup:
    """One query being compiled.

    Args:
        today: The local day that the query was parsed for.
        few: Whether it is looked up for few cards only.
    """

    def __init__(self, today: date, *, few: bool) -> None:
        self._few = few
        self._parameters: Parameters = {"today": today.isoformat()}
        self._fields: Mapping[type[Test], Callable[[str, Test], str]] = {
            Blank: lambda field, _: _BLANKS[field],
            Phrase: self._phrase,
            Choice: self._choice,
            Numbers: self._numbers,
            Amounts: self._amounts,
            Days: self._days,
        }

    def compile(self, query: Query) -> tuple[str, Parameters]:
        """The condition and its parameters."""
        plain = [condition for condition in query.conditions if _is_plain_word(condition)]
        said = [self._words(" ".join(_typed(condition.tests[0]) for condition in plain))] if plain else []
        said += [self._condition(condition) for condition in query.conditions if not _is_plain_word(condition)]
        return " AND ".join(f"({condition})" for condition in said) or "1", self._parameters

    def _put(self, value: str | int) -> str:
        name = f"p{len(self._parameters)}"
        self._parameters[name] = value
        return f":{name}"

    def _condition(self, condition: Condition) -> str:
        tests = " OR ".join(f"({self._fields[type(test)](condition.field, test)})" for test in condition.tests)
        return f"NOT ifnull({tests}, 0)" if condition.negated else tests

    def _words(self, text: str) -> str:
        condition, values = search.words_condition(text)
        for value in values:
            condition = condition.replace("?", self._put(value), 1)
        return condition

    def _phrase(self, field: str, test: Test) -> str:
        assert isinstance(test, Phrase)
        if not field:
            return self._words(_typed(test))
        value = self._put(test.text)
        if field in _TEXTS:
            return self._text(field, value, exact=test.exact)
        if field == "tag":
            is_it = _holds("t.value", value, exact=test.exact)
            if self._few:
                return f"EXISTS (SELECT 1 FROM json_each(card.tags) t WHERE {is_it})"
            holds = f"EXISTS (SELECT 1 FROM json_each(used.value) t WHERE {is_it})"
            used = f"SELECT value FROM ({_USED['tag']}) used WHERE value <> '[]' AND {holds}"
            return f"card.tags <> '[]' AND card.tags IN ({used})"
        if field == "note":
            contacts = f"SELECT id FROM contact WHERE note <> '' AND instr(funneltui_fold(note), {value})"
            cards = f"SELECT id FROM opportunity WHERE note <> '' AND instr(funneltui_fold(note), {value})"
            return f"card.contact_id IN ({contacts}) OR card.opportunity_id IN ({cards})"
        return self._point(field, test, value)

    def _text(self, field: str, value: str, *, exact: bool) -> str:
        """A text of the card that holds, or is, what is asked."""
        if field == "name":
            return f"card.folded_name = {value}" if exact else f"instr(card.folded_name, {value})"
        if field == "org" and not self._few:
            known = f"folded_name = {value}" if exact else f"instr(folded_name, {value})"
            return f"card.organization IN (SELECT name FROM organization WHERE {known})"
        if self._few:
            return _holds(_TEXTS[field], value, exact=exact)
        holds = _holds("used.value", value, exact=exact)
        return f"{_TEXTS[field]} IN (SELECT value FROM ({_USED[field]}) used WHERE {holds})"

    def _point(self, kind: str, test: Phrase, value: str) -> str:
        holds = _holds("value", value)
        digits = "".join(sign for sign in test.text if sign.isdigit())
        if kind == "phone" and digits:
            holds += f" OR instr(funneltui_dialled(normalized), {self._put(digits)})"
        return f"{_POINTS} kind = '{kind}' AND ({holds}))"

    def _choice(self, field: str, test: Test) -> str:
        assert isinstance(test, Choice)
        known = {"is": _IS, "has": _HAS}.get(field)
        return known[test.key] if known is not None else _CHOICES[field].replace("{}", self._put(test.key))

    def _numbers(self, field: str, test: Test) -> str:
        assert isinstance(test, Numbers)
        return self._between(_NUMBERS[field], test.low, test.high)

    def _amounts(self, _field: str, test: Test) -> str:
        assert isinstance(test, Amounts)
        said = f"card.amount IS NOT NULL AND {self._between('card.amount', test.low, test.high)}"
        return f"{said} AND card.currency = {self._put(test.currency)}" if test.named else said

    def _days(self, field: str, test: Test) -> str:
        assert isinstance(test, Days)
        if field in _DAYS:
            first, last = (None if day is None else day.isoformat() for day in (test.first, test.last))
            return f"{_DAYS[field]} IS NOT NULL AND {self._between(_DAYS[field], first, last)}"
        column = _INSTANTS[field]
        said = [f"{column} IS NOT NULL"]
        if test.first is not None:
            said.append(f"{column} >= {self._put(_midnight(test.first))}")
        if test.last is not None:
            said.append(f"{column} < {self._put(_midnight(test.last + timedelta(days=1)))}")
        return " AND ".join(said)

    def _between(self, column: str, low: str | int | None, high: str | int | None) -> str:
        said = [] if low is None else [f"{column} >= {self._put(low)}"]
        said += [] if high is None else [f"{column} <= {self._put(high)}"]
        return " AND ".join(said)


def _is_plain_word(condition: Condition) -> bool:
    """Whether it is a free word to be found: those are looked up together, as phone numbers have spaces."""
    return not condition.field and not condition.negated and len(condition.tests) == 1


def _typed(test: Test) -> str:
    assert isinstance(test, Phrase)
    return f'"{fold(test.text)}"' if test.exact else test.text


def _holds(text: str, value: str, *, exact: bool = False) -> str:
    """The condition that a text, folded, is `value`, or has it somewhere."""
    # SQLite's own lower is four times as fast, and the same for what has neither accents nor odd spaces.
    odd = f"{text} GLOB '*[^ -~]*' OR instr({text}, '  ')"
    folded = f"CASE WHEN {odd} THEN funneltui_fold({text}) ELSE lower({text}) END"
    return f"{folded} = {value}" if exact else f"instr({folded}, {value})"


def _midnight(day: date) -> str:
    """The instant at which a local day begins, as the tables hold instants."""
    return datetime.combine(day, time()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
