"""vCards of versions 2.1, 3.0 and 4.0 to a table, one card a row; written to be tolerant, see `vcard_lines`.

The columns are named as Google names them, so that they are mapped, shown and told like those of any table. What has
no column stands in "Comments", each with its name: nothing that says something about a person is left out but
pictures, sounds and keys, whose number is told.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from funneltui.i18n import N_, system_reason, translate as _
from funneltui.interchange.columns import IDENTITY, ORDER, Cells
from funneltui.interchange.encodings import detect
from funneltui.interchange.errors import NothingInFileError, UnreadableFileError
from funneltui.interchange.files import open_file
from funneltui.interchange.grid import Grid, GridRow, cells_of
from funneltui.interchange.problems import Problems
from funneltui.interchange.vcard_cards import Card, cards
from funneltui.interchange.vcard_lines import Property, properties, split_value, unescaped

GROUP = N_("a group or a list, not a person")
_UNSAID_KINDS = frozenset("pref internet voice msg text video postal parcel intl dom x400 pcs uri jpeg png".split())
_OWN = {
    "X-FUNNELTUI-SOURCE": "Source",
    "X-FUNNELTUI-SOURCE-ON": "First contact date",
    "X-FUNNELTUI-OPPOSITION": "Opposition",
    "X-FUNNELTUI-LANGUAGE": "Language",
}
"""Properties that this program writes for what the standard has no word for."""
_LEAST_DIGITS = 3
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?", re.ASCII)
_KIND_NAMES = {"cell": "mobile"}
_NAMES = {
    "NICKNAME": N_("Nickname"),
    "ROLE": N_("Role"),
    "BDAY": N_("Birthday"),
    "ANNIVERSARY": N_("Anniversary"),
    "X-ANNIVERSARY": N_("Anniversary"),
    "X-EVOLUTION-ANNIVERSARY": N_("Anniversary"),
    "X-MS-ANNIVERSARY": N_("Anniversary"),
    "X-EVOLUTION-SPOUSE": N_("Spouse"),
    "X-EVOLUTION-MANAGER": N_("Manager"),
    "X-MS-MANAGER": N_("Manager"),
    "X-EVOLUTION-ASSISTANT": N_("Assistant"),
    "X-MS-ASSISTANT": N_("Assistant"),
    "GENDER": N_("Gender"),
    "TZ": N_("Time zone"),
}
"""Names of properties that people would know them by; the others are called by their own."""


def read_vcards(source: Path | bytes) -> Grid:
    """The cards of a file.

    Args:
        source: The file, or its bytes.

    Raises:
        UnreadableFileError: The system does not let us.
        NothingInFileError: There is no card in it.
        BadTextError: Cards stand in cards, too deep to be meant.
    """
    called = str(source) if isinstance(source, Path) else "-"
    problems = Problems()
    try:
        with open_file(source) if isinstance(source, Path) else io.BytesIO(source) as stream:
            encoding = detect(stream)
            stream.seek(0)
            if encoding.name.startswith(("utf-16", "utf-32")):
                text = stream.read().decode(encoding.name, "replace").removeprefix("\ufeff")
                lines: Iterable[Property] = properties(io.BytesIO(text.encode("utf-8", "replace")))
            else:
                lines = properties(stream)
            parsed = cards(lines, problems, called)
            called_after = Path(called).stem if isinstance(source, Path) else ""
            rows = _named_by_file(parsed, called_after, problems)
            grid = cells_of(called, rows, ORDER, problems, kind="vcard", encoding=encoding.name)
    except OSError as error:
        raise UnreadableFileError(called, detail=system_reason(error)) from error
    if not grid.header:
        raise NothingInFileError(called)
    return grid


def _named_by_file(parsed: Iterator[Card], stem: str, problems: Problems) -> Iterator[GridRow]:
    """The rows of cards. One that is alone and says nothing but how its person looks is called as its file is."""
    first, second = next(parsed, None), next(parsed, None)
    if first is None:
        return
    row = _row(first, problems)
    if second is None and stem and first.pictured and not row.left_out and not row.cells.keys() & IDENTITY:
        problems.add(first.line, N_("The card has no name: it is called as its file is."))
        row = GridRow(first.line, {"Name": stem, **row.cells})
    yield row
    if second is not None:
        yield _row(second, problems)
    for card in parsed:
        yield _row(card, problems)


# -- Cards to rows --------------------------------------------------------------------------------


def _row(card: Card, problems: Problems) -> GridRow:
    cells = Cells()
    taken = _read_name(card, cells)
    kind = next((prop.value.strip().lower() for prop in card.properties if prop.name in _KINDS), "")
    taken |= _read_reaches(card, cells, problems)
    for read in (_read_work, _read_address, _read_facts):
        taken |= read(card, cells)
    for prop in card.properties:
        if prop.name not in taken and prop.value.strip(" ;"):
            cells.rest(_called(prop, card), _whole(prop))
    left_out = GROUP if kind in {"group", "location", "application"} else ""
    if left_out:
        problems.add(card.line, N_("“{text}” is a group or a list."), warning=False, text=cells.values.get("Name", ""))
    return GridRow(card.line, cells.values, left_out)


_KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})


def _whole(prop: Property) -> str:
    text = unescaped(prop.value).strip()
    day = _DAY.fullmatch(text) if prop.name.endswith(("BDAY", "ANNIVERSARY")) else None
    return "-".join(day.groups()) if day else text


def _called(prop: Property, card: Card) -> str:
    label = card.labels.get(prop.group, "") if prop.group else ""
    if label and prop.name.startswith("X-AB"):
        return label
    name = _NAMES.get(prop.name)
    return _(name) if name else prop.name.removeprefix("X-")


def _read_name(card: Card, cells: Cells) -> set[str]:
    for column, text in zip(
        ("Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix"),
        (split_value(card.values("N")[0].value, ";") if card.values("N") else ()),
        strict=False,
    ):
        if text:
            cells.put(column, " ".join((" ".join(split_value(text, ",")) if "," in text else unescaped(text)).split()))
    formal = [_whole(prop) for prop in card.values("FN")]
    if formal:
        cells.put("Name", " ".join(formal[0].split()))
        for other in formal[1:]:
            cells.rest("FN", other)
    nicknames = [_whole(prop) for prop in card.values("NICKNAME")]
    parts = cells.values.keys() & {"Last Name", "First Name", "Middle Name"}
    if len(parts) == 1 and cells.values.get("Name") == cells.values[min(parts)]:
        del cells.values[min(parts)]  # a name that is not known in parts, put where telephones look for it
    if nicknames and not formal and not parts and not card.values("ORG"):
        cells.put("Name", nicknames[0])
        nicknames = nicknames[1:]
    for nickname in nicknames:
        cells.rest(_("Nickname"), nickname)
    return {"N", "FN", "NICKNAME"}


def _read_work(card: Card, cells: Cells) -> set[str]:
    for number, prop in enumerate(card.values("ORG")):
        name, *units = [" ".join(part.split()) for part in split_value(prop.value, ";")]
        if number == 0 and name:
            cells.put("Company", name)
        elif name and name != cells.values.get("Company"):
            cells.rest(_("Organization"), name)
        if any(units):
            cells.rest(_("Department"), " / ".join(filter(None, units)))
    titles = [_whole(prop) for prop in card.values("TITLE")]
    roles = [_whole(prop) for prop in card.values("ROLE")]
    jobs = titles or roles[:1]
    if jobs:
        cells.put("Job Title", " ".join(jobs[0].split()))
    for name, texts in ((_("Job title"), jobs[1:]), (_("Role"), roles if titles else roles[1:])):
        for text in texts:
            if text != cells.values.get("Job Title"):
                cells.rest(name, text)
    return {"ORG", "TITLE", "ROLE"}


def _read_reaches(card: Card, cells: Cells, problems: Problems) -> set[str]:
    for prop in card.values("EMAIL"):
        text, label = _whole(prop).removeprefix("mailto:"), _label(prop, card)
        if "@" in text:
            cells.add("E-mail", text, label)
        else:
            cells.rest(_with_label(_("E-mail"), label), text)
            problems.add(prop.line, N_("“{text}” isn't an e-mail address; it was kept in the note."), text=text[:80])
    for prop in card.values("TEL"):
        text, label = _phone(_whole(prop)), _label(prop, card)
        if sum(map(str.isdigit, text)) >= _LEAST_DIGITS:
            cells.add("Phone", text, label)
        else:
            cells.rest(_with_label(_("Phone"), label), text)
    for name in ("URL", "X-SOCIALPROFILE"):
        for prop in card.values(name):
            link = _whole(prop)
            if name != "URL" and "://" not in link:
                continue
            cells.add("Website", link.replace(" ", "%20"), _label(prop, card))
    social = [prop for prop in card.properties if prop.name == "X-SOCIALPROFILE" and "://" not in prop.value]
    for prop in social:
        cells.rest(" ".join(("IM", *prop.kinds[:1])), _whole(prop))
    return {"EMAIL", "TEL", "URL", "X-SOCIALPROFILE"}


def _with_label(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


def _phone(value: str) -> str:
    """A number; `tel:+33-1-23;ext=5` is a number with an extension."""
    if value[:4].lower() != "tel:":
        return value
    number, *parameters = value[4:].split(";")
    extension = next((text[4:] for text in parameters if text.lower().startswith("ext=")), "")
    return f"{number} ext {extension}" if extension else number


def _label(prop: Property, card: Card) -> str:
    label = card.labels.get(prop.group, "") if prop.group else ""
    return label or _kind_words(tuple(prop.kinds))


@lru_cache(maxsize=256)
def _kind_words(kinds: tuple[str, ...]) -> str:
    words = [_KIND_NAMES.get(kind, kind) for kind in kinds if kind not in _UNSAID_KINDS]
    return " ".join(dict.fromkeys(words))


def _read_address(card: Card, cells: Cells) -> set[str]:
    addresses = [(_address(prop.value), _label(prop, card)) for prop in card.values("ADR")]
    if not addresses:
        addresses = [(_whole(prop), _label(prop, card)) for prop in card.values("LABEL")]
    for text, label in addresses:
        if "Address" not in cells.values:
            cells.put("Address", text)
        elif text != cells.values["Address"]:
            cells.rest(_with_label(_("Address"), label), text)
    return {"ADR", "LABEL"}


def _address(value: str) -> str:
    """Post box, addition, street; postcode and town; region; country: a line each."""
    parts = [
        ", ".join(filter(None, map(str.strip, part.split(",")))) if "," in part else part
        for part in split_value(value, ";")
    ]
    parts += [""] * (7 - len(parts))
    box, addition, street, town, region, postcode, country = (part.strip().rstrip(",") for part in parts[:7])
    lines = [box, addition, street, " ".join(filter(None, (postcode, town))), region, country, *parts[7:]]
    return "\n".join(line for line in lines if line)


def _read_facts(card: Card, cells: Cells) -> set[str]:
    for prop in card.values("NOTE"):
        cells.append("Notes", _whole(prop))
    for prop in card.values("CATEGORIES"):
        for tag in split_value(prop.value, ","):
            cells.append("Tags", tag, "; ")
    languages = [_whole(prop) for prop in (*card.values("LANG"), *card.values("LANGUAGE"))]
    if languages:
        cells.put("Language", languages[0])
        for other in languages[1:]:
            cells.rest(_("Language"), other)
    has_person = bool(cells.values)
    for prop in card.values("UID")[:1]:
        if has_person:
            cells.put("Contact ID", _whole(prop).removeprefix("urn:uuid:"))
    for name, column in _OWN.items():
        for prop in card.values(name)[:1]:
            cells.put(column, _whole(prop))
    return {"NOTE", "CATEGORIES", "LANG", "LANGUAGE", "UID", *_KINDS, *_OWN}
