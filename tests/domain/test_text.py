"""Nothing a person typed or imported may drive the terminal, shift a column, or hide."""

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from rich._unicode_data import load
from rich.cells import cell_len, get_character_cell_size

from funneltui.domain import text
from funneltui.domain.text import cells, fit, fold, graphemes, pad, safe, safe_lines

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("FUNNELTUI_DATA", ROOT.parent / "shared" / "data"))

anything = st.text(st.characters(exclude_categories=()), max_size=40)
lively = st.text(
    st.one_of(
        st.sampled_from("aé\u0301\u200d\ufe0f👩🏽🇫🇷❤☎日本\u200c\u200b\x1b\n\t \u3000कक्षم\u0651ﷺ\U000e0041\ud800↔"),
        st.characters(exclude_categories=()),
    ),
    max_size=20,
)


def _harmful(char):
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(char) in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip


@given(st.one_of(anything, lively))
def test_no_control_direction_or_line_character_passes(given_text):
    shown = safe(given_text)
    assert not any(map(_harmful, shown))
    assert all(not any(map(_harmful, line)) for line in safe_lines(given_text))
    shown.encode()


@given(st.one_of(anything, lively))
def test_safe_text_is_left_alone(given_text):
    shown = safe(given_text)
    assert safe(shown) == shown


@given(st.one_of(anything, lively))
@example("\ufe0f")
@example("👩\u200d")
@example("\u200d\u200d👩")
def test_cells_are_those_of_textual(given_text):
    shown = safe(given_text)
    assert cells(shown) == cell_len(shown)


def test_every_code_point_is_as_wide_as_textual_says():
    wrong = [
        hex(code)
        for code in range(0x110000)
        if unicodedata.category(char := chr(code)) != "Cc"
        and text._width.__wrapped__(char) != get_character_cell_size.__wrapped__(char, "17.0.0")
    ]
    assert wrong == []
    assert text._tables().widened == load("17.0.0").narrow_to_wide


def test_the_list_of_naughty_strings():
    file = DATA / "bad" / "strings" / "blns.json"
    if not file.is_file():
        pytest.skip(f"no test data at {DATA}: set FUNNELTUI_DATA")
    strings = json.loads(file.read_text("utf-8"))
    assert len(strings) > 500
    for one in strings:
        shown = safe(one)
        assert not any(map(_harmful, shown)), ascii(one)
        assert cells(shown) == cell_len(shown), ascii(one)
        for width in (1, 7, 20):
            assert cells(pad(shown, width)) == width, ascii(one)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Ada", "Ada"),
        ("", ""),
        ("Ada [/] Ltd [@click=app.quit]x[/] \x1b]0;pwn\x07", "Ada [/] Ltd [@click=app.quit]x[/] ␛]0;pwn␇"),
        ("\x00\x7f\x80\x9b", "␀␡‹80›‹9B›"),
        ("a\nb\r\nc\rd\u2028e\u2029f", "a↵b↵c↵d↵e↵f"),
        ("a\tb\u3000c\u2009d", "a b c d"),
        ("3\u202f200\xa0€", "3\u202f200\xa0€"),
        ("evil\u202egpj.exe", "evil‹202E›gpj.exe"),
        ("\u2066a\u2069\u200f\u061c", "‹2066›a‹2069›‹200F›‹61C›"),
        ("a\u200bb\ufeff", "a‹200B›b‹FEFF›"),
        ("\ud83d", "‹D83D›"),
        ("a\U000e0041", "a‹E0041›"),
        ("\u3164", "‹3164›"),
        ("\ufffe\U0010ffff", "‹FFFE›‹10FFFF›"),
        # joiners where they are at home, and where they are not
        ("👩\u200d💻 ❤\ufe0f\u200d🔥 👍🏽 👩🏽\u200d🚀", "👩\u200d💻 ❤\ufe0f\u200d🔥 👍🏽 👩🏽\u200d🚀"),
        ("a\u200db\u200d", "a‹200D›b‹200D›"),
        ("\u200d💻", "‹200D›💻"),
        ("👩\u200dx", "👩‹200D›x"),
        ("👩\u200c💻", "👩‹200C›💻"),
        ("a🏽", "a‹1F3FD›"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("क\u200da", "क‹200D›a"),
        # a mark has something to sit on
        ("e\u0301", "e\u0301"),
        ("\u0301e", "◌\u0301e"),
        ("\ufe0f", "◌\ufe0f"),
        ("Zoë Ćirić 日本 مرحبا", "Zoë Ćirić 日本 مرحبا"),
    ],
)
def test_safe(given_text, shown):
    assert safe(given_text) == shown
    assert safe(given_text + "." * 300) == safe(shown + "." * 300)  # longer than what is kept


