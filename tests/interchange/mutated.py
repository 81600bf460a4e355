"""Files of every kind, damaged at random but the same each time: `python -m tests.interchange.mutated 5000`.

Whatever is in a file, importing it, reading it as mail or as a pasted block says what is wrong or takes what it can:
no traceback, and no more than five seconds. A failure names its number, which alone can be run again as second word.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from funneltui.errors import FunnelError
from funneltui.interchange.pasted import read_pasted
from funneltui.services.mail import Mail
from funneltui.settings import Settings
from tests.interchange.workbooks import ods, xlsx
from tests.services.letters import ANSWER, AUTOMATIC, SENT, mbox
from tests.services.office import Office

_ROWS = [
    ["Name", "E-mail", "Amount", "Stage", "Created"],
    ["Sophie Martin", "s@x.example", "1200,50", "Lead", "3/4/26"],
]
_CSV = "".join(";".join(row) + "\n" for row in [*_ROWS, ["Léa\n", '"a"b"', "1'200.-", "?", "32/13/2026"]])
_CARD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=\r\n=A9;S\r\nTEL;CELL:06 12\r\n"
    "PHOTO;ENCODING=BASE64:\r\n  AAAA\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\nEND:VCARD\r\n"
    'BEGIN:VCARD\nVERSION:4.0\nFN:Sophie\nitem1.TEL;VALUE=uri;TYPE="work,voice":tel:+33-1;ext=5\nitem1.X-ABLabel:x\n'
    "ADR:;;1 rue A;Dijon;;21000;\nNOTE:a\\n b\n  c\nEND:VCARD\n"
)  # fmt: skip
_LDIF = "version: 1\n\ndn: cn=a\nobjectclass: person\ncn:: w4lsb2RpZQ==\nmail: a@x.example\ndescription: a\n b\n"
_SAMPLES = {
    "csv": _CSV.encode(),
    "csv-utf16": _CSV.encode("utf-16"),
    "vcard": _CARD.encode(),
    "ldif": _LDIF.encode(),
    "mbox": mbox([ANSWER, SENT, *AUTOMATIC["bounce"]]),
    "eml": ANSWER,
    "json": b'{"format": "funneltui", "version": 1, "schema": 3, "exported_at": "", "tables": {"contact": []}}',
    "xlsx": xlsx({"A": [*_ROWS, ["Léa", None, 612345678.0, True, (46361.0, 1)]], "B": [["x"]]}),
    "ods": ods(_ROWS),
}
_KNOWN = b"Name,E-mail\nSophie Martin,sophie@asso.example\nPaul Roux,paul@asso.example\n"
"""Of whom the mails are: what is said of others is not looked at."""
_WORKBOOKS = {"xlsx", "ods"}
_PIECES = [
    *(b"\0", b"\n", b"\r", b'"', b";", b":", b"=", b"\\", b"\xff\xfe", b"=?utf-8?q?", b"\x1b[2J"),
    *(b"BEGIN:VCARD\n", b"END:VCARD\n", b"dn: x\n", b"From x\n"),
]


def mutation(number: int) -> tuple[str, bytes]:
    """The kind and the content of one damaged file; every twentieth is a workbook, which takes a process each."""
    chance = random.Random(number)
    names = sorted(_WORKBOOKS) if number % 20 == 0 else sorted(set(_SAMPLES) - _WORKBOOKS)
    name = chance.choice(names)
    content = bytearray(_SAMPLES[name])
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(6):
            case 0:
                content[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 1:
                del content[start:end]
            case 2:
                content[start:start] = content[start:end] * chance.choice((1, 2, 200))
            case 3:
                content[start:start] = chance.choice(_PIECES) * chance.choice((1, 3, 5000))
            case 4:
                del content[chance.randrange(len(content) + 1) :]
            case _:
                other = _SAMPLES[chance.choice(sorted(_SAMPLES))]
                content[start:end] = other[: chance.randrange(len(other))]
    return name, bytes(content)


def failures(numbers: Iterable[int], folder: Path) -> list[str]:
    """What went wrong with these files."""
    office = Office(folder)
    office.importing.run(office.preview(_KNOWN))
    mail = Mail(office.unit_of_work, Settings(own_addresses=["me@x.example"]))
    path = folder / "file"
    wrong = []
    for number in numbers:
        name, content = mutation(number)
        path.write_bytes(content)
        start = time.process_time()
        try:
            if name in {"mbox", "eml"}:
                mail.read([path], dry_run=number % 2 == 0)
            else:
                report = office.preview_of(path)
                if number % 5 == 0 and report.refusal is None:
                    office.importing.run(report)
            read_pasted(content.decode("utf-8", "replace"))
        except FunnelError as error:
            if not str(error):
                wrong.append(f"{number} {name}: refused without a word")
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{number} {name}: {type(error).__name__}: {error}")
        took = time.process_time() - start
        if took > 5:
            wrong.append(f"{number} {name}: {took:.1f} s")
    office.unit_of_work.close()
    return wrong


def main() -> int:
    """Run so many, or the one that is named; the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    numbers = range(int(sys.argv[2]), int(sys.argv[2]) + 1) if len(sys.argv) > 2 else range(count)
    with tempfile.TemporaryDirectory() as folder:
        wrong = failures(numbers, Path(folder))
    print("\n".join(wrong) or f"{len(numbers)} damaged files: none ended anything")  # noqa: T201
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
