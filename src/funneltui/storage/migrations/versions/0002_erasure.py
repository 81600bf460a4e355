"""Erasure for privacy: its proof, the opposition list, and the mark on the steps it went through.

Older undo steps stay as they are and can be undone: the tables whose rows they hold have not changed.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_ERASURE = """
CREATE TABLE erasure ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, erased_at TEXT NOT NULL,
row_count INTEGER DEFAULT 0 NOT NULL, step_count INTEGER DEFAULT 0 NOT NULL, address_count INTEGER DEFAULT 0 NOT NULL,
scrubbed_at TEXT, CONSTRAINT erased_at_is_an_instant CHECK (erased_at LIKE '____-__-__T__:__:__Z'),
CONSTRAINT scrubbed_at_is_an_instant CHECK (scrubbed_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid) ) STRICT
"""
_OPPOSITION = """
CREATE TABLE opposition ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, kind TEXT NOT NULL,
secret TEXT NOT NULL, digest TEXT NOT NULL, noted_on TEXT NOT NULL,
CONSTRAINT kind_is_known CHECK (kind IN ('email', 'phone', 'link')),
CONSTRAINT noted_on_is_a_day CHECK (noted_on LIKE '____-__-__'), UNIQUE (uid) ) STRICT
"""
_MARK = """
ALTER TABLE step ADD COLUMN erased_on TEXT CONSTRAINT erased_on_is_a_day CHECK (erased_on LIKE '____-__-__')
"""


def upgrade() -> None:
    """Add two tables, an index and a column."""
    for statement in (_ERASURE, _OPPOSITION, "CREATE INDEX opposition_digest ON opposition (digest)", _MARK):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """A file is not made older: opposition would be forgotten."""
    raise NotImplementedError
