"""Whom the figures count.

Each population is a SELECT with one row a deal (or an exchange) and the columns it is counted by. A figure and the
list behind it come from the same one, so that the list adds up to the figure. Every SELECT has a column `id`, the
deal; those of exchanges have `contact` and `touch` beside it. `{scope}` is where the conditions of
`scope.conditions` go. Deals and people in the bin are in none. What is there for one column only is a LEFT JOIN:
SQLite leaves it out of a question that does not ask for the column.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.domain.channels import CHANNELS
from funneltui.storage.reads.idle import IDLE

_LAST = "NOT EXISTS (SELECT 1 FROM stage_move z WHERE z.opportunity_id = {move}.opportunity_id AND z.id > {move}.id)"
_ENTERED = """
CASE WHEN card.closed_on IS NOT NULL AND {last} THEN card.closed_on BETWEEN :since AND :until
  ELSE {move}.moved_at >= :from AND {move}.moved_at < :to END
"""
"""Whether a move was made in the period. The day of the move that closed a deal is the day it was closed."""
_DAY = "CAST(julianday({day}) + 0.5 AS INTEGER)"
_LOCAL_DAY = "CAST(julianday({instant}, 'localtime') + 0.5 AS INTEGER)"
_CLOSED_DAY = _DAY.format(day="card.closed_on")
_PASSES = f"""
SELECT m.opportunity_id AS id, m.to_stage_id AS stage, n.to_stage_id AS next, card.stage_id AS now,
  n.id IS NOT NULL AS over, max(0, CASE WHEN n.id IS NULL THEN {_DAY.format(day=":today")}
      WHEN card.closed_on IS NOT NULL AND {_LAST.format(move="n")} THEN {_CLOSED_DAY}
      ELSE {_LOCAL_DAY.format(instant="n.moved_at")} END
    - CASE WHEN n.id IS NULL AND card.closed_on IS NOT NULL THEN {_CLOSED_DAY}
      ELSE {_LOCAL_DAY.format(instant="m.moved_at")} END) AS days
FROM stage_move m INDEXED BY stage_move_way CROSS JOIN card ON card.opportunity_id = m.opportunity_id
LEFT JOIN stage_move n INDEXED BY stage_move_way ON n.opportunity_id = m.opportunity_id AND n.id =
  (SELECT y.id FROM stage_move y WHERE y.opportunity_id = m.opportunity_id AND y.id > m.id
    ORDER BY y.opportunity_id, y.id LIMIT 1)
WHERE {{period}} AND NOT EXISTS (SELECT 1 FROM stage_move l WHERE l.opportunity_id = m.opportunity_id AND l.id > m.id
  AND l.to_stage_id = m.to_stage_id AND {{later}}) {{scope}}
"""
"""The last entry of each deal into each stage, and how many days it stayed there.

Moves follow each other as they were written down, whatever day they are dated. The index named holds all that is
asked of a move; SQLite would take one by stage, and look each move up.
"""
_DEALS = f"""
SELECT card.opportunity_id AS id, strftime('%Y-%m', card.created_at, 'localtime') AS month, stage.kind,
  max(0, {_DAY.format(day="ifnull(card.closed_on, :today)")} - {_LOCAL_DAY.format(instant="card.created_at")}) AS days
FROM card CROSS JOIN stage ON stage.id = card.stage_id
WHERE card.created_at >= :from AND card.created_at < :to {{scope}}
"""
_CLOSED = """
SELECT card.opportunity_id AS id, stage.kind, substr(card.closed_on, 1, 7) AS month, card.source,
  card.lost_reason AS reason, card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id
WHERE stage.kind IN ('won', 'lost') AND card.closed_on BETWEEN :since AND :until {scope}
"""
_WON_OFTEN = """
SELECT k.contact_id FROM card k JOIN stage w ON w.id = k.stage_id AND w.kind = 'won'
GROUP BY k.contact_id HAVING count(*) > 1
"""
_QUALIFIED = """
SELECT m.opportunity_id FROM stage_move m WHERE m.to_stage_id IN (SELECT value FROM json_each(:qualifying))
"""
_LEADS = f"""
SELECT card.opportunity_id AS id, card.contact_id AS contact, card.source, stage.kind, card.lost_reason AS reason,
  o.discarded_untried AS untried,
  stage.kind = 'won' OR card.opportunity_id IN ({_QUALIFIED}) AS qualified,
  stage.kind = 'won' AND card.contact_id IN ({_WON_OFTEN}) AS repeat,
  card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id LEFT JOIN opportunity o ON o.id = card.opportunity_id
WHERE {{period}} {{scope}}
"""
_CAME_IN = "card.created_at >= :from AND card.created_at < :to"
_LOST = """
SELECT card.opportunity_id AS id, card.lost_reason AS reason, card.source,
  CASE WHEN ifnull(g.sector, '') = '' THEN k.market ELSE g.sector END AS segment, o.discarded_untried AS untried,
  card.closed_on AS day, card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id LEFT JOIN opportunity o ON o.id = card.opportunity_id
LEFT JOIN contact k ON k.id = card.contact_id LEFT JOIN organization g ON g.id = k.organization_id
WHERE stage.kind = 'lost' AND {period} {scope}
"""
_OPEN = f"""
SELECT card.opportunity_id AS id, card.stage_id AS stage, stage.kind,
  substr(ifnull(o.expected_close, ''), 1, 7) AS month, {IDLE} AS idle,
  card.due_on IS NOT NULL AS planned, card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id LEFT JOIN opportunity o ON o.id = card.opportunity_id
