"""Where a TOML text says something: the line a person is sent to."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_ENTRY = re.compile(r"\s*([^=#]+?)\s*=")


def line_of_name(name: str, text: str) -> int:
    """The line that sets `name`, as `name =`, `name.x =` or `[name]`; 1 when it is written otherwise."""
    pattern = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[\].=]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def line_of_key(key: str, text: str) -> int:
    """The line that sets `key`, such as `keymap.board.open`, however it is written; else that of its first part."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _bare(header[1]) + "."
        elif (entry := _ENTRY.match(line)) and table + _bare(entry[1]) == key:
            return number
    return line_of_name(key.partition(".")[0], text)


def _bare(name: str) -> str:
    """A name of TOML without quotes and the spaces around its dots."""
    return re.sub(r"""["'\s]""", "", name)
