"""The whole database as one JSON document: what `export --format json` writes and `import` reads.

    {"format": "funneltui", "version": 1, "schema": 1, "exported_at": "…", "tables": {"contact": [{…}, …], …}}

Rows are as the tables hold them. `id`s are good inside the document only; a `uid` names a row everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, TypeAlias

import msgspec

from funneltui.i18n import translate as _
from funneltui.interchange.errors import ForeignJsonError

FORMAT = "funneltui"
VERSION = 1

Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Row: TypeAlias = dict[str, str | Whole | None]

_ROWS = 500
_BYTE = re.compile(r"\(byte (\d+)\)")
"""Where msgspec says that something is wrong."""
_encode = msgspec.json.Encoder().encode
_decode_row = msgspec.json.Decoder(Row).decode


class Document(msgspec.Struct):
    """What a file holds, checked for its form. Its rows stay text until they are asked for."""

    format: str
    version: int
    schema: int
    exported_at: str
    tables: dict[str, list[msgspec.Raw]]

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, in the file's order; none where the file has no such table."""
        return map(_decode_row, self.tables.get(table, ()))


def dump_chunks(
    tables: Iterable[tuple[str, Iterable[Mapping[str, str | int | None]]]], *, schema: int, exported_at: str
) -> Iterator[bytes]:
    """The document in pieces; the rows are taken one after the other, so that they need not fit in memory.

    Args:
        tables: Names with their rows, in order.
        schema: The version of the tables.
        exported_at: The instant.
    """
    head = {"format": FORMAT, "version": VERSION, "schema": schema, "exported_at": exported_at}
    yield _encode(head)[:-1] + b',"tables":{'
    first_table = True
    for name, rows in tables:
        yield (b"" if first_table else b",") + b"\n" + _encode(name) + b":["
        first_table = False
        buffer: list[bytes] = []
        separator = b"\n"
        for row in rows:
            buffer.append(_encode(row))
            if len(buffer) == _ROWS:
                yield separator + b",\n".join(buffer)
                buffer, separator = [], b",\n"
        yield (separator + b",\n".join(buffer) if buffer else b"") + b"]"
    yield b"\n}}\n"


def load(content: bytes, path: str, *, schema: int) -> Document:
    """Read a document.

    Args:
        content: The file.
        path: What to call it.
        schema: The version of the tables this program knows.

    Raises:
        ForeignJsonError: It is damaged, somebody else's, or from a newer version.
    """
    try:
        document = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ForeignJsonError(path, detail=_wrong(error)) from error
    for table, rows in document.tables.items():
        for number, row in enumerate(rows, 1):
            try:
                _decode_row(row)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise ForeignJsonError(path, detail=_where(table, number, row)) from error
    if document.format != FORMAT:
        raise ForeignJsonError(path, detail=_("another program wrote it"))
    if document.version > VERSION or document.schema > schema:
        raise ForeignJsonError(path, detail=_("a newer funneltui wrote it; update this one"))
    return document


def _where(table: str, number: int, row: msgspec.Raw) -> str:
    """The place of a value that is neither text nor a whole number, as near as it can be told."""
    try:
        values = msgspec.json.decode(row, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        values = {}
    for field, value in values.items():
        whole = isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
        if not whole and value is not None and not isinstance(value, str):
            detail = _("table {table}, row {row}, {field}: it isn't in funneltui's format")
            return detail.format(table=table, row=number, field=field)
    return _("table {table}, row {row}: it isn't in funneltui's format").format(table=table, row=number)


def _wrong(error: Exception) -> str:
    """What is wrong with the text, in the language in force."""
    if isinstance(error, msgspec.ValidationError):
        return _("another program wrote it")
    byte = _BYTE.search(str(error))
    if byte is not None:
        return _("it is damaged from byte {byte} on").format(byte=byte[1])
    return _("it is damaged or incomplete")