WHERE stage.kind IN ('suspect', 'open') {{scope}}
"""
_WORK = """
SELECT card.opportunity_id AS id, card.opportunity_id AS deal, o.half_days, o.work_starts AS starts,
  o.work_ends AS ends, card.closed_on
FROM card CROSS JOIN stage ON stage.id = card.stage_id CROSS JOIN opportunity o ON o.id = card.opportunity_id
WHERE stage.kind = 'won' AND (o.work_ends >= :today
  OR o.work_ends IS NULL AND ifnull(o.work_starts, card.closed_on) >= date(:today, '-12 months')) {scope}
"""
_WAKING = """
SELECT card.opportunity_id AS id FROM card CROSS JOIN stage ON stage.id = card.stage_id
WHERE stage.kind = 'parked' AND card.parked_until <= date(:today, '+1 month') {scope}
"""
_BINNED = "t.contact_id NOT IN (SELECT id FROM contact WHERE binned_at IS NOT NULL)"
_AFTER = "q.contact_id = t.contact_id AND (q.happened_at, q.id) > (t.happened_at, t.id)"
_EXCHANGES = f"""
SELECT (SELECT max(card.opportunity_id) FROM card WHERE card.contact_id = t.contact_id) AS id,
  t.contact_id AS contact, t.id AS touch, t.channel, t.direction,
  strftime('%Y-%m', t.happened_at, 'localtime') AS month,
  t.direction = 'out' AND ifnull((SELECT q.direction = 'in' FROM touch q WHERE {_AFTER}
    ORDER BY q.happened_at, q.id LIMIT 1), 0) AS answered
FROM touch t WHERE {{period}} AND {_BINNED} {{people}}
"""
_TALKED = "t.happened_at >= :from AND t.happened_at < :to"

POPULATIONS: Mapping[str, str] = {
    "passes": _PASSES.replace("{period}", _ENTERED.format(move="m", last="n.id IS NULL")).replace(
        "{later}", _ENTERED.format(move="l", last=_LAST.format(move="l"))
    ),
    "ever": _PASSES.replace("{period}", "1").replace("{later}", "1"),
    "deals": _DEALS,
    "closed": _CLOSED,
    "leads": _LEADS.replace("{period}", _CAME_IN),
    "year": _LEADS.replace("{period}", "card.created_at >= :year_from"),
    "lost": _LOST.replace("{period}", "card.closed_on BETWEEN :since AND :until"),
    "objections": _LOST.replace("{period}", "card.lost_reason = 'price' AND card.closed_on > :price_since"),
    "open": _OPEN,
    "work": _WORK,
    "waking": _WAKING,
    "exchanges": _EXCHANGES.replace("{period}", _TALKED),
    "year_exchanges": _EXCHANGES.replace("{period}", "t.happened_at >= :year_from"),
}
"""By the name that `Behind.population` has."""

SENT = f"""
SELECT k.channel, k.direction, (SELECT count(*) FROM touch t WHERE t.channel = k.channel AND t.direction = k.direction
    AND t.happened_at >= {{first}} AND t.happened_at < {{end}} AND {_BINNED} {{people}})
FROM (SELECT c.value AS channel, d.value AS direction
  FROM json_each('{json.dumps(list(CHANNELS))}') c CROSS JOIN json_each('["in", "out"]') d) k
"""
"""How many exchanges there were, without looking at what followed: each count is a range of an index."""
_BEFORE = "q.contact_id = t.contact_id AND (q.happened_at, q.id) < (t.happened_at, t.id)"
IN_PERIOD = 8
IN_YEAR = 16
KINDS = 32
_SECOND = "CAST(julianday({instant}) * 86400 + 0.5 AS INTEGER)"
_PLACES = " ".join(f"WHEN '{channel}' THEN {place}" for place, channel in enumerate(CHANNELS))
_CHANNEL = f"CASE q.channel {_PLACES} END"
ANSWERS = f"""
SELECT {{days}} * {KINDS} + sent % {KINDS}, count(*)
FROM (SELECT t.happened_at AS at,
    (SELECT CASE q.direction WHEN 'out' THEN {{sent}} * {KINDS} + {_CHANNEL}
        + {IN_PERIOD} * (q.happened_at >= :from AND q.happened_at < :to)
        + {IN_YEAR} * (q.happened_at >= :year_from) END
      FROM touch q WHERE {_BEFORE} ORDER BY q.contact_id DESC, q.happened_at DESC, q.id DESC LIMIT 1) AS sent
  FROM touch t INDEXED BY touch_contact_when
  WHERE t.direction = 'in' AND t.happened_at >= {{first}} AND {_BINNED} {{people}} LIMIT -1 OFFSET 0)
WHERE sent % {KINDS} >= {IN_PERIOD} GROUP BY 1
"""
"""How many outgoing exchanges were answered, by one number, which SQLite sorts in a third of the time of several
texts: the channel's place, whether the exchange was in the period and in the last twelve months, and the days.

Looked at from the answers, which are fewer: what came in right after something that went out to the same person. In
the order of an index that holds all it needs; the limit that is none keeps SQLite from looking twice.
"""
SENT_AT = _SECOND.format(instant="q.happened_at")
DAYS_TO_ANSWER = f"(({_SECOND.format(instant='at')} - sent / {KINDS}) / 86400)"
"""What goes into `{sent}` and `{days}` where the days are asked for; else zeros."""
