"""Names of people and companies: taken apart, put together, and compared.

Rules of thumb for European names; what a person typed is never replaced by what is made here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from funneltui.domain.text import fold

_TITLES = frozenset(
    "m mr mme mlle mrs ms miss mx dr drs pr prof me sir dame herr frau monsieur madame mademoiselle docteur doctor"
    " professeur professor maitre messrs rev dott sig sra don ing dipl".split()
)
_OF_WOMEN = frozenset("mme mlle mrs ms miss dame frau madame mademoiselle sra".split())
_OF_MEN = frozenset("m mr sir herr don monsieur sig".split())
_ADDRESSING = _OF_WOMEN | _OF_MEN
_JOINING = frozenset({"et", "and", "&", "und"})
"""What stands between two titles: `M. et Mme Dupont`."""
_DEGREES = frozenset(
    "phd mba emba dba msc bsc llm llb jd esq cpa cfa cissp pmp jr sr junior senior ii iii iv ret".split()
)
"""What stands behind a name and is hardly ever a part of one."""
_BEHIND_A_COMMA = _DEGREES | frozenset(
    "md ma ba bs ms rn pe dds ceo cto cfo coo cmo cio vp founder cofounder co-founder fondateur fondatrice"
    " cofondateur cofondatrice co-fondateur co-fondatrice gerant gerante directeur directrice director manager".split()
)
"""What stands there behind a comma and a whole name: `Li, Ma` is somebody called Ma."""
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
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?)|(?:[^\W\d_]\.-?)+")
_SHORTEST_SHOUT = 2
"""Two capitals may be initials people go by: JP."""
_NEVER_GIVEN = frozenset("de d du des la le les der zu zum zur den vom".split())
"""Particles that no given name is written like, even with a capital."""
_PHD = re.compile(r"\bph\.?\s?d\b\.?", re.IGNORECASE)
_GLUED_TITLE = re.compile(r"^\s*(mme|mlle|mr|mrs|ms|dr|pr|prof|me|m)\.(?=[^\W\d_]{2})", re.IGNORECASE)
_REMARK = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|\"[^\"]*\"|“[^”]*”|«[^»]*»")
_APART = re.compile(r"\s[|/–—\-]\s|\s?[|•·]\s?|;|\s@\s")
_ADDRESS = re.compile(r"\S@\S|://|^www\.", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")


def first_name(name: str) -> str:
    """The first name to greet somebody by; empty when the name tells none.

    A number, an address, a company, a title with a family name (`Mme Martin`) and an initial tell none. What is
    written in capitals is not shouted: `SOPHIE` is Sophie.
    """
    given = split_name(name)[0]
    if fold(given).rstrip(".") in _TITLES:
        return ""
    return " ".join(_calm(word) for word in given.split() if not _INITIALS.fullmatch(word))


def form_of_address(name: str) -> str:
    """Whether a name begins with a woman's title, "f", or a man's, "m"; empty without one, and for couples."""
    folded = fold(_GLUED_TITLE.sub(r"\1. ", name) if "." in name else name)
    if folded.partition(" ")[0].rstrip(".") not in _ADDRESSING:
        return ""
    words = [word.rstrip(".") for word in folded.split()]
    if len(words) < 2 or (len(words) > 3 and words[1] in _JOINING and words[2] in _TITLES):  # noqa: PLR2004
        return ""
    return "f" if words[0] in _OF_WOMEN else "m" if words[0] in _OF_MEN else ""


def _calm(word: str) -> str:
    """A word in capitals, or in small letters, as a name is written: `JEAN-PIERRE` is Jean-Pierre."""
    if word.islower() or (word.isupper() and len(word) > _SHORTEST_SHOUT):
        return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return word


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of a full name, without its titles and degrees.

    `Martin, Sophie` and `MARTIN Sophie` put the family first; particles go with the family (`Jean de La
    Fontaine`); a single word is a given name, but behind a title a family name (`Mme Martin`). What is no
    person's name has neither: a number, an address. A company's is a family name.
    """
    plain = _person(name)
    if not any(char.isalpha() for char in plain):
        return "", ""
    if _is_company(plain):
        return "", " ".join(plain.split())
    family, comma, given = (part.strip() for part in plain.partition(","))
    if comma and family and given:
        return _without_titles(given.replace(",", " ")), _without_titles(family)
    titled = plain.replace(",", " ").split()
    words = _without_titles(" ".join(titled)).split()
    words = words[: _end_of_name(words)]
    if len(words) < 2:  # noqa: PLR2004 - two names
        is_family = len(titled) > 1 and bool(words) and fold(titled[0]).rstrip(".") in _TITLES
        return ("", words[0]) if is_family else (" ".join(words), "")
    return _parted(words)


