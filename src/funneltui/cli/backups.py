"""Commands for when something went wrong, and before: backup, backups, restore, doctor."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.options import Force, Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.clock import local_time
from funneltui.errors import NotFoundError
from funneltui.i18n import N_, language, translate as _, translate_plural
from funneltui.paths import typed_path
from funneltui.storage.errors import CipherMissingError, DamagedFileError, PassphraseNeededError

if TYPE_CHECKING:
    from funneltui.services.backups import Backup, Backups
    from funneltui.services.doctor import Repaired

_MEGABYTE = 1_000_000


@command(
    "backup",
    help=N_(
        "Make a backup now. With FILE, a verified copy there. Backups are also made "
        "automatically: before the day's first change, every half hour of changes, before an "
        "import or a restore. With --json: path, made, reason, size, contacts, deals, "
        "exchanges, steps, pinned."
    ),
    examples=("backup", N_("backup /media/stick/funnel.db")),
)
def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("Output file (default: among the backups)."))] = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    kept = session.funnel().backups
    if file:
        path = kept.copy(typed_path(file), force=force)
        if as_json:
            session.out.entry({"path": str(path), "size": path.stat().st_size})
        session.out.say(_("Verified copy: {path}").format(path=path))
        return
    made = kept.make()
    if as_json:
        session.out.entry(_shape(0, made))
    session.out.say(_("Verified backup: {path}").format(path=made.path))


@command(
    "backups",
    help=N_(
        "List the backups. Newest first, with their folder. With --json: number, path, made, "
        "reason, size, contacts, deals, exchanges, steps, pinned, sound."
    ),
    examples=("backups", "backups --json"),
)
def backups(context: typer.Context, as_json: Json = False) -> None:
    session = session_of(context)
    kept = _backups(session)
    copies = kept.list()
    if as_json:
        session.out.array(
            {**_shape(number, copy), "sound": kept.is_sound(copy)} for number, copy in enumerate(copies, 1)
        )
        return
    session.out.say(_("Backups are in {folder}").format(folder=kept.folder))
    if not copies:
        session.out.say(_("There is none yet."))
        return
    columns = (
        Column(_("No."), right=True),
        Column(_("made")),
        Column(_("why")),
        Column(_("size"), right=True),
        Column(_("contacts"), right=True),
        Column(_("deals"), right=True),
        Column(_("exchanges"), right=True),
        Column(""),
    )
    session.out.table(columns, (_line(kept, number, copy) for number, copy in enumerate(copies, 1)))


@command(
    "restore",
    help=N_(
        "Restore a backup. By its number in “funneltui backups”, or from a file; by default "
        "the newest sound one. The current file is backed up first; restore that backup to undo. "
        "With --json: restored, former, damaged."
    ),
    examples=("restore 2", N_("restore /media/stick/funnel.db"), "restore 3 --look"),
)
def restore(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar=N_("N|FILE"), help=N_("Number or file."))] = "",
    look: Annotated[bool, typer.Option("--look", help=N_("Show what it contains without restoring."))] = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    with suppress(DamagedFileError, CipherMissingError, PassphraseNeededError):
        session.unlock(session.path)  # it is to be replaced; its backup asks for itself
    kept = _backups(session)
    path = _chosen(kept, which)
    kept.must_be_openable(path)
    session.unlock(path)
    if look:
        _tell_inside(session, kept, path, as_json=as_json)
        return
    done = kept.restore(path)
    former = done.former.path if done.former else None
    if as_json:
        session.out.entry(
            {"restored": str(path), "former": former and str(former), "damaged": done.damaged and str(done.damaged)}
        )
    session.out.say(_("Restored: {path}").format(path=path))
    if former is not None:
        session.out.say(
            _("The previous file is kept: funneltui restore {quoted}").format(quoted=shlex.quote(str(former)))
        )
    if done.damaged is not None:
        session.out.say(_("The damaged file is kept: {path}").format(path=done.damaged))


@command(
    "doctor",
    help=N_(
        "Check the data file and its backups. Also its folder, the disk and the clock, with "
        "advice on each problem. --repair saves what can be read of a damaged file into a "
        "new one, and keeps the damaged one. With --json: problems and advice, each with "
        "key, level, message, advice."
    ),
    examples=("doctor", "doctor --repair"),
)
def doctor(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help=N_("Save what can be read of a damaged file."))] = False,
    as_json: Json = False,
) -> None:
    from funneltui.clock import clock_from_environment
    from funneltui.services.doctor import Doctor

    session = session_of(context)
    path = session.path
    if not path.exists():
        raise NotFoundError(N_("{path} doesn't exist."), path=path)
    session.unlock(path)
    checks = Doctor(path, clock_from_environment())
    findings = checks.findings()
    if repair and any(finding.key in _DAMAGES for finding in findings):
        _tell_repair(session, checks.repair(), as_json=as_json)
        return
    if as_json:
        session.out.array(
            {"key": finding.key, "level": finding.level, "message": finding.words, "advice": finding.what_to_do}
            for finding in findings
        )
    for finding in findings:
        session.out.say(f"{'!!' if finding.level == 'problem' else '·'} {finding.words}")
        session.out.say(f"   {finding.what_to_do}")
    if not any(finding.level == "problem" for finding in findings):
        session.out.say(_("The file is sound."))
    else:
        session.exit_code = 1


_DAMAGES = frozenset({"pages", "references", "foreign", "content", "derived", "index", "bytes"})


def _tell_repair(session: Session, done: Repaired, *, as_json: bool) -> None:
    saved, lost = sum(done.salvage.saved.values()), sum(map(len, done.salvage.lost.values()))
    if as_json:
        session.out.entry(
            {
                "saved": done.salvage.saved,
                "lost": done.salvage.lost,
                "names": done.salvage.names,
                "doubtful": list(done.salvage.doubtful),
                "damaged": str(done.damaged),
            }
        )
    session.out.say(translate_plural("{count} row saved.", "{count} rows saved.", saved))
    for table, ids in done.salvage.lost.items():
        session.out.say(
            _("Lost in {table}: {ids}").format(table=table, ids=", ".join(map(str, ids[:20])) + ("…" * (len(ids) > 20)))  # noqa: PLR2004
        )
    if done.salvage.names:
        session.out.say(_("They were about: {names}").format(names=", ".join(done.salvage.names)))
    if done.salvage.doubtful:
        words = _("Look these over, something in them is not what was written: {tables}")
        session.out.say(words.format(tables=", ".join(done.salvage.doubtful)))
    if not lost:
        session.out.say(_("Nothing was lost."))
    session.out.say(_("The damaged file is kept: {path}").format(path=done.damaged))


def _backups(session: Session) -> Backups:
    """The backups of the file, which need not be there any more, nor be sound."""
    from funneltui.clock import clock_from_environment
    from funneltui.services.backups import backups_of

    return backups_of(session.path, clock_from_environment())


def _chosen(kept: Backups, which: str) -> Path:
    if which:
        return kept.chosen(which)
    newest = kept.newest_sound()
    if newest is None:
        raise NotFoundError(N_("This file has no backup."))
    return newest.path


def _tell_inside(session: Session, kept: Backups, path: Path, *, as_json: bool) -> None:
    from funneltui.services.backups import inside

    with kept.looking(path) as database:
        counts, last = inside(database)
    if as_json:
        session.out.entry({"path": str(path), **counts, "last_change": last})
        return
    told = (
        translate_plural("{count} contact", "{count} contacts", counts["contacts"]),
        translate_plural("{count} deal", "{count} deals", counts["deals"]),
        translate_plural("{count} exchange", "{count} exchanges", counts["exchanges"]),
    )
    session.out.say(
        _("{counts}; last change {last}").format(
            counts=", ".join(told), last=f"{local_time(last):%Y-%m-%d %H:%M}" if last else "–"
        )
    )


def _shape(number: int, copy: Backup) -> dict[str, object]:
    return {
        "number": number,
        "path": str(copy.path),
        "made": copy.made_at.isoformat(),
        "reason": copy.reason,
        "size": copy.size,
        **copy.counts,
        "pinned": copy.pinned,
    }


def _line(kept: Backups, number: int, copy: Backup) -> list[str]:
    from funneltui.services.backups import REASONS

    counts = [str(copy.counts.get(name, "")) for name in ("contacts", "deals", "exchanges")]
    figure = f"{copy.size / _MEGABYTE:.1f}"
    size = _("{size} MB").format(size=figure.replace(".", ",") if language() == "fr" else figure)
    state = "" if kept.is_sound(copy) else _("damaged")
    made = f"{local_time(copy.made_at):%Y-%m-%d %H:%M}"
    return [str(number), made, _(REASONS.get(copy.reason, copy.reason)), size, *counts, state]
