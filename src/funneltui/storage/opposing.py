"""The opposition list: addresses of people who were erased, as keyed hashes, so that nothing brings them back.

The key is made with a file's first entry and lies in each row. An entry cannot be read, but it can be tried: whoever
has the file and an address can tell whether it is on the list. It is personal data still, only much less.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from funneltui.storage.reads.known import Query
from funneltui.storage.uids import new_uid

if TYPE_CHECKING:
    from funneltui.storage.bulk import Bulk

_PROFILE = "linkedin.com/in/"
"""How the links begin that are one person's; others are shared by all of a company."""
_KEY_BYTES = 32


class OppositionList:
    """The list as it was when it was read.

    Args:
        query: Reads the file.
    """

    def __init__(self, query: Query) -> None:
        self._entries: dict[tuple[str, str], int] = {
            (str(secret), str(digest)): int(number)
            for number, secret, digest in query("SELECT id, secret, digest FROM opposition", ())
        }
        self._secrets = list(dict.fromkeys(secret for secret, _digest in self._entries))

    def __bool__(self) -> bool:
        """Whether anybody is on it."""
        return bool(self._entries)

    def entries(self, kind: str, normalized: str) -> list[int]:
        """The ids of the entries of one address."""
        address = known_by(kind, normalized)
        tried = ((secret, _digest(secret, kind, address)) for secret in self._secrets if address)
        return [self._entries[digest] for digest in tried if digest in self._entries]

    def holds(self, addresses: Iterable[tuple[str, str]]) -> bool:
        """Whether one of these is on it, each given by its kind and normalized form."""
        return bool(self._entries) and any(self.entries(kind, normalized) for kind, normalized in addresses)


def note(bulk: Bulk, addresses: Sequence[tuple[str, str]], today: str) -> int:
    """Put addresses onto the list, inside a transaction; how many are on it now.

    Args:
        bulk: The transaction's rows.
        addresses: Kind and normalized form of each.
        today: The user's local day.
    """
    known = dict.fromkeys((kind, known_by(kind, normalized)) for kind, normalized in addresses)
    kept = [(kind, address) for kind, address in known if address]
    opposed = OppositionList(bulk.sql)
    rows = bulk.sql("SELECT secret FROM opposition ORDER BY id LIMIT 1")
    secret = str(rows[0][0]) if rows else secrets.token_hex(_KEY_BYTES)
    for kind, address in kept:
        if not opposed.entries(kind, address):
            bulk.driver.execute(
                "INSERT INTO opposition (uid, kind, secret, digest, noted_on) VALUES (?, ?, ?, ?, ?)",
                (new_uid(), kind, secret, _digest(secret, kind, address), today),
            )
    return len(kept)


def known_by(kind: str, normalized: str) -> str:
    """The form of an address that stands for one person alone; empty for a link that others share."""
    if kind != "link":
        return normalized
    return normalized.casefold() if normalized.casefold().startswith(_PROFILE) else ""


def _digest(secret: str, kind: str, address: str) -> str:
    return hmac.new(bytes.fromhex(secret), f"{kind}:{address}".encode(), "sha256").hexdigest()
