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


def plant(connection: sqlite3.Connection, clock: Clock) -> None:
    """Write the defaults into an empty schema, inside the caller's transaction.

    Their uids are made of their keys, so that two files know each other's defaults.
    """
    connection.executemany(
        "INSERT INTO stage (uid, key, kind, position, probability, idle_days, colour) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (f"stage-{stage.key}", stage.key, stage.kind.value, place, stage.probability, stage.idle_days, stage.colour)
            for place, stage in enumerate(DEFAULT_STAGES)
        ],
    )
    connection.executemany(
        "INSERT INTO criterion (uid, key, weight, position) VALUES (?, ?, ?, ?)",
        [
            (f"criterion-{criterion.key}", criterion.key, criterion.weight, place)
            for place, criterion in enumerate(DEFAULT_CRITERIA)
        ],
    )
    connection.executemany(
        "INSERT INTO stage_criterion (uid, stage_id, criterion_id)"
        " SELECT 'gate-' || stage.key || '-' || criterion.key, stage.id, criterion.id"
        " FROM stage, criterion WHERE stage.key = ? AND criterion.key = ?",
        [(stage.key, criterion) for stage in DEFAULT_STAGES for criterion in stage.required],
    )
    connection.executemany(
        "INSERT INTO loss_reason (uid, key, position, note_required) VALUES (?, ?, ?, ?)",
        [
            (f"loss-{reason.key}", reason.key, place, int(reason.note_required))
            for place, reason in enumerate(DEFAULT_LOSS_REASONS)
        ],
    )
    connection.executemany(
        "INSERT INTO template (uid, name, language, temperature, purpose, stage_id, subject, body)"
        " VALUES (?, ?, ?, ?, ?, (SELECT id FROM stage WHERE key = ?), ?, ?)",
        [
            (
                f"template-{template.key}-{template.language}",
                template.name,
                template.language,
                template.temperature,
                template.purpose,
                template.stage or None,
                template.subject,
                template.body,
            )
            for template in DEFAULT_TEMPLATES
        ],
    )
    connection.execute("INSERT INTO profile (key, value) VALUES ('created_on', ?)", (clock.today().isoformat(),))
