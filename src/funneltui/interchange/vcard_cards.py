"""The cards of a vCard file, one after the other: those that are not ended, and those within others."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.interchange.errors import BadTextError
from funneltui.interchange.problems import Problems
from funneltui.interchange.vcard_lines import LONGEST, Property, properties, unescaped

__all__ = ["Card", "cards"]

_DEEPEST = 20
"""Cards within cards: an assistant's in a person's is real, more are made to do harm."""
_MOST_PROPERTIES = 1000
"""Properties of one card that are kept, of `LONGEST` characters together."""
_SILENT = frozenset(
    """VERSION PRODID REV MAILER CLASS SORT-STRING CLIENTPIDMAP XML BEGIN END PROFILE NAME SOURCE X-ABUID X-ABADR
    X-ABSHOWAS X-ABLABEL X-EVOLUTION-FILE-AS X-MS-OL-DESIGN X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-CARDPICTURE
    X-COUCHDB-APPLICATION-ANNOTATIONS X-MOZILLA-HTML X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME""".split()
)
"""What programs write for themselves."""


@dataclass(slots=True)
class Card:
    """A card while it is read: its properties in order, and the labels of its groups."""

    line: int
    properties: list[Property] = field(default_factory=list)
    by_name: dict[str, list[Property]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    size: int = 0
    pictured: bool = False

    def values(self, name: str) -> list[Property]:
        """The properties of a name, preferred ones first."""
        if name not in self.by_name:
            return []
        found = [one for one in self.by_name[name] if one.value.strip(" ;")]
        return sorted(found, key=_preference) if len(found) > 1 else found


def _preference(one: Property) -> int:
    number = next(iter(one.parameters.get("PREF", ())), "")
    if number.isascii() and number.isdigit() and len(number) < 4:  # noqa: PLR2004 - 1 to 100
        return int(number)
    return 1 if "pref" in one.kinds else 1000


class _Open:
    """The cards that are begun and not ended, each within the one before it.

    Args:
        called: The file's name, for people.
    """

    def __init__(self, called: str) -> None:
        self._called = called
        self._cards: list[Card] = []
        self._inner: list[Card] = []
        self._awaits_inner = False
        """Whether what begins next is within the card: its `AGENT`."""

    @property
    def card(self) -> Card | None:
        """The card whose lines come now."""
        return self._cards[-1] if self._cards else None

    def expect_inner(self) -> None:
        """What begins next is a card within this one."""
        self._awaits_inner = True

    def keep_inner(self, cards: Iterable[Card]) -> None:
        """Cards that stand within this one."""
        self._inner += cards

    def begin(self, line: int) -> Iterator[Card]:
        """A card begins. One that was not ended is ended by it, unless it is within."""
        if not self._awaits_inner:
            yield from self.end()
        self._awaits_inner = False
        self._cards.append(Card(line))
        if len(self._cards) > _DEEPEST:
            raise BadTextError(self._called, line=line, detail=_("cards within cards, without end"))

    def end(self) -> Iterator[Card]:
        """A card ends: those within it come after the outermost."""
        if not self._cards:
            return
        self._inner.insert(0, self._cards.pop())
        if not self._cards:
            ended, self._inner = self._inner, []
            yield from ended


def cards(lines: Iterable[Property], problems: Problems, called: str, *, inside: bool = False) -> Iterator[Card]:
    """The cards, those within others after them. A card that is not ended is ended by the next one."""
    opened = _Open(called)
    binary = 0
    for one in lines:
        if one.name in {"BEGIN", "END"} and one.value.strip().lower() == "vcard":
            yield from opened.begin(one.line) if one.name == "BEGIN" else opened.end()
        elif (card := opened.card) is not None:
            binary += one.binary
            card.pictured |= one.binary
            if one.name == "AGENT" and not inside and _begin_agent(opened, one, problems, called):
                continue
            _keep(card, one, problems)
    while opened.card is not None:
        yield from opened.end()
    if binary:
        problems.add(0, N_("Pictures, sounds and keys are left out: {count}."), warning=False, count=binary)


def _begin_agent(opened: _Open, one: Property, problems: Problems, called: str) -> bool:
    """Whether a card within the card begins here, or is the value as a whole."""
    value = one.value.strip()
    if value.lower() in {"", "begin:vcard"}:
        opened.expect_inner()
        if value:
            for _card in opened.begin(one.line):
                pass
        return True
    if value.lower().startswith("begin:vcard"):
        content = io.BytesIO(unescaped(one.value).encode("utf-8", "replace"))
        opened.keep_inner(cards(properties(content), problems, called, inside=True))
        return True
    return False


def _keep(card: Card, one: Property, problems: Problems) -> None:
    if one.damaged:
        problems.add(one.line, N_("{name} is too long; the rest of it is left out."), name=one.name or one.value[:40])
    if one.name == "X-ABLABEL" and one.group:
        card.labels[one.group] = one.value.removeprefix("_$!<").removesuffix(">!$_").strip()
    elif not one.name:
        problems.add(one.line, N_("“{text}” isn't a vCard line; it was left out."), text=one.value.strip()[:80])
    elif one.name not in _SILENT and not one.binary:
        card.size += len(one.value)
        if len(card.properties) < _MOST_PROPERTIES and card.size <= LONGEST:
            card.properties.append(one)
            card.by_name.setdefault(one.name, []).append(one)
        else:
            problems.add(one.line, N_("The card is too long; the rest of it is left out."))