def test_lines_keep_their_breaks_and_their_indent():
    assert safe_lines("a\r\n\tb\x1b\n\nc\u2028d\re") == ["a", "    b␛", "", "c", "d", "e"]
    assert safe_lines("") == [""]


@pytest.mark.parametrize(
    ("shown", "taken"),
    [
        ("Ada", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("👩\u200d💻", 2),
        ("☎\ufe0f", 2),
        ("☎", 1),
        ("🇫🇷", 2),
        ("👍🏽", 2),
    ],
)
def test_cells(shown, taken):
    assert cells(shown) == taken
    assert cells(shown * 300) == taken * 300


def test_graphemes_are_not_cut():
    assert list(graphemes("ae\u0301日👩🏽\u200d💻🇫🇷🇩🇪🇫x")) == [
        ("a", 1), ("e\u0301", 1), ("日", 2), ("👩🏽\u200d💻", 2), ("🇫🇷", 2), ("🇩🇪", 2), ("🇫", 1), ("x", 1),
    ]  # fmt: skip
    assert list(graphemes("")) == []
    assert fit("🇫🇷🇩🇪", 3, "") == "🇫🇷"


@given(lively.map(safe), st.integers(-1, 30), st.sampled_from(["…", "...", ""]))
def test_fit_and_pad_keep_their_width(shown, width, ellipsis):
    fitted = fit(shown, width, ellipsis)
    assert cells(fitted) <= max(width, 0)
    assert cells(pad(shown, width)) == max(width, 0)
    assert fitted == shown or not width or fitted.endswith(ellipsis) or cells(ellipsis) > width
    if cells(shown) <= width:
        assert fitted == shown


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"]) | st.just("€")))
def test_letters_of_european_languages_are_each_a_cell_of_their_own(shown):
    assert list(graphemes(shown)) == [(letter, 1) for letter in shown]
    assert cells(shown) == len(shown)


def test_fit():
    assert fit("Sophie Martin", 20) == "Sophie Martin"
    assert fit("Sophie Martin", 9) == "Sophie M…"
    assert fit("Sophie Martin", 8) == "Sophie…"
    assert fit("日本語", 4) == "日…"
    assert fit("abc", 2, "...") == "ab"
    assert fit("é" * 5, 5) == "é" * 5
    assert fit("abc", 0) == ""


def test_pad():
    assert pad("é", 3) == "é  "
    assert pad("3 200 €", 9, right=True) == "  3 200 €"


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("  Élodie   ŒUVRE ", "elodie oeuvre"),
        ("Straße", "strasse"),
        ("Crème\tbrûlée\x00\n", "creme brulee"),
        ("L’Atelier", "l'atelier"),
        ("L`Atelier", "l'atelier"),
        ("Jean‑Pierre", "jean-pierre"),
        ("ŁÓDŹ Bjørn Đorđe", "lodz bjorn dorde"),
        ("ﬁn Ⅳ", "fin iv"),
        ("a\u200bb\u202e", "ab"),
        ("が", "が"),
        ("Ada  Ltd", "ada ltd"),
    ],
)
def test_fold(given_text, folded):
    assert fold(given_text) == folded


@given(st.one_of(anything, lively))
def test_folding_twice_changes_nothing(given_text):
    once = fold(given_text)
    assert fold(once) == once
    assert not re.search(r"^\s|\s$|\s\s", once)


@given(st.text(max_size=20))
def test_folding_ignores_how_accents_are_written(given_text):
    assert fold(unicodedata.normalize("NFD", given_text)) == fold(unicodedata.normalize("NFC", given_text))


@given(st.text("abcdéèçôœ ’-", max_size=20))
def test_folding_ignores_case(given_text):
    assert fold(given_text.upper()) == fold(given_text)
