"""The people one writes to, and where they work."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    added_uid,
    day,
    flag,
    folded_name,
    instant,
    json_list,
    key,
    moment,
    number,
    one_of,
    reference,
    required_text,
    text_column,
    uid,
)


class Organization(Named, table=True):
    """A company, association or administration."""

    __table_args__ = (instant("created_at"), instant("updated_at"), STRICT)

    id: int = key()
    uid: str = uid()
    name: str = required_text()
    folded_name: str = folded_name()
    website: str = text_column()
    siren: str = text_column()
    siret: str = text_column()
    vat_number: str = text_column()
    sector: str = text_column()
    address: str = text_column()
    note: str = text_column()
    created_at: str = moment()
    updated_at: str = moment()


class Contact(Named, table=True):
    """A person (or an organization one writes to). Its history is one, whatever the deals."""

    __table_args__ = (
        one_of("language", "", "fr", "en"),
        one_of("market", "b2b", "b2c"),
        flag("opposed"),
        json_list("opposed_channels"),
        json_list("tags"),
        day("source_on"),
        day("informed_on"),
        instant("binned_at"),
        instant("created_at"),
        instant("updated_at"),
        Index(
            "contact_uninformed",
            "source_on",
            sqlite_where=text("informed_on IS NULL AND source <> '' AND opposed = 0"),
        ),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    name: str = required_text()
    folded_name: str = folded_name()
    given_name: str = text_column()
    family_name: str = text_column()
    job_title: str = text_column()
    organization_id: int | None = reference("organization", null=True)
    address: str = text_column()
    language: str = text_column()
    market: str = text_column(default="b2b")
    tags: str = text_column(default="[]")
    source: str = text_column()
    source_on: str | None = text_column(null=True)
    source_detail: str = text_column()
    introduced_by_id: int | None = reference("contact", null=True)
    note: str = text_column()
    opposed: int = number()
    opposed_channels: str = text_column(default="[]")
    informed_on: str | None = text_column(null=True)
    binned_at: str | None = text_column(null=True)
    created_at: str = moment()
    updated_at: str = moment()


class ContactPoint(Named, table=True):
    """A way to reach a contact: an e-mail address, a phone number, a link.

    `value` is as given; `normalized` is what equal ones share (case-folded address, digits).
    """

    __table_args__ = (
        one_of("kind", "email", "phone", "link"),
        Index("contact_point_normalized", "kind", "normalized"),
        Index("contact_point_uid", "uid", unique=True),
        STRICT,
    )

    id: int = key()
    contact_id: int = reference("contact")
    kind: str = required_text()
    value: str = required_text()
    normalized: str = required_text()
    label: str = text_column()
    position: int = number()
    uid: str = added_uid()


class DistinctPair(Named, table=True):
    """Two contacts who look like one person and are not: nobody is asked about them again."""

    __table_args__ = (
        CheckConstraint("contact_id < other_id", name="pair_is_ordered"),
        instant("created_at"),
        Index("distinct_pair_once", "contact_id", "other_id", unique=True),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    contact_id: int = reference("contact", index=False)
    """The lower number of the two."""
    other_id: int = reference("contact")
    created_at: str = moment()
