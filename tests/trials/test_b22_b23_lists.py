"""B22 and B23: a phone number goes out as it is, and each organization stands beside its own person."""

import csv
from pathlib import Path

from tests.cli.conftest import add, file, run

__all__ = ["add", "file", "run"]  # the fixtures of the command line


def test_b22_a_phone_number_needs_no_guard(run, add):
    add("=Ada", "--phone", "+33 6 12 34 56 78")
    run("export", "--format", "csv", "-o", "all.csv")
    (row,) = csv.DictReader(Path("all.csv").read_text("utf-8-sig").splitlines())
    assert "+33 6 12 34 56 78" in row.values(), "no apostrophe before it"
    assert "'=Ada" in row.values(), "what a spreadsheet would run has one"


def test_b23_each_organization_is_beside_its_person(run, add):
    add("Sophie Martin", "--org", "Nord", "--email", "s@x.example")
    add("Paul Roux", "--org", "Sud", "--email", "s@x.example")
    listed = run("duplicates").out
    assert "Sophie Martin · Nord" in listed
    assert "Paul Roux · Sud" in listed
    (pair,) = run("duplicates", "--json").json
    beside = {pair[side]["name"]: pair[side]["organization"] for side in ("keep", "other")}
    assert beside == {"Sophie Martin": "Nord", "Paul Roux": "Sud"}
