"""What a shell may offer for a word: keys, never a person's own texts, which a shell would run through markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from funneltui.cli.session import Session
from funneltui.errors import FunnelError
from funneltui.storage.errors import SQLiteError


def stage_keys() -> list[str]:
    """The keys of the stages in the file."""
    return _from_file(lambda session: [stage.key for stage in session.reads.stages.stages()])


def loss_reason_keys() -> list[str]:
    """The keys of the loss reasons in the file."""
    return _from_file(lambda session: [reason.key for reason in session.reads.stages.loss_reasons()])


def criterion_keys() -> list[str]:
    """The keys of the grid's criteria in the file."""
    return _from_file(lambda session: [criterion.key for criterion in session.reads.stages.criteria()])


def answer_words() -> list[str]:
    """Every answer to every criterion."""
    return [f"{key}={answer}" for key in criterion_keys() for answer in ("yes", "no", "unknown")]


def channel_keys() -> list[str]:
    """The channels of an exchange."""
    from funneltui.domain.channels import CHANNELS

    return list(CHANNELS)


def role_keys() -> list[str]:
    """The parts in a decision."""
    from funneltui.domain.roles import ROLES

    return [*ROLES, "none"]


def sort_keys() -> list[str]:
    """What a list can be ordered by."""
    from funneltui.storage.reads.order import SORTS

    return list(SORTS)


def field_names() -> list[str]:
    """The fields `edit` takes, up to their value."""
    from funneltui.services.editing import FIELDS

    return [f"{name}=" for name in FIELDS]


def merge_fields() -> list[str]:
    """The fields of which `merge` takes one side or the other."""
    from funneltui.domain.merging import FIELDS

    return list(FIELDS)


def _edited(of: str) -> list[str]:
    """The fields of a contact, an organization or a deal that can be edited, in the order of `editing.FIELDS`."""
    from funneltui.services import editing
    from funneltui.services.organization_fields import ORGANIZATION_FIELDS

    parts = {
        "contact": {*editing.CONTACT_FIELDS} - {*ORGANIZATION_FIELDS},
        "organization": {*ORGANIZATION_FIELDS},
        "deal": {*editing.FIELDS} - {*editing.CONTACT_FIELDS},
    }
    return [name for name in editing.FIELDS if name in parts[of]]


_LISTS: Mapping[str, Callable[[], Sequence[str]]] = {
    "{contact_fields}": partial(_edited, "contact"),
    "{organization_fields}": partial(_edited, "organization"),
    "{deal_fields}": partial(_edited, "deal"),
    "{merge_fields}": merge_fields,
}
"""What stands in braces in the help of a parameter, for names that are listed where they are used."""


def with_names(text: str) -> str:
    """The help of a parameter with the names that it lists."""
    for place, names in _LISTS.items():
        if place in text:
            text = text.replace(place, ", ".join(names()))
    return text


def query_words(incomplete: str) -> list[str]:
    """How a word of a query can go on: keys, and the values that every file has."""
    from funneltui.domain.query import complete

    return [incomplete[: completion.start] + completion.text for completion in complete(incomplete, len(incomplete))]


def setting_names() -> list[str]:
    """The settings."""
    from funneltui.settings import Settings

    return list(Settings.__struct_fields__)


def _from_file(read: Callable[[Session], list[str]]) -> list[str]:
    """What the usual file holds; nothing when there is none: a Tab neither makes nor complains."""
    from funneltui.paths import database_path

    session = Session(ask=False)
    try:
        return read(session) if database_path().exists() else []
    except (FunnelError, SQLiteError):
        return []
    finally:
        session.close()
