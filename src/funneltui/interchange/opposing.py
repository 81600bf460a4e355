"""Columns that say who wants no messages: "Email Opt Out", "Ne pas contacter", our own "Do not contact"."""

from __future__ import annotations

from typing import NamedTuple

from funneltui.domain.channels import CHANNELS
from funneltui.domain.text import fold
from funneltui.i18n import translate
from funneltui.interchange.dates import is_blank_day, parse_day
from funneltui.interchange.headers import opposed_channel

_YES = frozenset(
    """1 true yes oui vrai y o x ja si wahr on checked optout unsubscribed desinscrit desinscrite desabonne desabonnee
    blacklisted oppose opposee stop all tous everything abgemeldet refuse whole entier""".split()
) | {"opted out", "opt out", "do not contact", "ne pas contacter"}
_NO = frozenset("0 false no non faux n nein off unchecked subscribed inscrit abonne none aucun aucune null".split()) | {
    "opted in"
}


class Opposition(NamedTuple):
    """What a cell says.

    Attributes:
        whole: Whether they want nothing at all.
        channels: The channels they want nothing by.
        understood: Whether the cell says yes or no.
    """

    whole: bool = False
    channels: tuple[str, ...] = ()
    understood: bool = True


def read_opposition(header: str, cell: str) -> Opposition:
    """What a cell of such a column says; a day is the day they said so."""
    words = fold(cell).strip(" .")
    if words in _NO or is_blank_day(cell):
        return Opposition()
    named = _channels(words)
    if named:
        return Opposition(channels=named)
    if words in _YES or parse_day(cell, "dmy") is not None:
        channel = opposed_channel(header)
        return Opposition(channels=(channel,)) if channel else Opposition(whole=True)
    return Opposition(understood=False)


def _channels(words: str) -> tuple[str, ...]:
    """The channels that a list of them names, in either language; nothing when another word is among them."""
    names = {fold(name): key for key, label in CHANNELS.items() for name in (key, label, translate(label), *_ALSO[key])}
    parts = [part.strip() for part in words.replace(";", ",").split(",") if part.strip()]
    channels = [names.get(part, "") for part in parts]
    return tuple(dict.fromkeys(channels)) if all(channels) else ()


_ALSO: dict[str, tuple[str, ...]] = {
    "call": ("appel", "telephone", "phone"),
    "email": ("e-mail", "mail", "courriel"),
    "mailing": ("newsletter", "emailing"),
    "sms": (),
    "meeting": ("rendez-vous",),
    "social": ("reseau social", "linkedin"),
    "event": ("evenement",),
}
