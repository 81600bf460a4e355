"""What is left of people who were erased: nothing that says who they were."""

from __future__ import annotations

from sqlalchemy import Index

from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    day,
    instant,
    key,
    number,
    one_of,
    required_text,
    text_column,
    uid,
)


class Erasure(Named, table=True):
    """The proof that somebody was erased: when, and how much; not who.

    `scrubbed_at` is NULL until the bytes are gone from the file and from the copies beside it, so that a later
    start finishes what a crash has interrupted.
    """

    __table_args__ = (instant("erased_at"), instant("scrubbed_at"), STRICT)

    id: int = key()
    uid: str = uid()
    erased_at: str = required_text()
    row_count: int = number()
    """Rows that were removed from the tables."""
    step_count: int = number()
    """Steps of the history that were rid of them."""
    address_count: int = number()
    """Addresses that went onto the opposition list."""
    scrubbed_at: str | None = text_column(null=True)


class Opposition(Named, table=True):
    """An address of somebody who does not want to be contacted, as a keyed hash: it outlives their erasure.

    The key lies in the row, so that rows go from file to file. Whoever has the file can try addresses: this is
    not anonymous data, only less than the address.
    """

    __table_args__ = (
        one_of("kind", "email", "phone", "link"),
        day("noted_on"),
        Index("opposition_digest", "digest"),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    kind: str = required_text()
    secret: str = required_text()
    """The key, in hexadecimal; the same in all rows that one file has made."""
    digest: str = required_text()
    """HMAC-SHA-256 of the normalized address under the key, in hexadecimal."""
    noted_on: str = required_text()