def split_family_first(name: str) -> tuple[str, str]:
    """Given and family name of a full name that stands in a column of family and given names: `durand sophie`.

    A comma, or capitals, tell more than the column: `Sophie DURAND` is as `split_name` takes it.
    """
    words = _without_titles(_person(name)).split()
    shouted = [len(word) > _SHORTEST_SHOUT and word.isupper() for word in words]
    if len(words) < 2 or "," in name or (any(shouted) and not all(shouted)) or _is_company(name):  # noqa: PLR2004
        return split_name(name)
    end = 1
    while end < len(words) - 1 and fold(words[end - 1]).rstrip("'") in _PARTICLES:
        end += 1
    return " ".join(words[end:]), " ".join(words[:end])


def _parted(words: list[str]) -> tuple[str, str]:
    """Two words or more, as given and family name."""
    shouted = [len(word) > 1 and word.isupper() and "." not in word for word in words]
    leading = shouted.index(False) if not all(shouted) else 0
    if any(len(word) > _SHORTEST_SHOUT for word in words[:leading]) and not any(shouted[leading:]):
        return " ".join(words[leading:]), " ".join(words[:leading])
    start = len(words) - 1
    while start > 0 and _is_particle(words[start - 1], leading=start == 1):
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _is_particle(word: str, *, leading: bool) -> bool:
    """Whether a word goes with the family name behind it. At the start of a name, `Van` and `Al` may be given names."""
    folded = fold(word).rstrip("'")
    if leading and not word.islower():
        return folded in _NEVER_GIVEN
    return folded in _PARTICLES


def _person(name: str) -> str:
    """The part of a text that names a person: no address, remark in brackets, emoji, job or degree behind it."""
    text = _GLUED_TITLE.sub(r"\1. ", _PHD.sub(lambda match: match[0].replace(" ", ""), _REMARK.sub(" ", name)))
    text = _APART.split(text.strip(), maxsplit=1)[0]
    if _ADDRESS.search(text):
        return ""
    text = " ".join(word for word in text.split() if any(char.isalnum() for char in word) or word in {"&", ","})
    parts = [part.strip() for part in text.split(",")]
    while len(parts) > 1 and (not parts[-1] or _is_behind(parts[-1], of_whole_name=len(parts[0].split()) > 1)):
        parts.pop()
    return ", ".join(parts)


def _is_behind(part: str, *, of_whole_name: bool) -> bool:
    """Whether what stands behind a comma is degrees or a job rather than the given name."""
    known = _BEHIND_A_COMMA if of_whole_name else _DEGREES
    return fold(part).replace(".", "").split()[0] in known


def _is_company(name: str) -> bool:
    words = _WORD.findall(_plain(name))
    return len(words) > 1 and bool({words[-1], words[0]} & _UNMISTAKABLE)


def _end_of_name(words: list[str]) -> int:
    """How many words there are before the degrees."""
    count = len(words)
    while count > 1 and fold(words[count - 1]).replace(".", "") in _DEGREES:
        count -= 1
    return count


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and (fold(words[0]).rstrip(".") in _TITLES or _joins_titles(words)):
        words.pop(0)
    return " ".join(words)


def _joins_titles(words: list[str]) -> bool:
    return fold(words[0]) in _JOINING and fold(words[1]).rstrip(".") in _TITLES


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """What a company's name has in common however it is written: no case, accents, legal form, punctuation.

    `ACME S.A.R.L.`, `Acme (SARL)` and `acme` are one. A name that is nothing but a legal form stays.
    Only a blank name has no key.
    """
    words = _WORD.findall(_plain(name).replace("&", " et ").replace(" and ", " et "))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    while len(kept) > 1 and kept[-1] == "et":  # "Dupont & Cie"
        kept.pop()
    return " ".join(kept or words) or fold(name)


@lru_cache(maxsize=4096)
def who_key(name: str) -> str:
    """What the name of whom one writes to has in common however it is written: a person's, or a company's.

    Case, accents, titles, order and punctuation do not count, nor does the legal form at the end of a company's name.
    A name that is nothing but a title stays, and so does one that begins without a letter or has signs that names
    have not: `-1` is not `1`. Only a blank name has no key.
    """
    parts = name.split()
    if parts and parts[0][:1].isalpha() and name.isascii() and "".join(parts).isalnum():  # as most are
        words = name.lower().split()
    else:
        plain = _plain(name)
        if not _NAMELIKE.fullmatch(plain):
            return fold(name)
        words = _WORD.findall(plain.replace("-", " "))
    if len(words) > 1 and words[-1] in _UNMISTAKABLE:
        words.pop()
    return " ".join(sorted([word for word in words if word not in _TITLES] or words))


def own_key(name: str) -> str:
    """What two ways to write one person's own name share: `who_key` without the initials in the middle.

    `John Q. Doe` is `John Doe`; `S. Martin` may be Sophie or Simon, so an initial beside one name stays.
    """
    key = who_key(name)
    words = [word for word in key.split() if len(word) > 1 or not word.isalpha()]
    return " ".join(words) if len(words) > 1 else key


def _plain(name: str) -> str:
    """A folded name whose abbreviations have no dots: `S.A.R.L.` is `sarl`."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), fold(name))
