"""The first version. Files are born at it or later, from `schema.sql`: there is nothing to do."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: no file is older than this."""


def downgrade() -> None:
    """There is no older version to go back to."""
    raise NotImplementedError
