"""Who is the same person: the one rule for imports, mail, warnings at entry, and merging.

`is_same` decides for a program that asks nobody (an import, the reading of mail): two are one only when name and
address agree, or when one of them has no name. Two people who share a mailbox, a switchboard, a website or an
organization stay two: two contacts too many can be merged later, one that was swallowed is gone.
`likeness` is for a person who decides: it also shows pairs that `is_same` keeps apart, each with its `Sign`.
Names count without case, accents, titles, order and legal forms, numbers and addresses in their normal form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol, TypeVar

from funneltui.domain.contact_points import is_email
from funneltui.domain.names import company_key, form_of_address, own_key, who_key
from funneltui.i18n import N_

_PROFILE = "linkedin.com/in/"
_FEWEST_DIGITS = 3
"""Digits that make a text without letters a number rather than a name."""
_SHORTEST_SLIP = 5
"""Letters a name must have before a slip in it is forgiven: shorter ones are near too many others."""
_COMPARED = 30
"""The most others of its group that each is compared with: the cost grows only as fast as the group."""
_COMMON_NAME, _SWITCHBOARD = 8, 4
"""A name that more people have, a number that more people share, tell nothing by themselves."""

Key = TypeVar("Key")


class Strength(IntEnum):
    """How sure it is that two are one."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


class Sign(StrEnum):
    """What two people have in common, the surest first."""

    EMAIL = "email"
    PROFILE = "profile"
    PHONE = "phone"
    NAME = "name"
    SHARED_EMAIL = "shared_email"
    SHARED_PROFILE = "shared_profile"
    LINK = "link"
    OTHER_ADDRESS = "other_address"
    NEAR_NAME = "near_name"
    SHARED_PHONE = "shared_phone"
    NAME_ALONE = "name_alone"


SIGN_WORDS = {
    Sign.EMAIL: N_("same e-mail address"),
    Sign.PROFILE: N_("same LinkedIn profile"),
    Sign.PHONE: N_("same name and phone number"),
    Sign.NAME: N_("same name and organization"),
    Sign.SHARED_EMAIL: N_("same e-mail address, other name"),
    Sign.SHARED_PROFILE: N_("same LinkedIn profile, other name"),
    Sign.LINK: N_("same name and link"),
    Sign.OTHER_ADDRESS: N_("same name and organization, other addresses"),
    Sign.NEAR_NAME: N_("nearly the same name, same organization"),
    Sign.SHARED_PHONE: N_("same phone number, other name"),
    Sign.NAME_ALONE: N_("same name"),
}
STRENGTH_WORDS = {
    Strength.SURE: N_("certainly the same"),
    Strength.LIKELY: N_("probably the same"),
    Strength.POSSIBLE: N_("may be the same"),
}
_STRENGTHS = {
    Sign.EMAIL: Strength.SURE,
    Sign.PROFILE: Strength.SURE,
    Sign.PHONE: Strength.LIKELY,
    Sign.NAME: Strength.LIKELY,
    Sign.SHARED_EMAIL: Strength.LIKELY,
    Sign.SHARED_PROFILE: Strength.LIKELY,
}


def strength(sign: Sign) -> Strength:
    """How sure a sign makes it."""
    return _STRENGTHS.get(sign, Strength.POSSIBLE)


class Described(Protocol):
    """What `is_same` looks at."""

    @property
    def own_name(self) -> str:
        """See `names.own_key`; empty for somebody without a name of their own."""

    @property
    def addressed(self) -> str:
        """See `names.form_of_address`."""

    @property
    def organization(self) -> str:
        """See `names.company_key`; empty for none."""

    @property
    def emails(self) -> Collection[str]:
        """E-mail addresses in their normal form."""

    @property
    def phones(self) -> Collection[str]:
        """Phone numbers in their normal form."""

    @property
    def profiles(self) -> Collection[str]:
        """Pages of one person, see `is_profile`."""


class Somebody(NamedTuple):
    """What one is known by, as it is compared."""

    name: str
    """See `names.who_key`; empty for somebody who is called by an e-mail address, for want of a name."""
    organization: str
    """See `names.company_key`."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    own_name: str = ""
    """See `names.own_key`; empty when they are called by an address, a number or their organization."""
    addressed: str = ""
    """See `names.form_of_address`."""

    @classmethod
    def known_by(cls, name: str, organization: str, reaches: Iterable[tuple[str, str]] = ()) -> Somebody:
        """Somebody of this name at this organization.

        Args:
            name: As it is written, or folded.
            organization: As it is written, or folded; empty for none.
            reaches: Kind (email, phone, link) and normal form of the ways to reach them.
        """
        ways: dict[str, tuple[str, ...]] = {"email": (), "phone": (), "link": ()}
        for kind, normalized in reaches:
            ways[kind] += (normalized.casefold() if is_profile(normalized) else normalized,)
        called = "" if is_email(name) else who_key(name)
        own = "" if has_no_name(name, organization) else own_key(name)
        reached = ways["email"], ways["phone"], ways["link"]
        return cls(called, company_key(organization), *reached, own, form_of_address(name))

    @property
    def profiles(self) -> tuple[str, ...]:
        """The links that are one person's own."""
        return tuple(link for link in self.links if is_profile(link))


def is_profile(link: str) -> bool:
    """Whether a link, in its normal form, is a page of one person: a website is shared by colleagues."""
    return link.startswith(_PROFILE)


def has_no_name(name: str, organization: str = "") -> bool:
    """Whether somebody is called by an address, a number or their organization, for want of a name of their own."""
    if is_email(name) or not name.strip():
        return True
    if (
        not name[0].isalpha()
        and not any(sign.isalpha() for sign in name)
        and sum(sign.isdigit() for sign in name) >= _FEWEST_DIGITS
    ):
        return True
    return bool(organization) and _is_called(name, company_key(organization))


