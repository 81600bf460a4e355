"""Commands on people who are there twice: duplicates, merge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import merge_fields
from funneltui.cli.options import Json, Limit
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.domain.merging import Take
    from funneltui.storage.reads.contact_values import ContactDetail
    from funneltui.storage.reads.people import PersonRow

_NUMBER = N_("A contact's number (see duplicates), or a name no other contact has.")


@command(
    "duplicates",
    help=N_(
        "List possible duplicates. Most certain first, with the reason, as pairs of contact "
        "numbers for merge. --json: strength (sure, likely, possible), sign (what they have "
        "in common), reason (in words), keep and other {contact, id, name, organization, "
        "email, phone}: id is that of their deal, or null. --apart notes that two are not the same."
    ),
    examples=("duplicates", "duplicates --limit 20", "duplicates --json", "duplicates --apart 12 34"),
)
def duplicates(
    context: typer.Context,
    limit: Limit = None,
    two: Annotated[
        list[str] | None, typer.Argument(metavar=N_("CONTACT CONTACT"), help=N_("With --apart: the two."))
    ] = None,
    apart: Annotated[bool, typer.Option("--apart", help=N_("These two are not the same: list them no more."))] = False,
    as_json: Json = False,
) -> None:
    from funneltui.domain.duplicates import SIGN_WORDS, strength

    session = session_of(context)
    if apart or two:
        _set_apart(session, two or [], apart=apart)
        return
    pairs = session.reads.duplicates.pairs()[:limit]
    people = session.reads.people.rows({number for pair in pairs for number in (pair.keep, pair.other)})
    if as_json:
        session.out.array(
            {
                "strength": strength(pair.sign).name.lower(),
                "sign": pair.sign.value,
                "reason": _(SIGN_WORDS[pair.sign]),
                "keep": _person_json(people[pair.keep]),
                "other": _person_json(people[pair.other]),
            }
            for pair in pairs
        )
        return
    columns = (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column("#", right=True),
        Column(_("Name"), gives_way=2),
        Column(_("Reason")),
    )
    rows = (
        (
            str(pair.keep),
            _called(people[pair.keep]),
            str(pair.other),
            _called(people[pair.other]),
            _(SIGN_WORDS[pair.sign]),
        )
        for pair in pairs
    )
    if not session.out.table(columns, rows):
        session.out.say(_("No duplicates found."))


@command(
    "merge",
    help=N_(
        "Merge two contacts. Undo splits them again. KEEP receives OTHER's deals, exchanges, "
        "roles, contact details and tags. Where fields differ KEEP wins, unless it is empty; "
        "the earlier source and both notes are kept. Use --take to choose. Either contact's "
        "“do not contact” still applies. OTHER goes to the bin. --json prints the contact "
        "that was kept: contact (its number), name, job_title, organization, emails, phones, "
        "links, address, language, market, tags, source, source_on, source_detail, "
        "introduced_by, note, opposed, opposed_channels, informed_on, opportunities (their "
        "numbers)."
    ),
    examples=("merge 12 34", N_('merge "Sophie Martin" 34 --take name --take note=other'), "merge 12 34 --json"),
)
def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(metavar=N_("KEEP"), help=_NUMBER)],
    other: Annotated[str, typer.Argument(metavar=N_("OTHER"), help=_NUMBER)],
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take",
            metavar=N_("FIELD[=keep|other|both]"),
            help=N_(
                "Field whose value to take from OTHER (default) or KEEP: {merge_fields} (note: also both). "
                "Can be repeated."
            ),
            autocompletion=merge_fields,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    chosen = _choices(take or ())
    nobody = N_("No contact is called “{text}”.")
    kept, gone = (values.contact_id(session, text, nobody) for text in (keep, other))
    change = session.services.merging.merge(kept, gone, chosen)
    if as_json:
        session.out.entry(_contact_json(session.reads.contact.person(kept)))
    session.report(change, as_json=False)


def warn_of_duplicates(session: Session, contacts: Iterable[int]) -> None:
    """Say of people who were just written down whom they seem to be, on stderr."""
    from funneltui.domain.duplicates import SIGN_WORDS

    words = _("#{new} may be a duplicate of #{known} {who} ({because}). To merge: funneltui merge {known} {new}")
    for new in contacts:
        for match in session.reads.duplicates.of_contact(new, limit=1):
            who = " · ".join(filter(None, (match.name, match.organization)))
            reason = _(SIGN_WORDS[match.sign])
            session.out.say(words.format(new=new, known=match.contact_id, who=who, because=reason))


def _set_apart(session: Session, two: list[str], *, apart: bool) -> None:
    """Note that two contacts are not the same."""
    if not apart or len(two) != 2:  # noqa: PLR2004 - a pair
        raise UsageError(N_("Give two contacts with --apart, or none."))
    nobody = N_("No contact is called “{text}”.")
    first, other = (values.contact_id(session, text, nobody) for text in two)
    session.report(session.services.merging.set_apart(first, other), as_json=False)


def _choices(texts: Iterable[str]) -> dict[str, Take]:
    from funneltui.domain.merging import FIELDS, Take

    chosen = {}
    for text in texts:
        name, _equals, side = text.partition("=")
        if name not in FIELDS:
            raise UsageError(N_("Unknown field “{text}”. Choose from: {known}."), text=name, known=", ".join(FIELDS))
        if side and side not in set(Take):
            known = ", ".join(Take)
            raise UsageError(N_("--take {name} takes {known}, not “{text}”."), name=name, known=known, text=side)
        chosen[name] = Take(side or Take.OTHER)
    return chosen


def _called(person: PersonRow) -> str:
    return " · ".join(filter(None, (person.name, person.organization)))


def _person_json(person: PersonRow) -> dict[str, object]:
    return {
        "contact": person.contact_id,
        "id": person.opportunity_id or None,
        "name": person.name,
        "organization": person.organization,
        "email": person.email,
        "phone": person.phone,
    }


def _contact_json(contact: ContactDetail) -> dict[str, object]:
    ways = {kind: [way.value for way in contact.ways if way.kind == kind] for kind in ("email", "phone", "link")}
    return {
        "contact": contact.contact_id,
        "name": contact.name,
        "job_title": contact.job_title,
        "organization": contact.organization,
        "emails": ways["email"],
        "phones": ways["phone"],
        "links": ways["link"],
        "address": contact.address,
        "language": contact.language,
        "market": contact.market,
        "tags": list(contact.contact_tags),
        "source": contact.source,
        "source_on": contact.source_on,
        "source_detail": contact.source_detail,
        "introduced_by": contact.introduced_by,
        "note": contact.note,
        "opposed": contact.opposed,
        "opposed_channels": list(contact.opposed_channels),
        "informed_on": contact.informed_on,
        "opportunities": [deal.id for deal in contact.others],
    }
