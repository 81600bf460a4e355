"""Alembic's entry point: runs the revisions on the connection `alembic_config` was given."""

from __future__ import annotations

from alembic import context

from funneltui.storage.tables import metadata


def _is_ours(_item: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:  # noqa: FBT001 - Alembic's signature
    """Leave the full-text index alone: SQLModel does not describe it."""
    return not (kind == "table" and reflected and (name or "").startswith("search"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=_is_ours,
    render_as_batch=True,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
