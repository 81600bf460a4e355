"""Writing files for other programs, and the whole database for ourselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from funneltui.clock import Clock, local_time
from funneltui.domain.channels import CHANNELS
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.money import decimal_string
from funneltui.domain.stages import stage_name
from funneltui.i18n import translate as _
from funneltui.interchange.calendar_writer import calendar_chunks
from funneltui.interchange.csv_writer import FRENCH, PLAIN, Dialect, csv_chunks
from funneltui.interchange.files import write_file
from funneltui.interchange.json_file import dump_chunks
from funneltui.interchange.vcard_writer import vcard_chunks
from funneltui.services.calendar_and_contacts import card_person, event_of
from funneltui.settings import Settings
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.local_days import instant
from funneltui.storage.reads import dump
from funneltui.storage.reads.calendar_and_contacts import calendar_lines, people_lines
from funneltui.storage.tables import JOURNALLED

ExportFormat = Literal["json", "csv", "csv-fr", "vcf", "vcf3", "ics"]

CSV_COLUMNS = (
    ("funneltui id", "funneltui id"), ("Name", "Nom complet"), ("Given name", "Prénom"),
    ("Family name", "Nom de famille"), ("Job title", "Fonction"), ("Organization", "Société"),
    ("Company website", "Site web de l’entreprise"), ("Industry", "Secteur"), ("SIREN", "SIREN"),
    ("SIRET", "SIRET"), ("VAT number", "N° TVA"), ("Email", "E-mail"), ("Phone", "Téléphone"),
    ("Link", "Lien"), ("Address", "Adresse"), ("Language", "Langue"),
    ("Opposition", "Opposition"), ("Opportunity", "Affaire"), ("Stage", "Étape"), ("Amount", "Montant"),
    ("Currency", "Devise"), ("Daily rate", "TJM"), ("Days", "Jours"), ("Source", "Source"),
    ("First contact date", "Date de premier contact"),
    ("Tags", "Étiquettes"), ("Next action date", "Date de prochaine action"), ("Next action", "Prochaine action"),
    ("Created", "Créé le"), ("Close date", "Date de clôture"), ("Expected close date", "Date de clôture prévue"),
    ("Loss reason", "Motif de perte"), ("Loss note", "Précision sur la perte"),
    ("Parked until", "En veille jusqu’au"), ("Contact note", "Note sur le contact"), ("Note", "Note"),
)  # fmt: skip
"""The columns of a CSV, in English and in French: words that importing knows."""
CSV_HEADER = tuple(english for english, _french in CSV_COLUMNS)
_FRENCH_HEADER = tuple(french for _english, french in CSV_COLUMNS)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes:
        path: Where.
        count: How many there are in it.
        what: Of what: "deals", "contacts" or "events".
    """

    path: Path
    count: int
    what: str = "deals"


class Exporting:
    """Files out.

    Args:
        database: The file to read.
        clock: For the date in the export.
        settings: The user's choices.
    """

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    def write(
        self, path: Path, form: ExportFormat = "json", *, ids: Sequence[int] | None = None, force: bool = False
    ) -> ExportReport:
        """Write a file, whole or not at all, readable by its owner only.

        Args:
            path: Where.
            form: JSON (the whole database, lossless), CSV (RFC 4180) or CSV as French Excel reads it, vCard 4.0 or
                3.0 of the contacts, iCalendar of what is planned, comes back or lapses.
            ids: The deals that are meant, for a CSV in order; all when None. JSON is always everything.
            force: Whether to replace a file that is there.

        Raises:
            FileExistsAlreadyError: The file is there and `force` is not given, or it is a database.
            UnwritableFileError: The system does not let us.
        """
        with self._database.moment() as connection:
            counted = _Counted()
            if form == "json":
                counted.count = dump.count_opportunities(connection)
                chunks = self._document(connection)
            elif form in {"vcf", "vcf3"}:
                people = map(card_person, counted.passing(people_lines(connection, ids)))
                chunks = vcard_chunks(people, "3.0" if form == "vcf3" else "4.0")
            elif form == "ics":
                lines = counted.passing(calendar_lines(connection, ids))
                chunks = calendar_chunks((event_of(line, self._settings) for line in lines), "funneltui")
            else:
                chunks = self._table(form, counted.passing(dump.card_lines(connection, ids)))
            write_file(path, chunks, force=force)
        return ExportReport(path, counted.count, _WHAT.get(form, "deals"))

    @staticmethod
    def _table(form: ExportFormat, lines: Iterable[dump.CardLine]) -> Iterator[bytes]:
        dialect, header = (FRENCH, _FRENCH_HEADER) if form == "csv-fr" else (PLAIN, CSV_HEADER)
        return csv_chunks(header, (_cells(line, dialect) for line in lines), dialect)

    def _document(self, connection: dump.Connection) -> Iterator[bytes]:
        tables = ((table, dump.rows_of(connection, table)) for table in JOURNALLED)
        return dump_chunks(tables, schema=SCHEMA_VERSION, exported_at=instant(self._clock.now()))


_WHAT = {"vcf": "contacts", "vcf3": "contacts", "ics": "events"}
_Line = TypeVar("_Line")


class _Counted:
    """Counts what passes."""

    def __init__(self) -> None:
        self.count = 0

    def passing(self, lines: Iterable[_Line]) -> Iterator[_Line]:
        """The lines, counted."""
        for line in lines:
            self.count += 1
            yield line


def _opposition(line: dump.CardLine) -> str:
    """What somebody wants none of, in the reader's words: everything, or some channels."""
    if line.opposed:
        return _("all")
    return "; ".join(_(CHANNELS.get(channel, channel)) for channel in json.loads(line.opposed_channels))


def _cells(line: dump.CardLine, dialect: Dialect) -> list[str]:
    def number(amount: int | None) -> str:
        return "" if amount is None else decimal_string(amount, line.currency).replace(".", dialect.decimal)

    return [
        line.uid,
        line.name,
        line.given_name,
        line.family_name,
        line.job_title,
        line.organization,
        line.website,
        line.sector,
        line.siren,
        line.siret,
        line.vat_number,
        line.emails,
        line.phones,
        line.links,
        line.address,
        line.language,
        _opposition(line),
        line.title,
        stage_name(line.stage_key, line.stage_name),
        number(line.amount),
        line.currency,
        number(line.daily_rate),
        f"{line.half_days / 2:g}".replace(".", dialect.decimal) if line.half_days else "",
        line.source,
        line.source_on or "",
        "; ".join(map(str, json.loads(line.tags))),
        " ".join(filter(None, (line.due_on, line.due_time))),
        line.what,
        local_time(line.created_at).date().isoformat(),
        line.closed_on or "",
        line.expected_close or "",
        loss_reason_name(line.lost_reason) if line.lost_reason else "",
        line.lost_note,
        line.parked_until or "",
        line.contact_note,
        line.note,
    ]
