"""What takes seconds on big files: reports, backups, imports of cards and workbooks, mailboxes. Only on demand.

What computes is told in seconds of the processor, so that a neighbour does not count; what waits for the disk by
the clock.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.insights.scope import Scope
from funneltui.services.insights import REPORTS
from funneltui.settings import Settings
from tests.benchmarks.commands import imported
from tests.benchmarks.population import clock, populated
from tests.benchmarks.table import Measure
from tests.benchmarks.years import lived
from tests.interchange.workbooks import xlsx
from tests.services.letters import ALSO_ME, ANSWER, ME, SENT, UNKNOWN, mbox

_DEALS = 100_000
_ROWS = 10_000


def measure_reports(folder: Path, runs: int) -> list[Measure]:
    """Each report of all time on 100,000 deals and 1,000,000 exchanges."""
    path = folder / f"years-{_DEALS}.db"
    if not path.exists():
        building = folder / "building-years.db"
        building.unlink(missing_ok=True)
        lived(building, _DEALS).rename(path)
    with contextlib.closing(_opened(path)) as funnel:
        insights = funnel.insights()
        return [
            Measure(f"report {name}: {_DEALS:,} deals", 1.0, "s CPU", [
                _seconds(time.process_time, partial(insights.report, name, Scope())) for _ in range(runs)
            ])
            for name in REPORTS
        ]  # fmt: skip


def measure_backup(folder: Path, runs: int) -> list[Measure]:
    """A verified backup of 100,000 deals."""
    path = folder / "backup.db"
    shutil.copy(populated(folder, _DEALS), path)
    with contextlib.closing(_opened(path)) as funnel:
        took = [_seconds(time.perf_counter, funnel.backups.make) for _ in range(runs)]
    shutil.rmtree(f"{path}.backups")
    path.unlink()
    return [Measure(f"verified backup: {_DEALS:,} deals", 3.0, "s", took)]


def measure_files(folder: Path, runs: int) -> list[Measure]:
    """Cards, workbooks and mailboxes: rows and messages a second."""
    cards, workbook = folder / "people.vcf", folder / "people.xlsx"
    cards.write_text("".join(map(_card, range(_ROWS))), "utf-8", newline="")
    header = ("First Name", "Last Name", "Email", "Company", "Phone", "Deal Value")
    workbook.write_bytes(xlsx({"People": [header, *map(_row, range(_ROWS))]}))
    measured = [
        Measure(f"import of {_ROWS:,} {what} with duplicate detection", 2500, "rows/s",
                imported(path, folder / "import.db", _ROWS, runs)[0], at_least=True)
        for what, path in (("vCards", cards), ("rows of a workbook", workbook))
    ]  # fmt: skip
    return [*measured, _mail(folder, runs)]


def _mail(folder: Path, runs: int) -> Measure:
    """Headers read and matched, a third of them of people who are known."""
    some = [ANSWER, SENT, *(UNKNOWN * 4)[:4]]
    messages = [
        some[number % len(some)]
        .replace(b"@x>", b"%d@x>" % number)
        .replace(b"sophie@asso.example", b"p%d@b.example" % (number % 9000 + 1))
        .replace(b"Sophie@Asso.example", b"p%d@b.example" % (number % 9000 + 1))
        for number in range(_ROWS)
    ]
    box = folder / "INBOX"
    box.write_bytes(mbox(messages))
    with contextlib.closing(_opened(populated(folder, _ROWS), own_addresses=[ME, ALSO_ME])) as funnel:
        mail = funnel.services.mail
        took = [_seconds(time.process_time, lambda: mail.read([box], dry_run=True)) for _ in range(runs)]
    rates = [_ROWS / one for one in took]
    return Measure("headers of e-mails, read and matched", 4000, "mails/s", rates, at_least=True)


def _opened(path: Path, own_addresses: Sequence[str] = ()) -> Funnel:
    return open_funnel(path, settings=Settings(own_addresses=list(own_addresses)), clock=clock())


def _seconds(watch: Callable[[], float], work: Callable[[], object]) -> float:
    started = watch()
    work()
    return watch() - started


def _row(number: int) -> tuple[str, str, str, str, str, float]:
    phone = f"06 39 98 {number // 100 % 100:02} {number % 100:02}"
    return (f"Sophie{number % 97}", f"Martin{number}", f"p{number}@b.example", f"Atelier {number % 500}", phone,
            float(number % 5000))  # fmt: skip


def _card(number: int) -> str:
    given, family, email, company, phone, _value = _row(number)
    lines = (
        "BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{given} {family}", f"ORG:{company};",
        "TITLE:Gérante", f"EMAIL;TYPE=INTERNET;TYPE=WORK:{email}", f"TEL;TYPE=CELL:{phone}",
        f"ADR;TYPE=WORK:;;{number} rue des Lilas;Lyon;;69003;France", "NOTE:Rencontrée au salon\\, à rappeler.",
        "CATEGORIES:web,salon", "END:VCARD", "",
    )  # fmt: skip
    return "\r\n".join(lines)
