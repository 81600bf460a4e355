"""When a deal is idle, in SQL. Apart from the query language, which takes long to import."""

from __future__ import annotations

LAST_ACTIVITY = "max(ifnull(card.last_touch_at, ''), card.stage_since)"
IDLE = (
    "EXISTS (SELECT 1 FROM stage s WHERE s.id = card.stage_id AND s.idle_days > 0 AND"
    f" {LAST_ACTIVITY} < funneltui_day_begins(:today, s.idle_days))"
    " AND NOT ifnull(card.due_on >= :today, 0)"
)
"""Nothing has happened for longer than the stage allows, and nothing is planned from `:today` on."""
