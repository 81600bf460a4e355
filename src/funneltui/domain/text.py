"""Text of people on a terminal: made harmless, measured in cells, cut, and folded for comparing.

Stored text is as given. Whatever shows it, on the screen or on stdout, passes it through `safe` (one line)
or `safe_lines` (several): a name may hold an escape sequence that would drive the terminal, or a mark that
turns the writing direction round. Nothing is dropped; what cannot be shown is shown as a sign for it.

`cells`, `fit` and `pad` take text that has been made safe.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate

from funneltui.domain import _widths

_CACHED_LENGTH = 256
"""Longer texts (notes) are not worth keeping: a card shows names and titles."""

_ZWNJ, _ZWJ, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
_DOTTED_CIRCLE = "\u25cc"
_LINE_BREAK = "↵"
_TAB = " " * 4
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "␡"}

_LINE_ENDS = re.compile("\r\n|[\n\r\u2028\u2029]")
_SPACES = "\u1680\u2000-\u200a\u205f\u3000"
_MODIFIERS = "\U0001f3fb-\U0001f3ff"
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_UNSAFE = re.compile(
    "\r\n|["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: they drive the terminal
    "\ud800-\udfff"  # lone surrogates: cannot be encoded
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction: marks, embeddings, overrides, isolates
    "\u2028\u2029"  # line and paragraph separators
    "\xad\u034f\u070f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # unseen
    "\ufdd0-\ufdef\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # unseen
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tag characters: a hidden text
    + _NONCHARACTERS
    + _SPACES
    + _MODIFIERS
    + "]"
)
_IS_SPACE = re.compile(f"[{_SPACES}]")
_PICTOGRAPH = re.compile("[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2934\u2935\u2b00-\u2bff"
                         "\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]")  # fmt: skip
_JOINED_SCRIPT = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff\ua840-\ua8df"
                            "\ua980-\uaadf\uabc0-\uabff\ufb50-\ufdcf\ufe70-\ufefc\U00011000-\U00011fff]")  # fmt: skip
_EMOJI_TAIL = f"{_EMOJI_STYLE}\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


# -- Harmless -------------------------------------------------------------------------------------


def safe(text: str) -> str:
    r"""One line that is safe to send to a terminal.

    Control characters become their pictures (`\x1b` → `␛`, C1 → `‹9B›`), line breaks `↵`, tabs and exotic
    spaces a space; direction marks, unseen characters, tag characters, lone surrogates become their code
    (`‹202E›`). Joiners stay inside emoji and in the scripts that are written with them. A mark at the start
    gets a dotted circle to sit on, so that it does not land on what was printed before.
    """
    if text.isascii() and text.isprintable():
        return text
    return _safe_cached(text) if len(text) <= _CACHED_LENGTH else _safe(text)


def safe_lines(text: str) -> list[str]:
    """The lines of `text`, each safe to send to a terminal; a tab is four spaces. At least one line."""
    return [safe(line.replace("\t", _TAB)) for line in _LINE_ENDS.split(text)]


def _safe(text: str) -> str:
    shown = _UNSAFE.sub(_sign, text)
    if shown and _width(shown[0]) == 0:
        return _DOTTED_CIRCLE + shown
    return shown


_safe_cached = lru_cache(maxsize=8192)(_safe)


def _sign(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\t" or _IS_SPACE.match(char):
        return " "
    if char in ("\r\n", "\n", "\r", "\u2028", "\u2029"):
        return _LINE_BREAK
    if _belongs(match.string, match.start()):
        return char
    return _PICTURES.get(char) or f"‹{ord(char):02X}›"


def _belongs(text: str, place: int) -> bool:
    """Whether the joiner or skin tone at `place` is where its script or emoji needs it."""
    char = text[place]
    if char not in (_ZWNJ, _ZWJ) and char not in _EMOJI_TAIL:
        return False
    before = text[:place].rstrip(_EMOJI_TAIL)[-1:] if char == _ZWJ else text[max(place - 1, 0) : place]
    if char in _EMOJI_TAIL:
        return bool(_PICTOGRAPH.match(before))
    after = text[place + 1 : place + 2]
    if char == _ZWJ and _PICTOGRAPH.match(before) and _PICTOGRAPH.match(after):
        return True
    return bool(_JOINED_SCRIPT.match(before) and _JOINED_SCRIPT.match(after))


# -- Measured -------------------------------------------------------------------------------------

_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]*")
"""Letters and signs of European languages: each takes one cell and stands for itself, which spares looking at each."""


def cells(text: str) -> int:
    """How many terminal cells safe text takes: the same count as Textual lays lines out by.

    An emoji made of several characters counts as the one picture it is meant to be.
    """
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return _cells_cached(text) if len(text) <= _CACHED_LENGTH else _cells(text)


def _cells(text: str) -> int:
    return sum(width for _, width in graphemes(text))


_cells_cached = lru_cache(maxsize=8192)(_cells)


def graphemes(text: str) -> Iterator[tuple[str, int]]:
    """The pieces of safe text that must not be cut, each with its cells.

    A piece is a character with the marks over it, what a joiner joins to it, its skin tone or style; or the
    two letters of a flag.
    """
    start, width, last = 0, 0, ""
    place, length = 0, len(text)
    while place < length:
        char = text[place]
        if char == _ZWJ and place > start:
            place = min(place + 2, length)
            continue
        if char == _EMOJI_STYLE:
            width += last in _tables().widened
            last = ""
        elif taken := _width(char):
            if place > start and not (_is_flag_letter(char) and text[start:place] == last and _is_flag_letter(last)):
                yield text[start:place], width
                start, width = place, 0
            width += taken
            last = char
        place += 1
    if start < length:
        yield text[start:], width


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


class _Tables:
    """Widths by code point, read from the ranges at the first text that is not ASCII."""

    def __init__(self) -> None:
        ranges = sorted((*_ranges(_widths.ZERO, 0), *_ranges(_widths.WIDE, 2)))
        self.starts = [start for start, _, _ in ranges]
        self.ends = [end for _, end, _ in ranges]
        self.widths = [width for _, _, width in ranges]
        self.widened = frozenset(
            chr(code) for start, end, _ in _ranges(_widths.WIDENED, 1) for code in range(start, end + 1)
        )


def _ranges(packed: str, width: int) -> Iterator[tuple[int, int, int]]:
    for item in packed.split():
        start, _, end = item.partition("-")
        yield int(start, 16), int(end or start, 16), width


@cache
def _tables() -> _Tables:
    return _Tables()


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    """Cells of one character that is no control character: 0, 1 or 2."""
    tables, code = _tables(), ord(char)
    place = bisect_right(tables.starts, code) - 1
    return tables.widths[place] if place >= 0 and code <= tables.ends[place] else 1


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Safe text in at most `width` cells, cut between graphemes, with `ellipsis` when something is missing."""
    if width <= 0:
        return ""
    if text.isascii() and len(text) <= width:
        return text
    return _fit(text, width, ellipsis)


