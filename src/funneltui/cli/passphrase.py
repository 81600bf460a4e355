"""The commands on the file's passphrase: passphrase status, set, change, remove, sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli.application import command, group
from funneltui.cli.options import Force, Json
from funneltui.cli.session import Session, session_of
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.paths import typed_path

if TYPE_CHECKING:
    from funneltui.services.passphrase import Passphrase, Sealed

group("passphrase", help=N_("Protect the data file with a passphrase."), usual="status")


@command(
    "passphrase status",
    help=N_("Show whether the file has a passphrase. And what can be read without it. With --json: protected, clear."),
    examples=("passphrase", N_("passphrase status --json")),
)
def passphrase_status(context: typer.Context, as_json: Json = False) -> None:
    session = session_of(context)
    passphrase = _closed(session)
    protected = passphrase.is_set
    clear = _clear(passphrase) if protected else []
    if as_json:
        session.out.entry({"protected": protected, "clear": [str(path) for path in clear]})
        return
    session.out.line(_("The file has a passphrase.") if protected else _("The file has no passphrase."))
    if protected:
        _tell_clear(session, clear)


@command(
    "passphrase set",
    help=N_(
        "Encrypt the file and its backups. The new passphrase is asked for twice; without a "
        "terminal it is the first line of input. A forgotten passphrase can't be reset: print "
        "the recovery sheet. With --json: protected, backups, left, clear."
    ),
    examples=(N_("passphrase set"),),
)
def passphrase_set(context: typer.Context, as_json: Json = False) -> None:
    from funneltui.unlocking import ask_new

    session = session_of(context, create=True)
    passphrase = _closed(session)
    passphrase.must_be_free()
    _tell(session, passphrase, passphrase.set(ask_new()), as_json=as_json)


@command(
    "passphrase change",
    help=N_(
        "Change the passphrase of the file and its backups. Without a terminal the first line "
        "of input is the present one, the next line the new one. With --json: protected, "
        "backups, left, clear."
    ),
    examples=(N_("passphrase change"),),
)
def passphrase_change(context: typer.Context, as_json: Json = False) -> None:
    from funneltui.unlocking import ask_new

    session = session_of(context)
    passphrase = _closed(session)
    passphrase.must_be_set()
    _tell(session, passphrase, passphrase.change(ask_new()), as_json=as_json)


@command(
    "passphrase remove",
    help=N_("Decrypt the file and its backups. With --json: protected, backups, left, clear."),
    examples=(N_("passphrase remove"),),
)
def passphrase_remove(context: typer.Context, as_json: Json = False) -> None:
    session = session_of(context)
    passphrase = _closed(session)
    _tell(session, passphrase, passphrase.remove(), as_json=as_json)


@command(
    "passphrase sheet",
    help=N_("Print the recovery key, to be kept on paper. It opens the file when the passphrase is forgotten."),
    examples=(N_("passphrase sheet | lp"), N_("passphrase sheet -o sheet.txt")),
)
def passphrase_sheet(
    context: typer.Context,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Output file (default: stdout)."))
    ] = "",
    force: Force = False,
) -> None:
    from funneltui.clock import clock_from_environment
    from funneltui.interchange.errors import FileExistsAlreadyError
    from funneltui.paths import write_private

    session = session_of(context)
    sheet = _closed(session).sheet(clock_from_environment())
    if not output or output == "-":
        for line in sheet.splitlines():
            session.out.line(line)
        return
    path = typed_path(output)
    if path.exists() and not force:
        raise FileExistsAlreadyError(path)
    write_private(path, sheet.encode())
    session.out.say(_("Saved to {path}").format(path=path))


def _closed(session: Session) -> Passphrase:
    """The passphrase of the file, which was opened, so that its key is known, and is closed again."""
    from funneltui.services.passphrase import Passphrase

    session.funnel()
    session.close()
    return Passphrase(session.path)


def _clear(passphrase: Passphrase) -> list[Path]:
    from funneltui.paths import config_path
    from funneltui.settings import load

    return passphrase.in_clear(load(config_path()))


def _tell(session: Session, passphrase: Passphrase, done: Sealed, *, as_json: bool) -> None:
    clear = _clear(passphrase) if done.protected else []
    if as_json:
        session.out.entry(
            {
                "protected": done.protected,
                "backups": done.backups,
                "left": [str(path) for path in done.left],
                "clear": [str(path) for path in clear],
            }
        )
    session.out.say(_("The file is encrypted.") if done.protected else _("The file isn't encrypted any more."))
    session.out.say(
        translate_plural(
            "{count} backup was rewritten the same way.", "{count} backups were rewritten the same way.", done.backups
        )
    )
    if done.left:
        session.out.say(_("These backups could not be rewritten, and stay as they were:"))
        for path in done.left:
            session.out.say(f"  {path}")
    if done.protected:
        session.out.say(_("If it is forgotten, nobody can open the file: funneltui passphrase sheet prints a way in."))
        _tell_clear(session, clear)


def _tell_clear(session: Session, clear: list[Path]) -> None:
    """What the passphrase does not protect."""
    session.out.say(
        _(
            "Not protected: settings, exports, drafts and copies you made, and what the disk may keep of the former"
            " file."
        )
    )
    if clear:
        session.out.say(_("These can be read without it:"))
        for path in clear:
            session.out.say(f"  {path}")