def _is_called(name: str, key: str) -> bool:
    """Whether this is the key of a name; a plain name without the first word of the key is ruled out at once."""
    simple = name.isascii() and name.islower() and "." not in name and "&" not in name
    return not (simple and key.partition(" ")[0] not in name) and company_key(name) == key


def is_same(person: Described, other: Described) -> Sign | None:
    """By what two descriptions are surely of one person; None when they may be of two.

    With two names, the names must agree, and an address must agree or nothing may speak against it. With a name
    missing, an address must agree. What is shared by colleagues (a mailbox, a switchboard, a website) is not enough.
    """
    named = bool(person.own_name and other.own_name)
    if named and {person.addressed, other.addressed} == {"f", "m"}:  # M. and Mme Martin share a mailbox
        return None
    elsewhere = bool(person.organization and other.organization) and person.organization != other.organization
    if (elsewhere and not named) or (named and person.own_name != other.own_name):
        return None
    if _share(person.emails, other.emails):
        return Sign.EMAIL
    if told_apart(person.emails, other.emails, person.profiles, other.profiles):
        return None
    if _share(person.profiles, other.profiles):
        return Sign.PROFILE
    if not elsewhere and _share(person.phones, other.phones):
        return Sign.PHONE
    return None if elsewhere or (person.phones and other.phones) else _same_name(person, other)


def _same_name(person: Described, other: Described) -> Sign | None:
    """What the names say of two who have no way to be reached in common, and none that differ."""
    if bool(person.own_name) != bool(other.own_name):
        return None
    if person.organization and other.organization:
        return Sign.NAME
    return None if person.organization or other.organization or not person.own_name else Sign.NAME_ALONE


def likeness(person: Somebody, other: Somebody) -> Sign | None:
    """By what two people may be one; None when nothing says so."""
    sure = is_same(person, other)
    if sure in {Sign.EMAIL, Sign.PROFILE}:
        return sure
    if _share(person.emails, other.emails):
        return Sign.SHARED_EMAIL
    if _share(person.profiles, other.profiles):
        return Sign.SHARED_PROFILE
    same_phone = _share(person.phones, other.phones)
    if person.name and person.name == other.name:
        if same_phone:
            return Sign.PHONE
        if _colleagues(person, other) and sure is not None:
            return Sign.NAME
        return Sign.LINK if _share(person.links, other.links) else _by_name(person, other)
    if _colleagues(person, other) and near_names(person.name, other.name):
        return Sign.NEAR_NAME
    return Sign.SHARED_PHONE if same_phone else None


def told_apart(
    emails: Collection[str],
    other_emails: Collection[str],
    profiles: Collection[str],
    other_profiles: Collection[str],
) -> bool:
    """Whether two of one name are told apart: each has addresses, or a profile, and none of them in common."""
    if emails and other_emails and not _share(emails, other_emails):
        return True
    return bool(profiles and other_profiles) and not _share(profiles, other_profiles)


def near_names(name: str, other: str) -> bool:
    """Whether two name keys are nearly the same: one slip, a part left out, an initial.

    Numbers in names are never a slip: `Garage 12` is not `Garage 13`.
    """
    if not name or not other or _digits(name) != _digits(other):
        return False
    if min(len(name), len(other)) >= _SHORTEST_SLIP and _one_slip(name, other):
        return True
    fewer, more = sorted((name.split(), other.split()), key=len)
    left = list(more)
    whole = False
    for word in sorted(fewer, key=len, reverse=True):
        match = next((own for own in left if own == word), None) or next(
            (own for own in left if 1 in {len(own), len(word)} and own[0] == word[0]), None
        )
        if match is None:
            return False
        left.remove(match)
        whole = whole or (match == word and len(word) > 1)
    return whole


def pairs_within(
    group: Sequence[tuple[Key, Somebody]], apart: Collection[tuple[Key, Key]] = ()
) -> Iterator[tuple[Key, Key, Sign]]:
    """Who may be one among people who have something in common: each with the likest of those before.

    Args:
        group: People with what one calls them by, the oldest first.
        apart: Pairs that are two people, each the older one first.
    """
    weak = {Sign.NAME_ALONE: _COMMON_NAME, Sign.SHARED_PHONE: _SWITCHBOARD}
    order = list(Sign)
    for place, (key, person) in enumerate(group):
        best: tuple[int, Key] | None = None
        for before, other in group[: min(place, _COMPARED)]:
            sign = likeness(other, person)
            if sign is None or (before, key) in apart or len(group) > weak.get(sign, len(group)):
                continue
            if best is None or order.index(sign) < best[0]:
                best = order.index(sign), before
        if best is not None:
            yield best[1], key, order[best[0]]


def _by_name(person: Somebody, other: Somebody) -> Sign:
    """How much the same name says of two who have no way to be reached in common."""
    if not _colleagues(person, other):
        return Sign.NAME_ALONE
    apart = told_apart(person.emails, other.emails, person.profiles, other.profiles)
    return Sign.OTHER_ADDRESS if apart else Sign.NAME


def _colleagues(person: Somebody, other: Somebody) -> bool:
    """Whether both are at the same organization."""
    return bool(person.organization) and person.organization == other.organization


def _share(values: Collection[str], others: Collection[str]) -> bool:
    return any(value in others for value in values)


def _digits(name: str) -> str:
    return "".join(sign for sign in name if sign.isdigit())


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter more, less, changed or exchanged with its neighbour makes the one of the other."""
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return short[same:] == long[same + 1 :]
    swapped = short[same + 1 : same + 2] + short[same : same + 1] + short[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped == long[same:]
