"""What a new file starts with: the default stages, qualification grid, loss reasons and message templates.

The words of the first three are not stored: a NULL name means the built-in one, in the language in force. A
template is the user's own from the start.
"""

from __future__ import annotations

import sqlite3

from funneltui.clock import Clock
from funneltui.domain.default_templates import DEFAULT_TEMPLATES
from funneltui.domain.losses import DEFAULT_LOSS_REASONS
from funneltui.domain.qualification import DEFAULT_CRITERIA
from funneltui.domain.stages import DEFAULT_STAGES

__all__ = ["plant"]


def plant(connection: sqlite3.Connection, clock: Clock) -> None:
    """Write the defaults into an empty schema, inside the caller's transaction.

    Their uids are made of their keys, so that two files know each other's defaults.
    """
    connection.executemany(
        "INSERT INTO stage (uid, key, kind, position, probability, idle_days, colour) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (f"stage-{one.key}", one.key, one.kind.value, place, one.probability, one.idle_days, one.colour)
            for place, one in enumerate(DEFAULT_STAGES)
        ],
    )
    connection.executemany(
        "INSERT INTO criterion (uid, key, weight, position) VALUES (?, ?, ?, ?)",
        [(f"criterion-{one.key}", one.key, one.weight, place) for place, one in enumerate(DEFAULT_CRITERIA)],
    )
    connection.executemany(
        "INSERT INTO stage_criterion (uid, stage_id, criterion_id)"
        " SELECT 'gate-' || stage.key || '-' || criterion.key, stage.id, criterion.id"
        " FROM stage, criterion WHERE stage.key = ? AND criterion.key = ?",
        [(stage.key, criterion) for stage in DEFAULT_STAGES for criterion in stage.required],
    )
    connection.executemany(
        "INSERT INTO loss_reason (uid, key, position, note_required) VALUES (?, ?, ?, ?)",
        [(f"loss-{one.key}", one.key, place, int(one.note_required)) for place, one in enumerate(DEFAULT_LOSS_REASONS)],
    )
    connection.executemany(
        "INSERT INTO template (uid, name, language, temperature, purpose, stage_id, subject, body)"
        " VALUES (?, ?, ?, ?, ?, (SELECT id FROM stage WHERE key = ?), ?, ?)",
        [
            (
                f"template-{one.key}-{one.language}",
                one.name,
                one.language,
                one.temperature,
                one.purpose,
                one.stage or None,
                one.subject,
                one.body,
            )
            for one in DEFAULT_TEMPLATES
        ],
    )
    connection.execute("INSERT INTO profile (key, value) VALUES ('created_on', ?)", (clock.today().isoformat(),))
