"""The command that keeps calendar and address book folders: calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.errors import FunnelError, UsageError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.paths import config_path, typed_path

if TYPE_CHECKING:
    from funneltui.services.folders import FoldersReport

_SETTINGS = ("calendar_folder", "calendar_file", "contacts_folder")


@command(
    "calendar",
    help=N_(
        "Keep a calendar file up to date. With next actions, returns from Not now and "
        "proposals' end dates. A folder gets one .ics file per entry (for khal, vdirsyncer, "
        "Thunderbird), a name that ends in .ics one file with all. They are remembered and "
        "follow every change; nothing is read back, and files of others stay. Titles tell "
        "little (“Call Sophie M.”) unless the setting calendar_titles is full. With --json: "
        "events, contacts, written, removed."
    ),
    examples=(
        N_("calendar ~/calendars/funneltui"),
        N_("calendar ~/funneltui.ics"),
        N_("calendar --contacts ~/contacts/funneltui"),
        "calendar",
    ),
)
def calendar(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar=N_("PATH"), help=N_("A folder, or an .ics file. None: those remembered."))
    ] = "",
    contacts: Annotated[
        str, typer.Option("--contacts", metavar=N_("FOLDER"), help=N_("Keep one vCard a contact in this folder."))
    ] = "",
    forget: Annotated[
        bool, typer.Option("--forget", help=N_("Keep none any longer; the files stay as they are."))
    ] = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    if forget:
        _forget(session)
        if as_json:
            session.out.entry({"events": 0, "contacts": None, "written": 0, "removed": 0})
        return
    named = {
        ("calendar_file" if path.lower().endswith(".ics") else "calendar_folder"): path,
        "contacts_folder": contacts,
    }
    with _remembered({key: text for key, text in named.items() if text}):
        session.funnel(create=True)
        folders = session.folders()
        if not folders.wanted:
            raise UsageError(
                N_("Name a folder: funneltui calendar ~/calendars/funneltui. It belongs to your usual file.")
            )
        report = folders.refresh()
    _tell(session, report)
    if as_json:
        session.out.entry(
            {
                "events": report.events,
                "contacts": report.contacts,
                "written": report.written,
                "removed": report.removed,
            }
        )


@contextmanager
def _remembered(paths: dict[str, str]) -> Iterator[None]:
    """Keep the paths as settings; those that could not be filled are forgotten again."""
    from funneltui.settings import load
    from funneltui.settings_changes import set_value

    former = load(config_path())
    for key, text in paths.items():
        set_value(config_path(), key, str(typed_path(text).absolute()))
    try:
        yield
    except FunnelError:
        for key in paths:
            set_value(config_path(), key, getattr(former, key))
        raise


def _forget(session: Session) -> None:
    from funneltui.settings_changes import set_value

    for key in _SETTINGS:
        set_value(config_path(), key, "")
    session.out.say(_("No folder is kept up to date any longer."))


def _tell(session: Session, report: FoldersReport) -> None:
    events = translate_plural("{count} event", "{count} events", report.events)
    parts = [events]
    if report.contacts is not None:
        parts.append(translate_plural("{count} contact", "{count} contacts", report.contacts))
    changed = translate_plural("{count} file changed", "{count} files changed", report.written + report.removed)
    session.out.say(" · ".join((*parts, changed)))
