"""Reports on the command line: tables, JSON, CSV and the page in HTML say the same."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from html.parser import HTMLParser

import pytest

from funneltui.domain.insights.report import Chart, Look, Series
from funneltui.interchange.report_svg import svg
from funneltui.services.insights import REPORTS
from tests.cli.conftest import HOSTILE


@pytest.fixture
def funnel(add, run):
    """Three deals that came to an end, two that did not."""
    for name, source, value in (("Ada", "fair", "1200"), ("Bea", "fair", "€800"), ("Cyd", "list", "300")):
        add(name, "--source", source, "--value", value)
    add("Dan", "--stage", "lead", "--tag", "web")
    add(HOSTILE, "--source", HOSTILE)
    run("win", 1, "--date", "yesterday")
    run("move", 2, "lead")
    run("lose", 2, "--reason", "price")
    run("lose", 3, "--reason", "price")


def figures(answer, table, row):
    (there,) = (one for one in answer.json["tables"][table] if one["key"] == row)
    return there


def test_the_funnel_as_json(funnel, run):
    answer = run("report", "funnel", "--json")
    assert {
        "report": "funnel",
        "since": None,
        "until": None,
        "tag": None,
        "source": None,
    }.items() <= answer.json.items()
    suspect = figures(answer, "stages", "suspect")
    assert suspect == {
        "key": "suspect", "label": "Suspect", "entries": 4, "on": 1, "won": 1, "lost": 1, "parked": 0, "back": 0,
        "still": 1, "won_share": {"part": 1, "whole": 3, "percent": None},
    }  # fmt: skip
    decided = figures(answer, "decided", "decided")
    assert (decided["won"], decided["lost"], decided["won_value"]) == (1, 2, {"EUR": "1200.00"})


def test_days_of_what_has_happened_are_the_last_ones(funnel, run):
    scope = run("report", "funnel", "--since", "1 november", "--until", "fri", "--json").json
    assert (scope["since"], scope["until"]) == ("2026-11-01", "2026-11-20")
    ahead = run("report", "forecast", "--until", "fri", "--json").json
    assert ahead["until"] == "2026-11-27"
    run("sources", "cost", "fair", "450", "--date", "12 nov")
    assert "450" in run("sources").out
    assert "future" in run("sources", "cost", "fair", "450", "--date", "tomorrow", code=1).err


def test_a_page_goes_to_stdout(funnel, run, tmp_path):
    assert "<svg" in run("report", "funnel", "--html", "-").out
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_table_json_csv_and_a_page(funnel, run, name, tmp_path):
    table = run("report", name)
    assert table.out.startswith(REPORTS[name])
    shape = run("report", name, "--json").json
    assert shape["report"] == name
    rows = list(csv.reader(io.StringIO(run("report", name, "--csv").out)))
    assert rows[0] == ["table", "row", "label", "column", "value", "unit"]
    assert {row[0] for row in rows[1:]} <= set(shape["tables"])
    explained = run("report", name, "--explain").out
    assert "How it is counted" in explained
    page = tmp_path / "page.html"
    run("report", name, "--html", page)
    text = page.read_text("utf-8")
    for key in set(shape["tables"]) - {"decided", "cohort", "untried"}:
        for row in shape["tables"][key]:
            assert "[/]" in row["label"] or row["label"] in text
    assert page.stat().st_mode & 0o777 == 0o600


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.addresses = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "xlink:href"} or name[:2] == "on"]


def test_the_page_runs_nothing_fetches_nothing_and_escapes_names(funnel, run, tmp_path):
    run("add", "<script>alert(1)</script>", "--source", "<b>&quot;\x07")
    page = tmp_path / "page.html"
    run("report", "sources", "--html", page)
    text = page.read_text("utf-8")
    parsed = _Page()
    parsed.feed(text)
    assert not parsed.tags & {"script", "link", "img", "iframe", "b"}
    assert parsed.addresses == []
    assert "&lt;b&gt;&amp;quot;" in text
    assert "default-src 'none'" in text
    assert not set(text) & {chr(code) for code in (*range(9), *range(11, 32), 127)}
    assert "<svg" in text
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text
    assert [text.count(sheet) for sheet in ('class="broad"', 'class="narrow"', 'id="fill0"')] == [1, 1, 1]


def test_the_page_says_what_a_percentage_is_of_and_draws_no_number_that_is_not_known(funnel, add, run, tmp_path):
    for number in range(8):
        run("lose", add(f"E {number}")["id"], "--reason", "price")
    run("report", "funnel", "--html", tmp_path / "funnel.html")
    assert "<td>9%<small>1 of 11</small></td>" in (tmp_path / "funnel.html").read_text("utf-8")
    assert ">–</text>" in svg(Chart(Look.BARS, ("Lead", "Parked"), (Series("Days", (3.0, None)),)), "Days")


def test_an_export_as_html_is_one_page_with_every_report(funnel, run, tmp_path):
    page = tmp_path / "all.html"
    run("export", "--format", "html", "-o", page)
    text = page.read_text("utf-8")
    assert [text.count(f'class="part">{escape(title)}</h2>') for title in REPORTS.values()] == [1] * len(REPORTS)
    assert text.count("<dt>") == len(set(re.findall(r"<dd>.*?</dd>", text)))
    assert run("export", "-o", tmp_path / "named.html").err.strip().endswith("named.html")
    assert (tmp_path / "named.html").read_text("utf-8") == text
    assert run("export", "--format", "html", "-o", "-").out == text.replace("\xa0", " "), "`run` gives plain spaces"
    run("export", "--format", "html", "-o", page, code=1)
    run("export", "tag:web", "--format", "html", "-o", tmp_path / "web.html", code=2)
    assert not (tmp_path / "web.html").exists()


def test_a_page_is_not_written_over_a_file_without_force(funnel, run, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("mine")
    run("report", "funnel", "--html", page, code=1)
    assert page.read_text() == "mine"
    run("report", "funnel", "--html", page, "--force")
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_the_switches_narrow_a_report(funnel, run):
    def created(*words):
        return figures(run("report", "funnel", "--json", *words), "cohort", "cohort")["created"]

    assert created() == 5
    assert created("--tag", "WEB") == 1
    assert created("--source", "fair") == 2
    assert created("--source", "") == 1
    assert created("--since", "2026-11") == 5
    assert created("--until", "2026-10") == 0
    assert created("--cohort", "2025") == 0
    assert figures(run("report", "funnel", "--json", "--since", "today"), "decided", "decided")["won"] == 0
    assert figures(run("report", "funnel", "--json", "--until", "yesterday"), "decided", "decided")["won"] == 1


def test_slips_are_told(funnel, run):
    assert "funnel, time" in run("report", "weather", code=3).err
    assert "such as 2026" in run("report", "funnel", "--cohort", "soon", code=1).err
    assert "Choose one" in run("report", "funnel", "--json", "--csv", code=2).err
    assert "after the last" in run("report", "funnel", "--since", "2026", "--until", "2025", code=2).err


def test_in_french(funnel, run):
    out = run("--lang", "fr", "report", "funnel", "--explain").out
    assert out.startswith("Entonnoir · depuis toujours")
    assert "Taux de gain" in out
    assert "Comment c’est compté" in out


def test_without_costs_there_is_a_sentence_in_place_of_columns_of_dashes(funnel, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    free = run("sources").out
    assert "Per client" not in free
    assert "funneltui sources cost NAME AMOUNT" in free
    assert figures(run("report", "sources", "--json"), "sources", "fair")["cost_per_client"] == {}
    run("sources", "cost", "fair", "450")
    costly = run("sources").out
    assert "Per client" in costly
    assert "NAME AMOUNT" not in costly


def test_a_source_costs_what_was_spent_on_it(funnel, run):
    run("sources", "cost", "FAIR", "450", "--date", "2026-10-12", "--note", "stand")
    run("sources", "cost", "fair", "CHF 20")
    run("sources", "cost", "Radio", "100")
    answer = run("report", "sources", "--json")
    fair = figures(answer, "sources", "fair")
    assert (fair["cost"], fair["cost_per_deal"]) == (
        {"CHF": "20.00", "EUR": "450.00"},
        {"CHF": "10.00", "EUR": "225.00"},
    )
    assert fair["cost_per_client"] == {"CHF": "20.00", "EUR": "450.00"}
    assert figures(answer, "sources", "Radio")["deals"] == 0
    assert "450 EUR" in run("sources").out
    october = figures(run("report", "sources", "--json", "--since", "2026-10", "--until", "2026-10"), "sources", "FAIR")
    assert october["cost"] == {"EUR": "450.00"}
    assert figures(run("report", "sources", "--json", "--tag", "web"), "sources", "")["cost"] == {}
    run("undo")
    assert "Radio" not in run("sources").out


@pytest.mark.parametrize("width", ["80", "120", "200"])
def test_figures_that_do_not_fit_beside_the_others_stand_below(funnel, run, monkeypatch, width):
    run("sources", "cost", "fair", "450")
    monkeypatch.setenv("COLUMNS", width)
    out = run("sources").out
    assert "450 EUR" in out
    assert out.count("fair") == (1 if width == "200" else 2)


def test_a_cost_needs_a_source_an_amount_and_a_day_that_has_come(funnel, run):
    assert "NAME AMOUNT" in run("sources", "cost", "fair", code=2).err
    assert "show, cost" in run("sources", "buy", code=2).err
    assert "name of a source" in run("sources", "cost", " ", "12", code=1).err
    assert "future" in run("sources", "cost", "fair", "12", "--date", "tomorrow", code=1).err


def test_a_probability_is_adopted_with_stages_edit(funnel, run):
    run("stages", "edit", "lead", "--probability", "33")
    assert figures(run("report", "forecast", "--json"), "stages", "lead")["probability"] == 33


def test_a_hostile_source_reaches_no_terminal(funnel, run):
    out = run("report", "sources").out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_work_that_was_sold_fills_the_calendar(funnel, run):
    run("win", 4, "--starts", "2026-11-30", "--ends", "2026-12-18")
    december = figures(run("report", "capacity", "--json"), "months", "2026-12")
    assert (december["sold"], december["free"]) == (14.0, 2.0)
    assert "look for work now" in run("report", "capacity").out
    assert "before it starts" in run("win", 1, "--starts", "2026-12-02", "--ends", "2026-12-01", code=1).err
