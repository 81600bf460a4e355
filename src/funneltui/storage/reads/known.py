"""Everybody who is in the file already, in few columns: what an import compares its rows with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Query: TypeAlias = Callable[[str, Sequence[str | int | None]], Iterable[Sequence[Any]]]
"""Runs a SELECT: `Work.query` inside a step, a connection's `execute` outside."""


class KnownContact(NamedTuple):
    """A contact that is not in the bin, or that opposed prospecting."""

    id: int
    folded_name: str
    folded_organization: str
    opposed: int


class KnownPoint(NamedTuple):
    """A way to reach a contact."""

    contact_id: int
    kind: str
    normalized: str


class KnownDeal(NamedTuple):
    """A deal that is not in the bin."""

    id: int
    contact_id: int
    title: str
    amount: int | None
    day: str | None
    """When it was closed, or is expected to."""
    external_id: str
    uid: str


class ContactFields(NamedTuple):
    """What an import may say of a contact, as the tables hold it."""

    name: str
    given_name: str
    family_name: str
    job_title: str
    address: str
    language: str
    source: str
    source_on: str | None
    note: str
    tags: str
    opposed: int
    opposed_channels: str
    folded_organization: str
    """The organization's, which is in a table of its own."""


class DealFields(NamedTuple):
    """What an import may say of a deal, as the tables hold it."""

    stage_id: int
    stage_since: str
    title: str
    amount: int | None
    currency: str
    daily_rate: int | None
    half_days: int | None
    expected_close: str | None
    external_id: str
    tags: str
    former_stage_id: int | None = None
    won_amount: int | None = None
    closed_on: str | None = None
    lost_reason: str = ""
    lost_note: str = ""
    parked_until: str | None = None
    parked_why: str = ""
    note: str = ""


class Company(NamedTuple):
    """What may be said of an organization only once, as the tables hold it."""

    website: str = ""
    sector: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""


class KnownOrganization(NamedTuple):
    """An organization."""

    id: int
    company: Company


class KnownStage(NamedTuple):
    """A stage in use."""

    id: int
    key: str
    name: str | None
    kind: str


def contacts(query: Query) -> Iterable[KnownContact]:
    """Contacts, oldest first."""
    rows = query(
        "SELECT c.id, c.folded_name, ifnull(g.folded_name, ''), c.opposed FROM contact c"
        " LEFT JOIN organization g ON g.id = c.organization_id"
        " WHERE c.binned_at IS NULL OR c.opposed = 1 ORDER BY c.id",
        (),
    )
    return (KnownContact(*row) for row in rows)


def contact_name(query: Query, contact_id: int) -> str:
    """The name of a contact that is there."""
    ((name,),) = query("SELECT name FROM contact WHERE id = ?", (contact_id,))
    return str(name)


def points(query: Query) -> Iterable[KnownPoint]:
    """How to reach them."""
    return (KnownPoint(*row) for row in query("SELECT contact_id, kind, normalized FROM contact_point", ()))


def deals(query: Query) -> Iterable[KnownDeal]:
    """Deals, oldest first."""
    rows = query(
        "SELECT id, contact_id, title, ifnull(won_amount, amount), ifnull(closed_on, expected_close), external_id, uid"
        " FROM opportunity WHERE binned_at IS NULL ORDER BY id",
        (),
    )
    return (KnownDeal(*row) for row in rows)


def organizations(query: Query) -> dict[str, KnownOrganization]:
    """Organizations by folded name; the oldest of each."""
    rows = query(
        "SELECT folded_name, id, website, sector, siren, siret, vat_number FROM organization ORDER BY id DESC", ()
    )
    return {str(name): KnownOrganization(number, Company(*texts)) for name, number, *texts in rows}


def stages(query: Query) -> list[KnownStage]:
    """The stages in use, in the board's order."""
    return [
        KnownStage(*row)
        for row in query("SELECT id, key, name, kind FROM stage WHERE archived = 0 ORDER BY position, id", ())
    ]


def live_stages(query: Query) -> frozenset[int]:
    """Stages whose cards are still on their way through the funnel."""
    return frozenset(
        int(stage_id) for (stage_id,) in query("SELECT id FROM stage WHERE kind IN ('suspect', 'open')", ())
    )


def planned(query: Query) -> dict[int, int]:
    """Opportunity → its open next action."""
    return {
        int(deal): int(action_id)
        for deal, action_id in query("SELECT opportunity_id, id FROM next_action WHERE state = 'open'", ())
    }


def open_action(query: Query, deal_id: int) -> tuple[str, str | None, str] | None:
    """Day, time and words of a deal's open next action; None for none."""
    rows = query(
        "SELECT due_on, due_time, what FROM next_action WHERE opportunity_id = ? AND state = 'open'", (deal_id,)
    )
    return next(((str(day), time, str(what)) for day, time, what in rows), None)


def loss_reasons(query: Query) -> dict[str, str | None]:
    """Keys of the loss reasons in use, with the user's own names."""
    return dict(query("SELECT key, name FROM loss_reason WHERE archived = 0 ORDER BY position, id", ()))  # type: ignore[arg-type]


def points_of(query: Query, contact_id: int) -> set[tuple[str, str]]:
    """How to reach one contact: kind and normalized value."""
    rows = query("SELECT kind, normalized FROM contact_point WHERE contact_id = ?", (contact_id,))
    return {(str(kind), str(normalized)) for kind, normalized in rows}


def identifiers(query: Query, contact_id: int) -> list[str]:
    """The identifiers that other programs gave to one contact's deals."""
    rows = query("SELECT external_id FROM opportunity WHERE contact_id = ? AND external_id <> ''", (contact_id,))
    return [str(identifier) for (identifier,) in rows]


_CONTACT_FIELDS = ", ".join(f"t.{column}" for column in ContactFields._fields[:-1])
_DEAL_FIELDS = ", ".join(DealFields._fields)


def contact_fields(query: Query, contact_id: int) -> ContactFields:
    """What is known of one contact."""
    (fields,) = query(
        f"SELECT {_CONTACT_FIELDS}, ifnull(g.folded_name, '') FROM contact t"
        " LEFT JOIN organization g ON g.id = t.organization_id WHERE t.id = ?",
        (contact_id,),
    )
    return ContactFields(*fields)


def deal_fields(query: Query, deal_id: int) -> DealFields:
    """What is known of one deal."""
    (fields,) = query(f"SELECT {_DEAL_FIELDS} FROM opportunity WHERE id = ?", (deal_id,))
    return DealFields(*fields)
