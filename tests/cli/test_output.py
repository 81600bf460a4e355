"""What reaches stdout: harmless, lossless in JSON, aligned for people."""

import json

import pytest

from funneltui.cli.output import Output, json_text
from funneltui.cli.table import Column
from funneltui.domain.text import cells
from tests.cli.conftest import HOSTILE

ODD = [
    HOSTILE,
    "\x00\x01\x1b[31m\x7f\x80\x9b0m\r\n\t",
    "abc\u202edef\u2066x\u2069",
    "zero\u200bwidth\ufeff\u00ad",
    "tag\U000e0041\U000e007f",
    "family 👨\u200d👩\u200d👧",
    "half \ud83d",
    "line\u2028and\u2029paragraph",
    "日本語 é ﷽ 🇫🇷",
]
RAW = [
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0x2028, 0xFEFF, 0xE0041, 0xD83D)
]


@pytest.mark.parametrize("text", ODD)
def test_json_gives_back_what_went_in_and_prints_nothing_raw(text):
    printed = json_text({"x": text})
    assert json.loads(printed) == {"x": text}
    assert not [sign for sign in RAW if sign in printed]
    printed.encode()


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("way", ["line", "table", "csv", "say"])
def test_text_is_made_harmless_everywhere(capsys, text, way):
    out = Output()
    if way == "line":
        out.line(text)
    elif way == "table":
        out.table([Column("A"), Column("B")], [[text, "x"]])
    elif way == "csv":
        out.csv(["a"], [[text]])
    else:
        out.say(text)
    captured = capsys.readouterr()
    printed = (captured.out + captured.err).replace("\r\n", "\n").replace("\n", "")
    assert not [sign for sign in RAW if sign in printed]


def test_an_array_streams_one_element_a_line(capsys):
    def elements():
        yield {"a": 1}
        assert capsys.readouterr().out == '[\n{"a": 1}'
        yield {"a": 2}

    Output().array(elements())
    assert capsys.readouterr().out == ',\n{"a": 2}\n]\n'


def test_an_empty_array_is_one(capsys):
    Output().array([])
    assert json.loads(capsys.readouterr().out) == []


COLUMNS = (
    Column("#", right=True),
    Column("Name", gives_way=1),
    Column("Firm", gives_way=2),
    Column("More", from_width=60),
    Column("V", right=True),
)
ROWS = (["1", "日本語" * 10, "Société " * 3, "more", "9.00"], ["22", "short", "firm", "more", "12345.00"])


FIGURES = (
    Column("Étape", gives_way=1, wraps=True),
    Column("Encore là depuis", right=True, gives_way=2, wraps=True),
    Column("Valeur", right=True, gives_way=2, wraps=True),
    Column("Taux de gain", right=True, gives_way=2, wraps=True),
)
SUMS = (["Pas maintenant", "12", "22 350 EUR + 1 800 GBP", "2 sur 3"], ["Piste", "3", "–", "47 %"])


@pytest.mark.parametrize(
    ("screen", "lines"),
    [
        (80, ["Étape           Encore là depuis                  Valeur  Taux de gain",
              "Pas maintenant                12  22 350 EUR + 1 800 GBP       2 sur 3",
              "Piste                          3                       –          47 %"]),
        (60, ["                Encore là                            Taux de",
              "Étape              depuis                  Valeur       gain",
              "Pas maintenant         12  22 350 EUR + 1 800 GBP    2 sur 3",
              "Piste                   3                       –       47 %"]),
        (38, ["            Encore",
              "                là             Taux de",
              "Étape       depuis      Valeur    gain",
              "Pas             12  22 350 EUR 2 sur 3",
              "maintenant         + 1 800 GBP",
              "Piste            3           –    47 %"]),
    ],
)  # fmt: skip
def test_a_table_that_is_too_wide_wraps_its_headings_then_its_rows(capsys, monkeypatch, screen, lines):
    monkeypatch.setenv("COLUMNS", str(screen))
    assert Output().table(FIGURES, SUMS)
    assert capsys.readouterr().out.splitlines() == lines


def test_a_table_fits_the_terminal_by_cells(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    assert Output().table(COLUMNS, ROWS)
    heading, first, second = capsys.readouterr().out.splitlines()
    assert max(cells(line) for line in (heading, first, second)) == 50
    assert "More" not in heading
    assert "Société…" in first
    assert first.endswith("9.00")
    assert second.startswith("22  short")


def test_the_first_to_give_way_is_cut_before_the_next(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    Output().table(COLUMNS, [["1", "x" * 30, "y" * 30, "more", "9.00"]])
    row = capsys.readouterr().out.splitlines()[1]
    assert "x" * 30 in row
    assert "y" * 30 not in row
    assert cells(row) == 70


def test_a_terminal_too_narrow_for_any_table_still_gets_one(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "10")
    assert Output().table(COLUMNS, ROWS)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_pipe_gets_whole_texts(capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    Output().table([Column("Name"), Column("B")], [["x" * 500, "y"]])
    assert "x" * 500 in capsys.readouterr().out


def test_a_table_without_rows_is_nothing(capsys):
    assert not Output().table([Column("Name")], [])
    assert not capsys.readouterr().out


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_a_csv_is_a_formula(capsys, text):
    Output().csv(["a"], [[text]])
    assert capsys.readouterr().out.splitlines()[1] == f"'{text}"


def test_progress_is_for_a_terminal_only(capsys, monkeypatch):
    Output().progress(1, 2)
    assert not capsys.readouterr().err
    monkeypatch.setattr(Output, "talks_to_a_person", True)
    Output().progress(1000, 2000)
    assert "1 000 / 2 000" in capsys.readouterr().err


def test_a_list_at_eighty_columns_says_when_each_action_is_due(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    run("add", "Isabelle Marchand", "--org", "École Montessori", "--value", "1250", "--stage", "proposal",
        "--next", "+1d call about the quote")  # fmt: skip
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-12-10T10:00:00+01:00")
    row = run("list").out.splitlines()[1]
    assert "Isabelle Marchand" in row
    assert "overdue 2026-11-24" in row
    assert len(row) <= 80
