"""Names of which a column says that the family name comes first: `Nom Prénom`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from funneltui.domain.names import split_family_first, split_name
from funneltui.domain.text import fold
from funneltui.interchange.fields import header_key
from funneltui.interchange.records import Reach

_FAMILY_FIRST = re.compile(
    r"(?:nom|nom de famille|name|last name|family name|surname|nachname|apellidos?|cognome)(?: (?:et|and|und|y|e|ou))?"
    r" (?:prenoms?|first name|given name|vorname|nombre|nome)"
)


def puts_family_first(header: str) -> bool:
    """Whether a header says that the names under it begin with the family name."""
    return _FAMILY_FIRST.fullmatch(header_key(header)) is not None


def family_first(name: str, addresses: Iterable[Reach]) -> tuple[str, str]:
    """Given and family name of a name in such a column, unless an address says it the other way round.

    `Sophie Durand` with `sophie.durand@x.fr` was typed with the given name first, whatever the header asked for.
    """
    words = fold(name).split()
    if any(reach.normalized.startswith(f"{words[0]}.{words[-1]}@") for reach in addresses):
        return split_name(name)
    return split_family_first(name)
