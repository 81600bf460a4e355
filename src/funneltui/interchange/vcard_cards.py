"""The cards of a vCard file, one after the other: those that are not ended, and those within others."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from funneltui.i18n import N_, translate as _
from funneltui.interchange.errors import BadTextError
from funneltui.interchange.problems import Problems
from funneltui.interchange.vcard_lines import LONGEST, Property, properties, unescaped

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
        values = self.by_name.get(name)
        if values is None:
            return []
        values = [prop for prop in values if prop.value.strip(" ;")]
        return sorted(values, key=_preference) if len(values) > 1 else values


def _preference(prop: Property) -> int:
    number = next(iter(prop.parameters.get("PREF", ())), "")
    if number.isascii() and number.isdigit() and len(number) < 4:  # noqa: PLR2004 - 1 to 100
        return int(number)
    return 1 if "pref" in prop.kinds else 1000


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
        """Begin a card. It ends the one still open, unless it stands within that one."""
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


_FRAMES = frozenset({"BEGIN", "END"})


def cards(lines: Iterable[Property], problems: Problems, called: str, *, inside: bool = False) -> Iterator[Card]:
    """The cards, those within others after them. A card that is not ended is ended by the next one."""
    opened = _Open(called)
    binary = 0
    for prop in lines:
        if prop.name in _FRAMES and prop.value.strip().lower() == "vcard":
            yield from opened.begin(prop.line) if prop.name == "BEGIN" else opened.end()
        elif (card := opened.card) is not None:
            if prop.binary:
                binary += 1
                card.pictured = True
            if prop.name == "AGENT" and not inside and _begin_agent(opened, prop, problems, called):
                continue
            _keep(card, prop, problems)
    while opened.card is not None:
        yield from opened.end()
    if binary:
        problems.add(0, N_("Pictures, sounds and keys are left out: {count}."), warning=False, count=binary)


def _begin_agent(opened: _Open, prop: Property, problems: Problems, called: str) -> bool:
    """Whether a card within the card begins here, or is the value as a whole."""
    value = prop.value.strip()
    if value.lower() in {"", "begin:vcard"}:
        opened.expect_inner()
        if value:
            for _card in opened.begin(prop.line):
                pass
        return True
    if value.lower().startswith("begin:vcard"):
        content = io.BytesIO(unescaped(prop.value).encode("utf-8", "replace"))
        opened.keep_inner(cards(properties(content), problems, called, inside=True))
        return True
    return False


def _keep(card: Card, prop: Property, problems: Problems) -> None:
    if prop.damaged:
        problems.add(
            prop.line, N_("{name} is too long; the rest of it is left out."), name=prop.name or prop.value[:40]
        )
    if prop.name == "X-ABLABEL" and prop.group:
        card.labels[prop.group] = prop.value.removeprefix("_$!<").removesuffix(">!$_").strip()
    elif not prop.name:
        problems.add(prop.line, N_("“{text}” isn't a vCard line; it was left out."), text=prop.value.strip()[:80])
    elif prop.name not in _SILENT and not prop.binary:
        card.size += len(prop.value)
        if len(card.properties) < _MOST_PROPERTIES and card.size <= LONGEST:
            card.properties.append(prop)
            if prop.name in card.by_name:
                card.by_name[prop.name].append(prop)
            else:
                card.by_name[prop.name] = [prop]
        else:
            problems.add(prop.line, N_("The card is too long; the rest of it is left out."))
