"""Names of people and companies: taken apart, put together, and compared.

Rules of thumb for European names; what a person typed is never replaced by what is made here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from funneltui.domain.text import fold, graphemes

__all__ = ["company_key", "initials", "join_name", "person_key", "split_name", "who_key"]

_TITLES = frozenset(
    "m mr mme mlle mrs ms miss mx dr pr prof me sir dame herr frau monsieur madame docteur maitre".split()
)
_PARTICLES = frozenset(
    "de d du des la le les van von der den vom zu zum zur ten ter del della di da dos das do al el bin ben ibn mac"
    " st".split()
)
_LEGAL_FORMS = frozenset(
    "sarl sas sasu eurl sa sci scp selarl snc scop scic sca ei eirl gie ltd limited llc llp lp inc incorporated corp"
    " corporation co company cie plc gmbh ug ag kg ohg bv nv bvba srl sprl spa sl slu lda oy oyj ab as asa aps sro doo"
    " kft pty".split()
)
_UNMISTAKABLE = frozenset("sarl sas sasu eurl selarl scop ltd limited llc llp inc gmbh srl".split())
"""The legal forms that end a company's name, and hardly ever a person's."""
_NAMELIKE = re.compile(r"[^\W\d_][\w\s,.;:'()&/\-]*")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of a full name, without its titles.

    `Martin, Sophie` and `MARTIN Sophie` put the family first; particles go with the family (`Jean de La
    Fontaine`); a single word is a given name.
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return _without_titles(given), family
    words = _without_titles(name.replace(",", " ")).split()
    if len(words) < 2:  # noqa: PLR2004 - two names
        return " ".join(words), ""
    shouted = [len(word) > 1 and word.isupper() for word in words]
    leading = shouted.index(False) if not all(shouted) else 0
    if leading and not any(shouted[leading:]):
        return " ".join(words[leading:]), " ".join(words[:leading])
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]).rstrip("'") in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in _TITLES:
        words.pop(0)
    return " ".join(words)


def join_name(given: str, family: str) -> str:
    """The full name."""
    return " ".join(f"{given} {family}".split())


def initials(name: str) -> str:
    """Up to two letters for a name, of its first and last word: `Sophie Martin` → `SM`. For safe text."""
    words = [word for word in re.split(r"[\s\-]+", _without_titles(name)) if word[0:1].isalnum()]
    chosen = words[:1] + words[1:][-1:]
    return "".join(next(graphemes(word))[0] for word in chosen).upper()


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """What a person's name has in common however it is written: no case, accents, titles, order, punctuation."""
    words = [word for word in _WORD.findall(fold(name.replace("-", " "))) if word not in _TITLES]
    return " ".join(sorted(words))


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """What a company's name has in common however it is written: no case, accents, legal form, punctuation.

    `ACME S.A.R.L.`, `Acme (SARL)` and `acme` are one. A name that is nothing but a legal form stays.
    """
    words = _WORD.findall(_plain(name).replace("&", " et ").replace(" and ", " et "))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    while len(kept) > 1 and kept[-1] == "et":  # "Dupont & Cie"
        kept.pop()
    return " ".join(kept or words)


@lru_cache(maxsize=4096)
def who_key(name: str) -> str:
    """What the name of whom one writes to has in common however it is written: a person's, or a company's.

    As `person_key`; the legal form at the end of a company's name does not count. A name that is nothing but a
    title stays, and so does one that begins without a letter or has signs that names have not: `-1` is not `1`.
    Only a blank name has no key.
    """
    plain = _plain(name)
    if not _NAMELIKE.fullmatch(plain):
        return fold(name)
    words = _WORD.findall(plain.replace("-", " "))
    if len(words) > 1 and words[-1] in _UNMISTAKABLE:
        words.pop()
    return " ".join(sorted([word for word in words if word not in _TITLES] or words))


def _plain(name: str) -> str:
    """A folded name whose abbreviations have no dots: `S.A.R.L.` is `sarl`."""
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(name))
