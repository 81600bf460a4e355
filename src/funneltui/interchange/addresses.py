"""A postal address in one text, from whatever columns a file spreads it over."""

from __future__ import annotations

from collections.abc import Sequence

from funneltui.interchange.mapping import Mapping

_PARTS = frozenset({"address", "street", "city", "region", "postcode", "country"})


class Addresses:
    """Reads the addresses of a row: the first is the contact's, the others go to the note.

    Args:
        mapping: What every column becomes.
    """

    def __init__(self, mapping: Mapping) -> None:
        groups: dict[str, dict[str, list[int]]] = {}
        self._headers: dict[str, str] = {}
        for use in mapping.columns:
            if use.field in _PARTS:
                groups.setdefault(use.group, {}).setdefault(use.field, []).append(use.index)
                self._headers.setdefault(use.group, use.header)
        self._groups = groups

    def read(self, cells: Sequence[str]) -> tuple[str, list[str]]:
        """The address, and lines for the note."""
        addresses = [(group, text) for group, parts in self._groups.items() if (text := _whole(parts, cells))]
        if not addresses:
            return "", []
        others = [f"{self._headers[group]}: {text}" for group, text in addresses[1:]]
        return addresses[0][1], others


def _whole(parts: dict[str, list[int]], cells: Sequence[str]) -> str:
    """One address. Google writes it whole beside its parts: those are added only where it lacks them."""
    texts = {field: [cells[place] for place in places if cells[place]] for field, places in parts.items()}
    written = texts.get("address", [])
    address = "\n".join(written)
    town = " ".join(text for text in texts.get("postcode", []) + texts.get("city", []) if text not in address)
    lines = [*texts.get("street", []), town, *texts.get("region", []), *texts.get("country", [])]
    return "\n".join([*written, *(line for line in lines if line and line not in address)])
