"""Whom the figures count.

Each population is a SELECT with one row a deal (or an exchange) and the columns it is counted by. A figure and the
list behind it come from the same one, so that the list adds up to the figure. Every SELECT has a column `id`, the
deal; those of exchanges have `contact` and `touch` beside it. `{scope}` is where the conditions of
`scope.conditions` go. Deals and people in the bin are in none.
"""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.storage.reads.query import IDLE

_CLOSED_HERE = "path.next IS NULL AND card.closed_on IS NOT NULL"
_PASSES = """
SELECT card.opportunity_id AS id, path.stage, path.next, card.stage_id AS now, max(path.move) AS move {times}
FROM (SELECT m.opportunity_id AS deal, m.id AS move, m.to_stage_id AS stage, m.moved_at AS at,
    lead(m.to_stage_id) OVER way AS next {ahead}
  FROM stage_move m WINDOW way AS (PARTITION BY m.opportunity_id ORDER BY m.id)) path
CROSS JOIN card ON card.opportunity_id = path.deal
WHERE {period} {scope}
GROUP BY path.deal, path.stage
"""
"""The last entry of each deal into each stage. Moves follow each other as they were written down, whatever day they
are dated: `max(move)` makes SQLite take the other columns from that row. The day of the move that closed a deal is
the day it was closed."""
_IN_PERIOD = f"""
CASE WHEN {_CLOSED_HERE} THEN card.closed_on BETWEEN :since AND :until
  ELSE path.at >= :from AND path.at < :to END
"""
_COUNTED = _PASSES.replace("{times}", "").replace("{ahead}", "")
_STAYED = (
    _PASSES.replace("{period}", _IN_PERIOD)
    .replace("{times}", ", path.at, path.next_at, path.after_next, card.closed_on")
    .replace("{ahead}", ", lead(m.moved_at) OVER way AS next_at, lead(m.to_stage_id, 2) OVER way AS after_next")
)
"""With what only the days take: carrying it along would cost the other figures a third."""
_STAYS = f"""
SELECT id, stage, next IS NOT NULL AS over, CAST(max(0, julianday(
    CASE WHEN next IS NULL THEN :today WHEN after_next IS NULL AND closed_on IS NOT NULL THEN closed_on
      ELSE date(next_at, 'localtime') END)
  - julianday(CASE WHEN next IS NULL AND closed_on IS NOT NULL THEN closed_on ELSE date(at, 'localtime') END))
  AS INTEGER) AS days
FROM ({_STAYED})
"""
_DEALS = """
SELECT card.opportunity_id AS id, strftime('%Y-%m', card.created_at, 'localtime') AS month, stage.kind,
  CAST(max(0, julianday(ifnull(card.closed_on, :today)) - julianday(date(card.created_at, 'localtime'))) AS INTEGER)
    AS days
FROM card CROSS JOIN stage ON stage.id = card.stage_id
WHERE card.created_at >= :from AND card.created_at < :to {scope}
"""
_CLOSED = """
SELECT card.opportunity_id AS id, stage.kind, substr(card.closed_on, 1, 7) AS month, card.source, card.currency,
  ifnull(card.amount, 0) AS amount
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
FROM card CROSS JOIN stage ON stage.id = card.stage_id CROSS JOIN opportunity o ON o.id = card.opportunity_id
WHERE {{period}} {{scope}}
"""
_CAME_IN = "card.created_at >= :from AND card.created_at < :to"
_LOST = """
SELECT card.opportunity_id AS id, card.lost_reason AS reason, card.source,
  CASE WHEN ifnull(g.sector, '') = '' THEN k.market ELSE g.sector END AS segment, o.discarded_untried AS untried,
  card.closed_on AS day, card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id CROSS JOIN opportunity o ON o.id = card.opportunity_id
CROSS JOIN contact k ON k.id = card.contact_id LEFT JOIN organization g ON g.id = k.organization_id
WHERE stage.kind = 'lost' AND {period} {scope}
"""
_OPEN = f"""
SELECT card.opportunity_id AS id, card.stage_id AS stage, stage.kind,
  substr(ifnull(o.expected_close, ''), 1, 7) AS month, {IDLE} AS idle,
  card.due_on IS NOT NULL AS planned, card.currency, ifnull(card.amount, 0) AS amount
FROM card CROSS JOIN stage ON stage.id = card.stage_id CROSS JOIN opportunity o ON o.id = card.opportunity_id
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
    "passes": _COUNTED.replace("{period}", _IN_PERIOD),
    "ever": _COUNTED.replace("{period}", "1"),
    "stays": _STAYS,
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
SELECT t.channel, sum(t.direction = 'out'), sum(t.direction = 'in')
FROM touch t WHERE t.happened_at >= {{first}} AND t.happened_at < {{end}} AND {_BINNED} {{people}} GROUP BY 1
"""
"""How many exchanges there were, without looking at what followed."""
_BEFORE = "q.contact_id = t.contact_id AND (q.happened_at, q.id) < (t.happened_at, t.id)"
ANSWERS = f"""
SELECT substr(before, 25), CAST(julianday(at) - julianday(substr(before, 1, 20)) AS INTEGER),
  sum(before >= :from AND before < :to), sum(before >= :year_from)
FROM (SELECT t.happened_at AS at,
    (SELECT q.happened_at || q.direction || ' ' || q.channel FROM touch q WHERE {_BEFORE}
      ORDER BY q.contact_id DESC, q.happened_at DESC, q.id DESC LIMIT 1) AS before
  FROM touch t WHERE t.direction = 'in' AND +t.happened_at >= {{first}} AND {_BINNED} {{people}}
  ORDER BY t.contact_id, t.happened_at, t.id LIMIT -1 OFFSET 0)
WHERE before >= {{first}} AND before < {{end}} AND substr(before, 21, 4) = 'out ' GROUP BY 1, 2
"""
"""How many outgoing exchanges of the period and of the last twelve months were answered, by channel and days.

Looked at from the answers, which are fewer: what came in right after something that went out to the same person. In
the order of an index that holds all it needs; the limit that is none keeps SQLite from looking twice.
"""
