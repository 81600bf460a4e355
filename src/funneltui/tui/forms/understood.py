"""What the program makes of a typed text, in a few words beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from funneltui.domain.contact_points import normalize_email, normalize_link, ways_in
from funneltui.domain.currencies import minor_digits
from funneltui.domain.dates import parse_day, parse_due
from funneltui.domain.days import long_day
from funneltui.domain.entries import NextStep
from funneltui.domain.money import decimal_string, parse_amount
from funneltui.domain.phones import misses_digits
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, language, translate as _
from funneltui.storage.reads.contact_values import OpportunityDetail
from funneltui.tui.looks.format import money

Check = Callable[[str], str]


def required(text: str) -> str:
    """A name there has to be.

    Raises:
        InvalidValueError: There is none.
    """
    if not text.strip():
        raise InvalidValueError(N_("Enter a name."), field="name")
    return ""


def value_check(currency: str) -> Check:
    """Reads amounts; those without a currency are in `currency`."""

    def check(text: str) -> str:
        if not text.strip():
            return ""
        amount = parse_amount(text, currency)
        whole = money(amount.money.minor, amount.money.currency)
        if amount.daily_rate is None or amount.half_days is None:
            return f"= {whole}"
        return _("= {whole}: {days} d × {rate}").format(
            whole=whole, days=_days(amount.half_days), rate=money(amount.daily_rate, amount.money.currency)
        )

    return check


def amount_text(amount: int | None, currency: str, daily_rate: int | None = None, half_days: int | None = None) -> str:
    """A stored amount as one would type it, to be edited."""
    if amount is None:
        return ""
    if daily_rate is not None and half_days is not None:
        text = _("{days}d x {rate}").format(days=_days(half_days), rate=_figure(daily_rate, currency))
        if _means(text, amount, currency):
            return text
    return f"{_figure(amount, currency)} {currency}"


def worth_text(deal: OpportunityDetail) -> str:
    """What a deal is worth, or brought in when it is won, as one would type it."""
    days = (deal.daily_rate, deal.half_days) if deal.won_amount is None else (None, None)
    return amount_text(deal.worth, deal.currency, *days)


def _means(text: str, amount: int, currency: str) -> bool:
    try:
        read = parse_amount(text, currency).money
    except InvalidValueError:
        return False
    return (read.minor, read.currency) == (amount, currency)


def _figure(minor: int, currency: str) -> str:
    text = decimal_string(minor, currency)
    digits = minor_digits(currency)
    return text[: -digits - 1] if digits and minor % 10**digits == 0 else text


def _days(half_days: int) -> str:
    point = "," if language() == "fr" else "."
    return f"{half_days // 2}{point}5" if half_days % 2 else str(half_days // 2)


def day(text: str, today: date, *, past: bool = False) -> date | None:
    """A day as people say it; None for an empty text.

    Raises:
        InvalidValueError: It is no day.
    """
    return parse_day(text, today, language(), prefer="past" if past else "future").day if text.strip() else None


def day_check(today: date, *, past: bool = False) -> Check:
    """Reads days as people say them; of something that has happened, `fri` is the last one."""

    def check(text: str) -> str:
        if not text.strip():
            return ""
        return parse_day(text, today, language(), prefer="past" if past else "future").words

    return check


def due_check(today: date, kept: str = "") -> Check:
    """Reads a day to come and what to do on it; what is planned already, however late, is `kept`."""

    def check(text: str) -> str:
        if not text.strip():
            return ""
        understood, what = parse_due(text, today, language())
        if understood.day < today and text.strip() != kept:
            raise InvalidValueError(
                N_("{day} is in the past. Enter today or a later day."), day=long_day(understood.day)
            )
        words = long_day(understood.day, understood.time)
        return f"{words} · {what}" if what else words

    return check


def due(text: str, today: date) -> NextStep | None:
    """A next action as it is typed; None for an empty text.

    Raises:
        InvalidValueError: No day is understood.
    """
    if not text.strip():
        return None
    when, what = parse_due(text, today, language())
    return NextStep(when.day, what, when.time)


def whole(text: str, field: str = "", digits: int = 5) -> int:
    """A whole number of so many digits at most.

    Raises:
        InvalidValueError: It is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        raise InvalidValueError(N_("A whole number, such as 14."), field=field)
    return int(text)


def number(text: str) -> str:
    """Sees that a whole number is typed."""
    whole(text.strip())
    return ""


def shape_check(rule: Check) -> Check:
    """Sees that what is typed has the form that a rule asks for; nothing at all is right too."""

    def check(text: str) -> str:
        if text.strip():
            rule(text)
        return ""

    return check


def words(text: str) -> tuple[str, ...]:
    """What is parted by commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def day_text(day: str | None) -> str:
    """A stored day as one would type it: the French way in French, else as ISO 8601 has it."""
    if not day:
        return ""
    return f"{date.fromisoformat(day):%d/%m/%Y}" if language() == "fr" else day


def due_text(due_on: str | None, due_time: str | None, what: str) -> str:
    """A stored next action as one would type it, to be edited."""
    if due_on is None:
        return ""
    clock = f" {time.fromisoformat(due_time):%H:%M}" if due_time else ""
    return f"{day_text(due_on)}{clock} {what}".strip()


def organization_check(is_known: Callable[[str], bool]) -> Check:
    """Says that a typed organization would be a new one: a slip would make one too."""

    def check(text: str) -> str:
        return _("a new organization") if text.strip() and not is_known(text) else ""

    return check


def emails(text: str) -> str:
    """Addresses, however many.

    Raises:
        InvalidValueError: One of them cannot be one.
    """
    return _each("email", text, normalize_email)


def phones(text: str) -> str:
    """Numbers, however many; says of one of the user's country when it has not its digits, which may be meant.

    Raises:
        InvalidValueError: One of them cannot be one.
    """
    for number in ways_in("phone", text):
        if digits := misses_digits(number):
            return _("{number}: numbers here have {digits} digits").format(number=number, digits=digits)
    return ""


def links(text: str) -> str:
    """Web addresses, however many.

    Raises:
        InvalidValueError: One of them cannot be one.
    """
    return _each("link", text, normalize_link)


def _each(kind: str, text: str, normalize: Callable[[str], str]) -> str:
    for part in ways_in(kind, text):
        normalize(part)
    return ""
