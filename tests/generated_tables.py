"""Generated tables through the import: every cell is found again, and nobody vanishes.

`python -m tests.generated_tables` tries 2,000 seeded files; `python -m tests.generated_tables 50 7` tries 50 from seed
7 on. Each file has its own layout, separator, encoding, shared addresses and repeated people, and goes in as skip,
update or create, some twice. A cell is found in the database, in what the report tells, or in the file of rejected
rows.
"""

from __future__ import annotations

import csv
import gc
import io
import random
import re
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from funneltui.domain.text import fold
from tests.trials.bench import Bench, rejected, told

__all__ = ["Generated", "generate", "missing"]

_GIVEN = [
    "Paul",
    "Léa",
    "Zoé",
    "Noël",
    "Ada",
    "Inès",
    "Jean-Luc",
    "Michel",
    "Michèle",
    "Anaïs",
    "O'Hara",
    "Bob",
    "Sophie",
]
_FAMILY = ["Martin", "Roux", "Guérin", "Dupont", "de La Tour", "Grey", "Müller", "Lefèvre", "Benali", "Green"]
_COMPANIES = ["Nord", "Sud SARL", "Atelier d’Été", "Acme, Inc.", "Menuiserie B", "Total"]
_WORDS = ["left in May", "prefers mornings", "met at the fair", "à rappeler", 'says "later"', "a; b", "two\nlines"]
_STAGES = ["New", "Proposal", "Won", "Lost", "on hold", "Zork", "deleted", "Négociation", ""]
_HEADS: dict[str, tuple[str, ...]] = {
    "given": ("First Name", "Prénom", "Vorname"),
    "family": ("Last Name", "Nom de famille", "Nachname"),
    "name": ("Name", "Full Name", "Contact name", "Nom complet", "your-name"),
    "email": ("Email", "E-mail Address", "Courriel", "E-Mail-Adresse", "your-email"),
    "phone": ("Phone", "Téléphone", "Mobile", "Telefon"),
    "company": ("Company", "Société / Entreprise", "Firma", "Account Name"),
    "job": ("Job Title", "Poste", "Position"),
    "title": ("Deal name", "Affaire", "Opportunity Name"),
    "amount": ("Amount", "Montant", "Montant (€ HT)"),
    "stage": ("Stage", "Étape", "Deal stage"),
    "note": ("Notes", "Commentaires"),
    "odd": ("Colour", "Score interne", "Custom 1", ""),
    "city": ("City", "Ville"),
    "site": ("Website", "Site web"),
    "source": ("Source", "Lead Source"),
    "tags": ("Tags", "Étiquettes"),
    "owner": ("User Email", "Owner"),
    "suffix": ("Suffix", "Suffixe"),
}  # fmt: skip
_ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
_MODES = ("skip", "update", "create")


@dataclass(slots=True)
class Generated:
    """A file, and what is in it.

    Attributes:
        content: Its bytes.
        mode: What becomes of who is there already.
        rows: Its cells below the header.
        names: The whole names of its people, as they are compared.
        twice: Whether it is to be imported twice.
    """

    content: bytes
    mode: str
    rows: list[list[str]]
    names: set[str]
    twice: bool


def generate(seed: int) -> Generated:
    """The file of a seed."""
    chance = random.Random(seed)
    columns = _columns(chance)
    people = [_person(chance) for _ in range(chance.randint(1, 6))]
    rows = [_row(chance, columns, chance.choice(people)) for _ in range(chance.randint(1, 9))]
    header = [chance.choice(_HEADS[column]) for column in columns]
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(["\n", "\r\n"]),
        quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )  # fmt: skip
    writer.writerows([header, *rows])
    encoding = chance.choice(_ENCODINGS)
    names = {fold(one[_named(columns)]) for one in map(list, rows) if _named(columns) >= 0 and one[_named(columns)]}
    return Generated(
        text.getvalue().encode(encoding, "replace"), chance.choice(_MODES), rows, names, chance.random() < 0.3
    )


def _columns(chance: random.Random) -> list[str]:
    """A layout: something that names people, and any others, in any order."""
    named = chance.choice([["name"], ["given", "family"], ["name", "company"], ["company", "email"]])
    others = [column for column in _HEADS if column not in {*named, "name", "given", "family"}]
    columns = named + chance.sample(others, chance.randint(1, 7))
    if "email" not in columns and "phone" not in columns:
        columns.append("email")
    chance.shuffle(columns)
    return columns


