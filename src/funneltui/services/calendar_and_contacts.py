"""What other programs are given of a person and of a plan, in the form their files have."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from funneltui.domain.names import split_name
from funneltui.i18n import N_, translate as _
from funneltui.interchange.calendar_writer import Event
from funneltui.interchange.vcard_writer import CardPerson
from funneltui.settings import Settings
from funneltui.storage.reads.calendar_and_contacts import CalendarLine, PersonLine

_VERBS = {
    "": N_("Follow up with {name}"),
    "call": N_("Call {name}"),
    "email": N_("Write to {name}"),
    "mailing": N_("Write to {name}"),
    "sms": N_("Text {name}"),
    "meeting": N_("Meet {name}"),
    "social": N_("Write to {name}"),
    "event": N_("Event: {name}"),
}
"""What an action is called by its channel, when nothing of it is to be told."""
_KINDS = {"wake": N_("Get back to {name}"), "offer": N_("Proposal expires: {name}")}


def card_person(line: PersonLine) -> CardPerson:
    """A contact as a card says it."""
    return CardPerson(
        uid=line.uid,
        name=line.name,
        given_name=line.given_name,
        family_name=line.family_name,
        organization=line.organization,
        job_title=line.job_title,
        address=line.address,
        language=line.language,
        tags=line.tags,
        source=line.source,
        source_on=line.source_on or "",
        note=line.note,
        opposition=("all",) if line.opposed else line.opposed_channels,
        points=line.points,
        revised=f"{_moment(line.updated_at):%Y%m%dT%H%M%SZ}",
    )


def short_name(name: str, given: str, family: str) -> str:
    """A name that says little to whoever looks over a shoulder: `Sophie M.`."""
    if not (given or family):
        given, family = split_name(name)
    return f"{given} {family[0]}." if given and family else given or family or name


def event_of(line: CalendarLine, settings: Settings) -> Event:
    """A plan as a calendar shows it: whom it is about, and no more unless the settings say so."""
    words = _KINDS.get(line.kind) or _VERBS.get(line.channel, _VERBS[""])
    if settings.calendar_titles == "full":
        whole = f"{line.name} ({line.organization})" if line.organization not in {"", line.name} else line.name
        title = _(words).format(name=whole)
        if line.kind == "action" and line.what:
            title = f"{line.what} – {whole}"
        details = line.title
    else:
        title = _(words).format(name=short_name(line.name, line.given_name, line.family_name))
        details = ""
    return Event(
        uid=f"{line.kind}-{line.uid}@funneltui",
        day=date.fromisoformat(line.day),
        at=time.fromisoformat(line.time) if line.time else None,
        title=title,
        stamp=_moment(line.updated_at),
        alarm=settings.calendar_alarm,
        details=details,
    )


def _moment(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(UTC)
