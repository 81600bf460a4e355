"""The lower part of the contact pane: what happened, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time

from funneltui.clock import local_time
from funneltui.domain.channels import CHANNELS
from funneltui.domain.days import at_time, short_day
from funneltui.domain.field_names import BUYER_STEP_NAMES, DOOR_NAMES, FIELD_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.domain.qualification import ANSWER_WORDS, criterion_name
from funneltui.domain.stages import stage_name
from funneltui.domain.temperature import LEVEL_WORDS
from funneltui.domain.text import cells, pad
from funneltui.i18n import N_, translate as _
from funneltui.storage.reads.timeline import (
    ActionMoment,
    AnswerMoment,
    EditMoment,
    FieldEdit,
    Moment,
    MoveMoment,
    TouchMoment,
)
from funneltui.tui.looks.format import company_number
from funneltui.tui.widgets.pane_facts import Look
from funneltui.tui.widgets.pane_lines import Lines, Piece

_SAME_YEAR = date(2000, 1, 1)
_NOON = time(12)
_HOUR = len("10:30 ")
_SHOWN_TEXT = 60
_SHOWN_NOTE = 240
_SIGNS = {"in": ("←", "<"), "out": ("→", ">"), "move": ("»", "="), "yes": ("✓", "y"), "no": ("✗", "n"),
          "unknown": ("?", "?"), "action": ("■", "#"), "edit": ("±", "~")}  # fmt: skip
_ENDS = {"done": N_("done"), "replaced": N_("replaced"), "dropped": N_("dropped")}
_QUOTES = "“«\"'‘"
_STYLES = {"yes": "good", "no": "overdue", "unknown": "faint"}
_CHOICES: dict[str, dict[str, str]] = {
    "language": LANGUAGE_NAMES,
    "market": MARKET_NAMES,
    "buyer_step": BUYER_STEP_NAMES,
    "temperature_override": {level.value: words for level, words in LEVEL_WORDS.items()},
}


def moments(lines: Lines, listed: Iterable[Moment], look: Look, card: int, year: int) -> int:
    """Write moments of a timeline.

    Args:
        lines: Where to.
        listed: The moments, newest first.
        look: How to draw them.
        card: The deal in hand: what happened on another one says so.
        year: The year of the last date written so far.

    Returns:
        The year of the last date.
    """
    width = 1 + max(cells(short_day(date(2000, month, day), _SAME_YEAR)) for month in range(1, 13) for day in (1, 28))
    for moment in listed:
        day = local_time(moment.at).date()
        if day.year != year:
            year = day.year
            lines.lines.append((("heading", str(year)),))
        sign, pieces = _drawn(moment, look, card)
        when, hour = pad(short_day(day, day), width), _hour(moment)
        if lines.is_narrow:
            pieces = [("faint", f"{hour} "), *pieces] if hour else pieces
        else:
            when += pad(hour, _HOUR)
        lines.flow((("faint", when), sign, ("text", " ")), cells(when) + 2, *pieces)
    return year


def _hour(moment: Moment) -> str:
    """When in the day it was; empty where only the day is known, which is kept as noon."""
    then = local_time(moment.at).time()
    return "" if then == _NOON else at_time(f"{then:%H:%M}")


def words_of(moment: Moment, look: Look, card: int) -> str:
    """All that is drawn of a moment, its day included; arguments as for `moments`."""
    day = local_time(moment.at).date()
    return " ".join(
        (short_day(day, day), str(day.year), _hour(moment), *(text for _, text in _drawn(moment, look, card)[1]))
    )


def _drawn(moment: Moment, look: Look, card: int) -> tuple[Piece, list[Piece]]:
    sign, pieces = _said(moment, look)
    if moment.opportunity_id not in {None, card}:
        pieces.append(("faint", "  " + _("(another deal)")))
    return sign, pieces


def _sign(name: str, look: Look, style: str = "faint") -> Piece:
    return (style, _SIGNS[name][look.ascii_only])


def _said(moment: Moment, look: Look) -> tuple[Piece, list[Piece]]:
    """A moment's sign, and its words."""
    if isinstance(moment, TouchMoment):
        return _sign(moment.direction, look, "good" if moment.direction == "in" else "faint"), _touch(moment)
    if isinstance(moment, MoveMoment):
        return _sign("move", look, "strong"), _move(moment)
    if isinstance(moment, AnswerMoment):
        return _sign(moment.answer, look, _STYLES[moment.answer]), _answer(moment)
    if isinstance(moment, ActionMoment):
        what = moment.what or _("next action")
        return _sign("action", look), [("text", what), ("faint", f"  {_(_ENDS[moment.state])}")]
    return _sign("edit", look), _edit(moment, look)


