"""What people may ask for: to see what is held on them, and to be erased. And whose data nobody needs any more."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from funneltui.cli.session import Session
from funneltui.cli.table import Column
from funneltui.domain.text import safe
from funneltui.errors import RefusedError
from funneltui.i18n import N_, grouped, sentence, translate as _, translate_plural
from funneltui.paths import typed_path

if TYPE_CHECKING:
    from funneltui.services.erasing import Erased


def tell(session: Session, contact: int, output: str, *, force: bool, as_json: bool) -> None:
    """Write down all that is held on a contact: to stdout, or to a file."""
    from funneltui.services.access import as_text

    access = session.funnel().access
    if output and output != "-":
        path = access.write(contact, typed_path(output), "json" if as_json else None, force=force)
        session.out.say(_("Saved to {path}").format(path=path))
        return
    told = access.document(contact)
    if as_json:
        session.out.entry(told)
    else:
        for line in as_text(told):
            session.out.line(line)


def erase(session: Session, contact: int, name: str, *, oppose: bool, organization: bool, as_json: bool) -> None:
    """Erase a contact, once their name was typed."""
    typed = name or _ask(session, contact)
    done = session.services.erasing.erase(contact, typed, oppose=oppose, organization=organization)
    if as_json:
        session.out.entry(
            {
                "rows": done.rows,
                "steps": done.steps,
                "addresses": done.addresses,
                "organization": done.organization,
                "mentions": [
                    {"kind": mention.kind, "number": mention.number, "name": mention.name} for mention in done.mentions
                ],
                "backups": done.backups,
                "backups_dropped": done.dropped,
                "rejected": done.rejected,
                "rejected_left": [str(path) for path in done.left],
                "finished": done.unfinished is None,
            }
        )
    for line in _said(done):
        session.out.say(line)


def _ask(session: Session, contact: int) -> str:
    """Ask for the name, where there is somebody to ask."""
    held = session.reads.privacy.holdings(contact)
    if not sys.stdin.isatty():
        raise RefusedError(N_("This can't be undone. Confirm with --name {quoted}"), quoted=shlex.quote(held.name))
    session.out.say(
        _("All data stored about {name} is erased permanently. Undo can't bring it back.").format(name=held.name)
    )
    sys.stderr.write(safe(_("Type their name to erase them:")) + " ")
    sys.stderr.flush()
    return sys.stdin.readline()


def _said(done: Erased) -> list[str]:
    """What an erasure did."""
    said = [
        translate_plural(
            "Erased permanently: {rows} row, and its trace in the history (changes: {steps}).",
            "Erased permanently: {rows} rows, and their trace in the history (changes: {steps}).",
            done.rows,
        ).format(rows=done.rows, steps=done.steps)
    ]
    if done.organization:
        said.append(_("Nobody else belonged to their organization, so it was erased too."))
    if done.addresses:
        said.append(
            _("Their addresses stay on the do-not-contact list as hashes, so that no import adds "
              "them again. A hash is not anonymous data.")
        )  # fmt: skip
    if done.mentions:
        said.append(_("Their name still stands in what belongs to others:"))
        said += [f"  {mention.words}" for mention in done.mentions]
    if done.backups or done.dropped:
        said.append(
            translate_plural("Erased from {count} backup too", "Erased from {count} backups too", done.backups)
            + _("; backups removed: {count}.").format(count=grouped(done.dropped))
        )
    if done.rejected:
        said.append(_("Rows that imports had left out were erased too: {count}.").format(count=grouped(done.rejected)))
    if done.left:
        paths = ", ".join(map(str, done.left))
        said.append(_("Look through these yourself, they can't be read or written: {paths}").format(paths=paths))
    if done.unfinished is not None:
        words = _("Removed data isn't fully wiped from the file yet; the next change tries again. {why}")
        said.append(words.format(why=sentence(done.unfinished)))
    return said


def list_kept_too_long(session: Session) -> None:
    """List whose data nobody needs any more, if there are any."""
    people = list(session.reads.privacy.to_delete())
    if not people:
        return
    years = session.funnel().settings.retention_years
    words = translate_plural(
        "No contact for {years} year: ask once, then erase anyone who doesn't reply.",
        "No contact for {years} years: ask once, then erase anyone who doesn't reply.",
        years,
    )
    session.out.line()
    session.out.line(words.format(years=years))
    columns = (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Organization"), gives_way=3, from_width=70),
        Column(_("Last reply")),
        Column(_("Delete by")),
        Column(_("Asked on")),
    )
    session.out.table(
        columns,
        (
            (
                str(person.opportunity_id or ""),
                person.name,
                person.organization,
                str(person.heard_on),
                str(person.until),
                str(person.asked_on or ""),
            )
            for person in people
        ),
    )
