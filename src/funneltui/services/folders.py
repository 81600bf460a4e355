"""Folders that other programs read, kept as the file says: what is planned for calendars, people for address books.

One way: what stands in them is written here and nowhere read. Only files that this program wrote are changed or
removed: it knows them by the line that says who made them. A file that is as it should be is left alone, so that
programs which synchronise the folder have nothing to do.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from funneltui.errors import RefusedError
from funneltui.i18n import N_, system_reason
from funneltui.interchange.calendar_writer import calendar
from funneltui.interchange.content_lines import PRODUCT
from funneltui.interchange.errors import UnwritableFileError
from funneltui.interchange.files import write_file
from funneltui.interchange.vcard_writer import vcard
from funneltui.paths import is_usual, make_private_folder, read_file, typed_path
from funneltui.services.calendar_and_contacts import card_person, event_of
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads.calendar_and_contacts import calendar_lines, people_lines

_MARK = f"PRODID:{PRODUCT}".encode()
_HEAD = 400
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(slots=True)
class FoldersReport:
    """What was done to the folders.

    Attributes:
        events: How many events the calendars have.
        contacts: How many cards the address book has; None when there is none to keep.
        written, removed: How many files were changed or made, and how many taken away.
    """

    events: int = 0
    contacts: int | None = None
    written: int = 0
    removed: int = 0


class Folders:
    """The folders that the settings name.

    Args:
        database: The file they show.
        settings: Where they are, and what is told in them.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._known: dict[Path, dict[str, bytes]] = {}
        """What each folder was left with, so that only what has changed is looked at again."""

    @property
    def wanted(self) -> bool:
        """Whether there is any, and this file is the one they belong to: not the demo's, nor one named for once."""
        named = (self._settings.calendar_folder, self._settings.calendar_file, self._settings.contacts_folder)
        return any(named) and is_usual(self._database.path)

    def refresh(self) -> FoldersReport:
        """Bring them up to date.

        Raises:
            RefusedError: The calendar's file is one that somebody else made.
            UnwritableFileError: The system does not let us.
        """
        settings, report = self._settings, FoldersReport()
        with self._database.moment() as connection:
            events = [event_of(line, settings) for line in calendar_lines(connection)]
            report.events = len(events)
            if settings.calendar_folder:
                files = {f"{_UNSAFE.sub('-', event.uid.partition('@')[0])}.ics": calendar([event]) for event in events}
                self._fill(typed_path(settings.calendar_folder), ".ics", files, report)
            if settings.calendar_file:
                _replace(typed_path(settings.calendar_file), calendar(events, "funneltui"), report)
            if settings.contacts_folder:
                people = [card_person(line) for line in people_lines(connection)]
                report.contacts = len(people)
                cards = {f"{_UNSAFE.sub('-', person.uid)}.vcf": vcard(person, "3.0") for person in people}
                self._fill(typed_path(settings.contacts_folder), ".vcf", cards, report)
        return report

    def _fill(self, folder: Path, suffix: str, files: Mapping[str, bytes], report: FoldersReport) -> None:
        """Give a folder these files, and take away those of ours that are no more."""
        try:
            make_private_folder(folder)
            contents = self._known.get(folder)
            if contents is None:
                contents = dict(_own_files(folder, suffix))
        except OSError as error:
            raise UnwritableFileError(str(folder), detail=system_reason(error)) from error
        for name, content in files.items():
            if contents.get(name) != content and (name in contents or not (folder / name).exists()):
                write_file(folder / name, [content], force=True)
                contents[name] = content
                report.written += 1
        for name in set(contents) - set(files):
            with contextlib.suppress(OSError):
                (folder / name).unlink(missing_ok=True)
            del contents[name]
            report.removed += 1
        self._known[folder] = contents


def _own_files(folder: Path, suffix: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder that this program wrote."""
    for entry in os.scandir(folder):
        if entry.name.endswith(suffix) and entry.is_file():
            content = Path(entry.path).read_bytes()
            if _MARK in content[:_HEAD]:
                yield entry.name, content


def _replace(path: Path, content: bytes, report: FoldersReport) -> None:
    try:
        before = read_file(path) if path.exists() else b""
        make_private_folder(path.parent)
    except OSError as error:
        raise UnwritableFileError(str(path), detail=system_reason(error)) from error
    if before and _MARK not in before[:_HEAD]:
        raise RefusedError(N_("{path} was made by another program, so it is left as it is."), path=path)
    if before != content:
        write_file(path, [content], force=True)
        report.written += 1
