"""vCards of version 4.0 (RFC 6350) and 3.0 (RFC 2426, what telephones read best), one a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from funneltui.domain.names import split_name
from funneltui.interchange.content_lines import PRODUCT, escaped, folded, without_controls

Version = Literal["3.0", "4.0"]

_CARDS = 500
_PLAIN_LABEL = re.compile(r"[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*", re.ASCII)
_NAMES = {"email": "EMAIL", "phone": "TEL", "link": "URL"}


@dataclass(frozen=True, slots=True)
class CardPerson:
    """A person, as a card says it.

    Attributes:
        points: Ways to reach them: "email", "phone" or "link", value, label.
        revised: `20261122T120000Z`; empty: not said.
        opposition: What they want none of: "all", or channels; empty for nothing.
    """

    uid: str
    name: str
    given_name: str = ""
    family_name: str = ""
    organization: str = ""
    job_title: str = ""
    address: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    source_on: str = ""
    note: str = ""
    opposition: tuple[str, ...] = ()
    points: tuple[tuple[str, str, str], ...] = ()
    revised: str = ""


def vcard_chunks(people: Iterable[CardPerson], version: Version) -> Iterator[bytes]:
    """A file of cards, some at a time."""
    cards: list[bytes] = []
    for person in people:
        cards.append(vcard(person, version))
        if len(cards) == _CARDS:
            yield b"".join(cards)
            cards = []
    yield b"".join(cards)


def vcard(person: CardPerson, version: Version) -> bytes:
    """One card."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{PRODUCT}", f"UID:{escaped(person.uid)}"]
    if person.revised:
        lines.append(f"REV:{person.revised}")
    lines += [f"FN:{escaped(person.name)}", _name(person)]
    for name, text in (("ORG", person.organization), ("TITLE", person.job_title)):
        if text:
            lines.append(f"{name}:{escaped(text)}")
    for place, (kind, value, label) in enumerate(person.points, 1):
        lines += _point(f"item{place}.", kind, value, label, version)
    if person.address:
        lines.append(f"ADR:;;{escaped(person.address)};;;;")
    if person.language:
        lines.append(f"{'LANG' if version == '4.0' else 'X-FUNNELTUI-LANGUAGE'}:{person.language}")
    if person.tags:
        lines.append("CATEGORIES:" + ",".join(map(escaped, person.tags)))
    if person.note:
        lines.append(f"NOTE:{escaped(person.note)}")
    own = {
        "SOURCE": person.source,
        "SOURCE-ON": person.source_on,
        "OPPOSITION": ",".join(person.opposition),
    }
    lines += [f"X-FUNNELTUI-{name}:{escaped(text)}" for name, text in own.items() if text]
    lines.append("END:VCARD")
    return b"".join(map(folded, lines))


def _name(person: CardPerson) -> str:
    """Its parts, without which telephones show nobody; guessed when only the whole name is known."""
    given, family = person.given_name, person.family_name
    if not (given or family):
        given, family = split_name(person.name)
        if f"{given} {family}" != person.name or person.name == person.organization:
            given, family = person.name, ""
    return f"N:{escaped(family)};{escaped(given)};;;"


def _point(group: str, kind: str, value: str, label: str, version: Version) -> list[str]:
    """A way to reach somebody. A label that is no word of the standard stands beside it, as Apple writes it."""
    words = ["cell" if word == "mobile" else word for word in label.split()] if _PLAIN_LABEL.fullmatch(label) else []
    types = ["INTERNET"] if kind == "email" and version == "3.0" else []
    types += [word.upper() for word in words]
    text = escaped(value) if kind != "link" else without_controls(value).replace("\n", "")
    name = _NAMES[kind] + (f";TYPE={','.join(types)}" if types else "")
    if label and not words:
        return [f"{group}{name}:{text}", f"{group}X-ABLabel:{escaped(label)}"]
    return [f"{name}:{text}"]
