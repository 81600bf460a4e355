"""What comes next: a uid on every row, sources and their costs, drafts, work and files of a deal, pairs told apart.

Older undo steps stay as they are and can be undone. The rows they hold lack the new columns, and say nothing of them:
undoing leaves these alone where the row is there, and fills them in where it comes back (`storage.journal`). Its uid
is made of the row's number and of the file's origin, both here and there, so that it is the same each time and in
every copy of the file.
"""

from functools import partial
from uuid import NAMESPACE_OID, uuid5

from alembic import op

from funneltui.storage.derived import refresh
from funneltui.storage.engine import driver_of
from funneltui.storage.migrations.former_words import renew
from funneltui.storage.uids import derived_uid, new_uid

revision = "0003"
down_revision = "0002"

_COLUMNS = (
    *(f"{table} ADD COLUMN uid TEXT DEFAULT '' NOT NULL" for table in ("contact_point", "opportunity_role")),
    *(f"{table} ADD COLUMN uid TEXT DEFAULT '' NOT NULL" for table in ("stage_criterion", "stage_move", "step")),
    "touch ADD COLUMN external_id TEXT",
    *(
        f"opportunity ADD COLUMN {day} TEXT CONSTRAINT {day}_is_a_day CHECK ({day} LIKE '____-__-__')"
        for day in ("work_starts", "work_ends")
    ),
    "opportunity ADD COLUMN files TEXT DEFAULT '[]' NOT NULL CONSTRAINT files_is_a_list CHECK (files LIKE '[%]')",
    *(f"stage_move ADD COLUMN {text} TEXT DEFAULT '' NOT NULL" for text in ("lost_reason", "lost_note")),
    "stage_move ADD COLUMN parked_until TEXT CONSTRAINT parked_until_is_a_day CHECK (parked_until LIKE '____-__-__')",
    *(f"stage_move ADD COLUMN {text} TEXT DEFAULT '' NOT NULL" for text in ("parked_why", "parked_say")),
)
_TABLES = """
CREATE TABLE distinct_pair ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
contact_id INTEGER NOT NULL, other_id INTEGER NOT NULL, created_at TEXT NOT NULL,
CONSTRAINT pair_is_ordered CHECK (contact_id < other_id),
CONSTRAINT created_at_is_an_instant CHECK (created_at LIKE '____-__-__T__:__:__Z'), UNIQUE (uid),
FOREIGN KEY(contact_id) REFERENCES contact (id), FOREIGN KEY(other_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE source ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL,
folded_name TEXT NOT NULL, note TEXT DEFAULT '' NOT NULL, UNIQUE (uid), UNIQUE (folded_name) ) STRICT;
CREATE TABLE source_cost ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
source_id INTEGER NOT NULL, amount INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT 'EUR' NOT NULL,
spent_on TEXT NOT NULL, note TEXT DEFAULT '' NOT NULL, CONSTRAINT amount_is_not_negative CHECK (amount >= 0),
CONSTRAINT currency_is_iso_4217 CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
CONSTRAINT spent_on_is_a_day CHECK (spent_on LIKE '____-__-__'), UNIQUE (uid),
FOREIGN KEY(source_id) REFERENCES source (id) ) STRICT;
CREATE TABLE draft ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL,
subject TEXT DEFAULT '' NOT NULL, subject_id INTEGER DEFAULT 0 NOT NULL, fields TEXT DEFAULT '{}' NOT NULL,
saved_at TEXT NOT NULL,
CONSTRAINT subject_is_known CHECK (subject IN ('', 'contact', 'opportunity', 'organization')),
CONSTRAINT fields_is_an_object CHECK (fields LIKE '{%}'),
CONSTRAINT saved_at_is_an_instant CHECK (saved_at LIKE '____-__-__T__:__:__Z') ) STRICT
"""
_UIDS = ("contact_point", "opportunity_role", "stage_criterion", "stage_move", "step")
_INDEXES = (
    *(f"UNIQUE INDEX {table}_uid ON {table} (uid)" for table in _UIDS),
    "UNIQUE INDEX touch_external_id ON touch (external_id) WHERE external_id IS NOT NULL",
    "INDEX touch_channel_when ON touch (channel, direction, happened_at, contact_id)",
    "INDEX touch_contact_when ON touch (contact_id, happened_at, id, direction, channel)",
    "INDEX stage_move_way ON stage_move (opportunity_id, id, to_stage_id, moved_at)",
    "UNIQUE INDEX distinct_pair_once ON distinct_pair (contact_id, other_id)",
    "INDEX ix_distinct_pair_other_id ON distinct_pair (other_id)",
    "INDEX ix_source_cost_source_id ON source_cost (source_id)",
    "UNIQUE INDEX draft_once ON draft (form, subject, subject_id)",
)
_REASONS = """
UPDATE stage_move SET lost_reason = o.lost_reason, lost_note = o.lost_note, parked_until = o.parked_until,
parked_why = o.parked_why, parked_say = o.parked_say FROM opportunity o
WHERE o.id = stage_move.opportunity_id AND o.stage_id = stage_move.to_stage_id
AND (o.lost_reason <> '' OR o.parked_until IS NOT NULL)
AND stage_move.id = (SELECT max(m.id) FROM stage_move m WHERE m.opportunity_id = o.id)
"""
"""A closed or parked card's last move takes over why it is there."""


def upgrade() -> None:
    """Add the columns, fill them, then the tables and the indexes."""
    execute = op.get_bind().exec_driver_sql
    for column in _COLUMNS:
        execute(f"ALTER TABLE {column}")
    oldest = execute("SELECT uid FROM contact ORDER BY id LIMIT 1").scalar()
    origin = str(uuid5(NAMESPACE_OID, oldest or new_uid()))  # so that copies that are upgraded apart have the same
    execute("INSERT INTO profile (key, value) VALUES ('origin', ?)", (origin,))
    driver = driver_of(op.get_bind())
    driver.create_function("derived_uid", 2, partial(derived_uid, origin))
    for table in _UIDS:
        execute(f"UPDATE {table} SET uid = derived_uid('{table}', id)")
    execute(_REASONS)
    for statement in _TABLES.split(";"):
        execute(statement)
    execute("DROP INDEX touch_contact_when")
    for index in _INDEXES:
        execute(f"CREATE {index}")
    tagged = execute("SELECT o.id FROM opportunity o JOIN contact c ON c.id = o.contact_id WHERE c.tags <> '[]'")
    refresh(driver, [row[0] for row in tagged])  # a card has its contact's tags from now on
    renew(driver)


def downgrade() -> None:
    """A file is not made older: what was entered since would be forgotten."""
    raise NotImplementedError
