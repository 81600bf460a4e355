"""How somebody mapped the columns of a file: remembered by its header row, for the next file of that kind."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from funneltui.interchange.fields import FIELDS, header_key
from funneltui.paths import read_file, state_folder, write_private

_MOST = 200
"""Header rows that are remembered; of more, the oldest are dropped."""


def recall(header: Sequence[str]) -> dict[str, str]:
    """Column → field, as it was told for a file with these columns; empty when it never was."""
    told = _all().get(_key(header), {})
    return {column: field for column, field in told.items() if column in header and field in FIELDS}


def remember(header: Sequence[str], told: Mapping[str, str]) -> None:
    """Keep what was told of the columns of a file. That it cannot be kept is no reason to fail."""
    kept = _all()
    key = _key(header)
    if not told or kept.get(key) == dict(told):
        return
    kept.pop(key, None)
    kept[key] = dict(told)
    content = json.dumps(dict(list(kept.items())[-_MOST:]), ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError):
        write_private(_path(), content.encode())


def _path() -> Path:
    return state_folder() / "mappings.json"


def _key(header: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(map(header_key, header)).encode()).hexdigest()[:32]


def _all() -> dict[str, dict[str, str]]:
    """What is remembered; nothing when the file is not there, or is not ours."""
    try:
        kept = json.loads(read_file(_path()))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict) or not all(isinstance(told, dict) for told in kept.values()):
        return {}
    return {
        key: {column: field for column, field in told.items() if isinstance(field, str)} for key, told in kept.items()
    }
