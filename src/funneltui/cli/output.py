r"""The only writer to stdout: data there, talk on stderr, and no raw control character on either.

Text goes through `domain.text` whether or not a person is looking: a log that is shown with `cat`
a week later is a terminal too. JSON keeps every character, the dangerous ones as `\uXXXX`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from funneltui.cli.table import Column, Layout
from funneltui.domain.text import safe
from funneltui.i18n import translate as _

_HAZARDS = re.compile(
    "["
    "\x7f-\x9f"  # DEL and C1
    "\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u3164\ufeff\uffa0"  # unseen
    "\u2028-\u202e"  # line separators, direction overrides
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # halves of characters, no characters
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # unseen, tags
    "]"
)
"""Characters JSON lets through raw and a terminal or a reader can be fooled by."""

_CONTROLS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f]|{_HAZARDS.pattern}")
"""The same and the control characters, but for the tabs and line ends that a CSV is made of."""

_PIECE = 1 << 16
_SAMPLE = 100
"""Rows looked at to choose the widths of a table: the rest streams."""


def json_text(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON that is readable, lossless and harmless to print."""
    if not _speaks_unicode():
        return json.dumps(value, indent=indent)
    return _HAZARDS.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _speaks_unicode() -> bool:
    """Whether stdout can take every character."""
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it outside the first plane too: in UTF-16 halves."""
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def _shown(match: re.Match[str]) -> str:
    """A character as `safe` shows it."""
    return safe(match[0])


class Output:
    """Where one command writes."""

    def __init__(self) -> None:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by whoever started us
                setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
            # A terminal that cannot show a letter gets its number instead of a traceback.
            reconfigure = getattr(getattr(sys, name), "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    def line(self, text: str = "") -> None:
        """One line of data."""
        sys.stdout.write(safe(text) + "\n")

    def entry(self, value: Mapping[str, object]) -> None:
        """One JSON object."""
        sys.stdout.write(json_text(value, indent=2) + "\n")

    def array(self, values: Iterable[object]) -> None:
        """A JSON array, one element a line, written as the elements come."""
        separator = "[\n"
        for value in values:
            sys.stdout.write(separator + json_text(value))
            separator = ",\n"
        sys.stdout.write("\n]\n" if separator == ",\n" else "[]\n")

    def csv(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A CSV table (RFC 4180) with harmless cells."""
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([_cell(text) for text in row] for row in rows)

    def document(self, path: Path, *, as_json: bool) -> None:
        """A finished UTF-8 file, its dangerous characters made harmless: in JSON without losing them."""
        hazards, escape = (_HAZARDS, _escaped) if as_json else (_CONTROLS, _shown)
        if as_json and not _speaks_unicode():
            hazards = re.compile("[^\n\r\t -~]")
        with path.open(encoding="utf-8", newline="") as stream:
            while piece := stream.read(_PIECE):
                sys.stdout.write(hazards.sub(escape, piece))

    @property
    def width(self) -> int:
        """The terminal's width in cells; 0 when the output goes elsewhere, which nothing is cut for."""
        return _screen_width()

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bool:
        """A table for people, fitted to the terminal, written as the rows come.

        Returns:
            Whether there was any row; nothing is written when there was none.
        """
        coming = iter(rows)
        sample = [[safe(text) for text in row] for row in islice(coming, _SAMPLE)]
        if not sample:
            return False
        layout = Layout(columns, sample, _screen_width())
        sys.stdout.write(layout.heading + "\n")
        for row in sample:
            sys.stdout.write(layout.line(row) + "\n")
        for texts in coming:
            sys.stdout.write(layout.line([safe(text) for text in texts]) + "\n")
        return True

    def say(self, text: str) -> None:
        """Talk: what was done, what to know."""
        sys.stderr.write(safe(text) + "\n")

    def error(self, text: str) -> None:
        """Why it was refused."""
        self.say(_("Error: {reason}").format(reason=text))

    @property
    def talks_to_a_person(self) -> bool:
        """Whether somebody watches the talk: worth telling them to wait."""
        return sys.stderr.isatty()

    def progress(self, done: int, total: int) -> None:
        """How far long work is, on a terminal only, in place."""
        if self.talks_to_a_person:
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r{done:,} / {total:,}".replace(",", " ") + end)
            sys.stderr.flush()

    def count(self, done: int) -> bool:
        """How far long work is whose end is not known, as `progress`; always true."""
        if self.talks_to_a_person:
            sys.stderr.write(f"\r{done:,}\r".replace(",", " "))
            sys.stderr.flush()
        return True

    def abandon(self) -> None:
        """Write nothing more, so that Python does not fail again when it ends."""
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def flush(self) -> None:
        """Hand everything over, so that a closed pipe is noticed here."""
        sys.stdout.flush()


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = safe(text)
    return f"'{shown}" if shown[:1] in {"=", "+", "-", "@"} else shown


def _screen_width() -> int:
    """The terminal's width in cells; 0 when the output goes elsewhere, which nothing is cut for."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        return 0
    return shutil.get_terminal_size().columns
