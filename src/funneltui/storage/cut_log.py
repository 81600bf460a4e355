"""Whether the log of a file has lost what a program that was killed had committed to it.

SQLite reads its log up to the first page that is not as it was written, and says nothing of what came after: the last
changes are gone as if nobody had made them. Its index beside, which it makes anew when the file is opened, still has
how far the log went. So this is asked before, and costs nothing as long as there is none.
"""

from __future__ import annotations

import contextlib
import struct
import sys
from io import BufferedReader
from pathlib import Path

from funneltui.paths import open_file

_INDEX = 48
"""Bytes of the index's heading, which stands there twice; then comes how much of the log is in the file already.
https://www.sqlite.org/walformat.html#the_wal_index_header"""
_HEADING, _FRAME = 32, 24
"""Bytes before the first page of the log, and before each."""
_LITTLE = 0x377F0682
_WORD = 0xFFFFFFFF


def is_cut(path: Path) -> bool:
    """Whether pages that were committed to the log of a file cannot be read any more.

    Where nothing is known of how far it went, or another program writes just now: false.

    Args:
        path: A file that this process does not have open: closing its index lets go of SQLite's locks.
    """
    with contextlib.suppress(OSError, struct.error):
        log, index = (Path(f"{path.resolve()}{ending}") for ending in ("-wal", "-shm"))
        known = _heading_of(index)
        if known[:_INDEX] != known[_INDEX : 2 * _INDEX]:
            return False  # it is being written
        pages, settled = (int.from_bytes(known[at : at + 4], sys.byteorder) for at in (16, 2 * _INDEX))
        if log.exists() and log.stat().st_size:
            with open_file(log) as stream:
                whole = _is_whole(stream, pages, known[32:40])
        else:
            whole = pages == settled
        return not whole and _heading_of(index) == known
    return False


def _heading_of(index: Path) -> bytes:
    with open_file(index) as stream:
        return stream.read(2 * _INDEX + 4)


def _is_whole(stream: BufferedReader, pages: int, salts: bytes) -> bool:
    """Whether so many pages of a log are as they were written; of another log than the index tells of: true."""
    heading = stream.read(_HEADING)
    magic, _version, size = struct.unpack_from(">3I", heading)
    if heading[16:24] != salts:
        return True
    order = "<" if magic == _LITTLE else ">"
    sums = _summed(heading[:24], order, (0, 0))
    for _ in range(pages):
        frame = stream.read(_FRAME + size)
        if len(frame) < _FRAME + size or frame[8:16] != salts:
            return False
        sums = _summed(frame[_FRAME:], order, _summed(frame[:8], order, sums))
        if struct.unpack_from(">2I", frame, 16) != sums:
            return False
    return True


def _summed(piece: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of a piece of the log, which goes on from that of the piece before."""
    first, second = sums
    words = struct.unpack(f"{order}{len(piece) // 4}I", piece)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