@lru_cache(maxsize=8192)
def _fit(text: str, width: int, ellipsis: str) -> str:
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    if room < 0:
        room, ellipsis = width, ""
    if _NARROW.fullmatch(text):
        return text[:room].rstrip() + ellipsis
    pieces = list(graphemes(text))
    reaches = accumulate(taken for _, taken in pieces)
    kept = sum(len(piece) for (piece, _), reach in zip(pieces, reaches, strict=True) if reach <= room)
    return text[:kept].rstrip() + ellipsis


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Safe text in exactly `width` cells: cut like `fit`, filled with spaces behind, or before if `right`."""
    if len(text) <= width and (text.isascii() or _NARROW.fullmatch(text)):
        return text.rjust(width) if right else text.ljust(width)
    fitted = fit(text, width)
    filling = " " * (width - cells(fitted))
    return filling + fitted if right else fitted + filling


# -- Folded ---------------------------------------------------------------------------------------

_ACCENTS = frozenset({1, *range(10, 36), *range(200, 241)})
"""Combining classes that are accents or vowel points. Others change the letter (kana voicing, nukta, virama)."""
_FOLDED_APART = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "þ": "th",
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        **dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0))), " "),
        **{accent: "" for accent in map(chr, range(0x300, 0x370)) if unicodedata.combining(accent) in _ACCENTS},
    }
)  # fmt: skip
"""What is replaced at once: ligatures, signs, controls, and the accents of the Latin alphabet."""


def with_capital(text: str) -> str:
    """Words as they begin a line of their own; the rest stays: `SMS`."""
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """`text` as it is compared and searched: no case, no accents, ligatures apart, single spaces.

    Folding twice changes nothing. Unseen characters are dropped and control characters separate words.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().replace("`", "'").split())
    return _fold_again(text) if len(text) <= _WORD else _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = text.translate(_FOLDED_APART)
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_folded, text)))
    return " ".join(text.split())


_WORD = 40
"""Characters of what is folded more than once: a name, a town, a job."""
_fold_again = lru_cache(maxsize=4096)(_fold)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """One character of decomposed, case-folded text as it is compared: nothing for an accent."""
    return "" if unicodedata.category(char) == "Cf" or unicodedata.combining(char) in _ACCENTS else char
