"""A card's temperature in SQL, for filters and sorts over whole files.

It is `domain.temperature` said again, with the same numbers; a test holds the two together.
"""

from __future__ import annotations

from funneltui.domain.stages import StageKind
from funneltui.domain.temperature import (
    FORGOTTEN,
    FRESH,
    HIGH_CHANCE,
    HOT_FROM,
    KIND_REASONS,
    MOST_UNANSWERED,
    RECENT,
    SILENT,
    SOME_CHANCE,
    WARM_FROM,
)
from funneltui.storage.reads.warmth import BOUGHT

_SINCE = "card.last_in_at >= funneltui_day_begins(:today, {})"
"""Answered on the local day so many days ago, or later. Instants sort as texts."""
_ANSWERED = f"""CASE WHEN card.last_in_at IS NULL THEN -2
  WHEN {_SINCE.format(FRESH)} THEN 4
  WHEN {_SINCE.format(RECENT)} THEN 3
  ELSE 2 END"""
_SILENCE = f"""CASE WHEN card.last_in_at IS NULL OR {_SINCE.format(SILENT)} THEN 0
  WHEN {_SINCE.format(FORGOTTEN)} THEN -1
  ELSE -2 END"""
_UNANSWERED = f"CASE WHEN card.unanswered > 1 THEN 1 - min(card.unanswered, {MOST_UNANSWERED}) ELSE 0 END"
_STAGE = f"""(SELECT CASE s.kind
  WHEN '{StageKind.WON}' THEN {KIND_REASONS[StageKind.WON].points}
  WHEN '{StageKind.PARKED}' THEN {KIND_REASONS[StageKind.PARKED].points}
  WHEN '{StageKind.LOST}' THEN {KIND_REASONS[StageKind.LOST].points}
  ELSE (s.probability >= {SOME_CHANCE}) + (s.probability >= {HIGH_CHANCE}) END
  FROM stage s WHERE s.id = card.stage_id)"""
_BOUGHT = f"""(SELECT CASE WHEN s.kind <> '{StageKind.WON}' AND {BOUGHT.format(card="card")}
  THEN {KIND_REASONS[StageKind.WON].points} ELSE 0 END FROM stage s WHERE s.id = card.stage_id)"""

POINTS = f"({_ANSWERED} + {_SILENCE} + {_UNANSWERED} + card.yes_count - card.no_count + {_STAGE} + {_BOUGHT})"
"""The sum of the reasons; takes the parameter `:today`."""

LEVEL = f"""CASE WHEN card.temperature_override <> '' AND ifnull(card.temperature_until, '9999') >= :today
  THEN card.temperature_override
  WHEN {POINTS} >= {HOT_FROM} THEN 'hot' WHEN {POINTS} >= {WARM_FROM} THEN 'warm' ELSE 'cold' END"""
"""cold, warm or hot; takes the parameter `:today`."""

HEAT = f"""CASE WHEN card.temperature_override <> '' AND ifnull(card.temperature_until, '9999') >= :today
  THEN CASE card.temperature_override WHEN 'hot' THEN {HOT_FROM} WHEN 'warm' THEN {WARM_FROM} ELSE 0 END
  ELSE {POINTS} END"""
"""What to sort by: the points, those of the level where it was set by hand; takes the parameter `:today`."""