def _named(columns: list[str]) -> int:
    return columns.index("name") if "name" in columns else -1


def _person(chance: random.Random) -> dict[str, str]:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    shared = chance.choice(["office@g.example", "c@a.example", ""])
    return {
        "given": given,
        "family": family,
        "name": f"{given} {family}",
        "email": shared or f"p{chance.randrange(10_000)}@x.example",
        "phone": chance.choice(["01 23 45 67 89", f"06 {chance.randrange(10_000_000, 99_999_999)}"]),
        "company": chance.choice(_COMPANIES),
    }


def _row(chance: random.Random, columns: list[str], person: dict[str, str]) -> list[str]:
    """A row about a person: what identifies them is as it is, most of the rest by chance."""
    free = {
        "job": lambda: chance.choice(["Director", "Gérante", "Clerk"]),
        "title": lambda: chance.choice(["Site", "Appli", "Film"]),
        "amount": lambda: chance.choice(["1.500", "3.200,50", "1200", "call for quote", "2 000 €"]),
        "stage": lambda: chance.choice(_STAGES),
        "note": lambda: chance.choice(_WORDS),
        "odd": lambda: chance.choice(["red", "7", "x", "oui"]) + str(chance.randrange(100)),
        "city": lambda: chance.choice(["Lyon", "Dijon", "Paris"]),
        "site": lambda: "p.example",
        "source": lambda: chance.choice(["Fair", "Web"]),
        "tags": lambda: chance.choice(["vip", "web; film"]),
        "owner": lambda: "me@me.example",
        "suffix": lambda: chance.choice(["Jr", "PhD"]),
    }
    cells = []
    for column in columns:
        cell = person[column] if column in person else free[column]()
        if column not in {"name", "given", "family", "company"} and chance.random() < 0.2:
            cell = ""
        if column in {"email", "phone"} and cell and chance.random() < 0.05:
            cell += " (ask for the boss)"
        cells.append(cell)
    return cells


def missing(generated: Generated, folder: Path) -> list[str]:
    """What of a file is found nowhere after its import: cells, and names of people."""
    bench = Bench(folder)
    try:
        reports = [bench.bring(generated.content, on_duplicate=generated.mode)]
        if generated.twice:
            reports.append(bench.bring(generated.content, on_duplicate=generated.mode))
        aside = "\n".join("\n".join(row) for report in reports for row in rejected(report))
        said = "\n".join(told(report) for report in reports)
        stages = "\n".join(use.text for use in bench.preview(generated.content).stages)
        there = _plain("\n".join((_everything(bench), aside, said, stages)))
        names = {fold(str(name)) for (name,) in bench.rows("SELECT name FROM contact")}
    finally:
        bench.close()
    lost = [cell for row in generated.rows for cell in row if cell and not _is_there(cell, there)]
    return lost + sorted(name for name in generated.names - names if _plain(name) not in _plain(aside))


def _everything(bench: Bench) -> str:
    """Every text and number of the tables an import fills."""
    lines = []
    for table in ("contact", "contact_point", "organization", "opportunity", "next_action"):
        for row in bench.rows(f"SELECT * FROM {table}"):
            lines += [str(cell) for cell in row if cell is not None]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).casefold()


def _is_there(cell: str, there: str) -> bool:
    """Whether a cell is found, as it stands or as what it says: an amount in cents, tags each by itself."""
    if _plain(cell) in there:
        return True
    if ";" in cell:
        return all(_is_there(part.strip(), there) for part in cell.split(";"))
    cents = {"1.500": "150000", "3.200,50": "320050", "1200": "120000", "2 000 €": "200000"}.get(cell)
    return cents is not None and (cents in there or (cents == "150000" and "150" in there))


def main(count: int = 2000, first: int = 0) -> int:
    """Try files; returns how many lost something."""
    failures = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(prefix="funneltui-") as folder:
            lost = missing(generate(seed), Path(folder))
        if lost:
            failures += 1
            sys.stdout.write(f"seed {seed}: {lost}\n")
        if seed % 50 == 0:
            gc.collect()
    sys.stdout.write(f"{count} files, {failures} of which lost something\n")
    return failures


if __name__ == "__main__":
    import os

    with tempfile.TemporaryDirectory(prefix="funneltui-home-") as home:
        os.environ["XDG_DATA_HOME"] = home
        sys.exit(bool(main(*map(int, sys.argv[1:]))))