def _touch(moment: TouchMoment) -> list[Piece]:
    pieces: list[Piece] = [("strong", _(CHANNELS[moment.channel]))]
    if moment.outcome:
        pieces.append(("text", f"  {moment.outcome}"))
    if moment.objection:
        pieces.append(("today", "  " + _("objection: {text}").format(text=moment.objection)))
    if moment.gave:
        pieces.append(("good", "  " + _("useful to them")))
    if moment.note:
        pieces.append(("text", f"  {moment.note.strip()}"))
    return pieces


def _move(moment: MoveMoment) -> list[Piece]:
    to = stage_name(moment.to_key, moment.to_name)
    if not moment.from_key:
        return [("text", _("added to {stage}").format(stage=to))]
    pieces: list[Piece] = [("text", f"{stage_name(moment.from_key, moment.from_name)} → "), ("strong", to)]
    if moment.override_reason:
        reason = _("moved anyway: {reason}").format(reason=moment.override_reason)
        pieces.append(("text", f"  {reason}"))
    if moment.reasons:
        pieces.append(("text", "  " + " · ".join(moment.reasons)))
    if moment.missing:
        names = ", ".join(criterion_name(key, own) for key, own in moment.missing)
        pieces.append(("faint", "  (" + _("missing: {criteria}").format(criteria=names) + ")"))
    return pieces


def _answer(moment: AnswerMoment) -> list[Piece]:
    name = criterion_name(moment.criterion_key, moment.criterion_name)
    pieces: list[Piece] = [
        ("text", _("{name}: ").format(name=name)),
        (_STYLES[moment.answer], _(ANSWER_WORDS[moment.answer])),
    ]
    if moment.evidence:
        quoted = moment.evidence if moment.evidence[0] in _QUOTES else _("“{text}”").format(text=moment.evidence)
        pieces.append(("text", f"  {quoted}"))
    if moment.said_by:
        pieces.append(("faint", f"  ({moment.said_by})"))
    return pieces


_LISTS = frozenset({"tags", "contact_tags", "opposed_channels", "files"})
_DAYS = frozenset({
    *("source_on", "informed_on", "expected_close", "promotion_until", "temperature_until"),
    *("work_starts", "work_ends"),
})  # fmt: skip


def _edit(moment: EditMoment, look: Look) -> list[Piece]:
    told: list[list[Piece]] = []
    for edit in moment.fields:
        label = _("{name}: ").format(name=_(FIELD_NAMES.get(edit.field, edit.field)))
        sides = zip((edit.before, edit.after), moment.currencies, strict=True)
        before, after = (_value(edit, value, currency, look) for value, currency in sides)
        if edit.field.endswith("note"):
            told.append([("faint", label), ("text", _written(edit))])
        elif before:
            told.append([("faint", f"{label}{before} → {after or '∅'}")])
        else:
            told.append([("faint", f"{label}{after}")])
    for part in told[:-1]:
        style, text = part[-1]
        part[-1] = (style, f"{text}, ")
    pieces = [piece for part in told for piece in part]
    if moment.door and moment.door != "program":
        pieces.append(("faint", f"  ({_(DOOR_NAMES.get(moment.door, moment.door))})"))
    return pieces


def _written(edit: FieldEdit) -> str:
    """What an edit wrote into a note: what was added to it, or all of it."""
    before, after = str(edit.before or "").strip(), str(edit.after or "").strip()
    text = " ".join(after.removeprefix(before).split()) or " ".join(after.split())
    return (text if len(text) <= _SHOWN_NOTE else f"{text[:_SHOWN_NOTE]}…") or _("emptied")


def _value(edit: FieldEdit, value: str | int | None, currency: str, look: Look) -> str:
    """One side of an edit, in words."""
    if value is None or value == "":
        return ""
    if edit.field == "amount":
        return look.money(int(value), currency or "EUR")
    if edit.field in _LISTS:
        names = (str(name) for name in json.loads(str(value)))
        return ", ".join(_(CHANNELS.get(name, name)) if edit.field == "opposed_channels" else name for name in names)
    if edit.field in _CHOICES:
        return _(_CHOICES[edit.field].get(str(value), str(value)))
    if edit.field in {"siren", "siret"}:
        return company_number(str(value))
    if edit.field == "opposed":
        return _("yes") if value else _("no")
    text = str(value)
    if edit.field in _DAYS:
        return look.day(text)
    return text if len(text) <= _SHOWN_TEXT else f"{text[:_SHOWN_TEXT]}…"
