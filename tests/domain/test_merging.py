"""Which fields of two contacts differ, what is usually taken of them, and what it comes to."""

import pytest

from funneltui.domain.merging import FIELDS, Take, differing, joined_notes, merged, united_channels, usual

BLANK = {column: "" for columns in FIELDS.values() for column in columns} | {
    "organization_id": None,
    "introduced_by_id": None,
    "source_on": None,
    "market": "b2b",
}
KEEP, OTHER, BOTH = Take.KEEP, Take.OTHER, Take.BOTH


def row(**columns):
    return {**BLANK, "name": "Sophie", **columns}


@pytest.mark.parametrize(
    ("kept", "other", "field", "take"),
    [
        ({"name": "Sophie Martin"}, {"name": "S. Martin"}, "name", KEEP),
        ({"name": "s@x.fr"}, {"name": "Sophie"}, "name", OTHER),
        ({"name": "0612345678"}, {"name": "Sophie"}, "name", OTHER),
        ({"name": "s@x.fr"}, {"name": "t@x.fr"}, "name", KEEP),
        ({"job_title": ""}, {"job_title": "Director"}, "job_title", OTHER),
        ({"job_title": "CEO"}, {"job_title": ""}, "job_title", KEEP),
        ({"job_title": "CEO"}, {"job_title": "Director"}, "job_title", KEEP),
        ({"organization_id": None}, {"organization_id": 3}, "organization", OTHER),
        ({"language": "fr"}, {"language": "en"}, "language", KEEP),
        ({"market": "b2b"}, {"market": "b2c"}, "market", OTHER),
        ({"market": "b2c"}, {"market": "b2b"}, "market", KEEP),
        ({"source": ""}, {"source": "Fair"}, "source", OTHER),
        ({"source": "List"}, {"source": "Fair", "source_on": "2026-01-01"}, "source", OTHER),
        (
            {"source": "List", "source_on": "2025-01-01"},
            {"source": "Fair", "source_on": "2026-01-01"},
            "source",
            KEEP,
        ),
        ({"source": "List", "source_on": "2025-01-01"}, {"source": "Fair"}, "source", KEEP),
        ({"introduced_by_id": None}, {"introduced_by_id": 4}, "introduced_by", OTHER),
        ({"note": "a"}, {"note": "b"}, "note", BOTH),
        ({"note": "a b"}, {"note": "b"}, "note", KEEP),
        ({"note": "a"}, {"note": "a b"}, "note", OTHER),
        ({"note": ""}, {"note": "b"}, "note", OTHER),
    ],
)
def test_what_is_usually_taken(kept, other, field, take):
    kept, other = row(**kept), row(**other)
    assert differing(kept, other) == [field]
    assert usual(field, kept, other) is take


def test_where_they_agree_nothing_is_to_be_chosen():
    assert differing(row(note="a"), row(note=" a ")) == []
    assert differing(row(), row(given_name="Sophie")) == []


def test_what_is_chosen_is_what_comes_of_it():
    kept = row(name="Sophie Martin", given_name="Sophie", family_name="Martin", source="List", note="a")
    other = row(
        name="Dr Martin", given_name="S.", source="Fair", source_on="2026-01-02", source_detail="Lyon", note="b"
    )
    values = merged(kept, other, {"name": OTHER, "source": OTHER, "note": OTHER})
    assert (values["name"], values["given_name"], values["family_name"]) == ("Dr Martin", "S.", "")
    assert (values["source"], values["source_on"], values["source_detail"]) == ("Fair", "2026-01-02", "Lyon")
    assert values["note"] == "b"
    values = merged(kept, other, {"source": KEEP})
    assert (values["name"], values["family_name"]) == ("Sophie Martin", "Martin")
    assert (values["source"], values["source_on"], values["source_detail"]) == ("List", None, "")
    assert values["note"] == "a\n\nb"


def test_the_parts_of_one_name_complete_each_other():
    values = merged(row(given_name="So"), row(given_name="Sophie", family_name="Martin"), {})
    assert (values["given_name"], values["family_name"]) == ("So", "Martin")


def test_every_column_that_is_chosen_comes_of_it():
    assert set(merged(row(), row(), {})) == {column for columns in FIELDS.values() for column in columns}


def test_notes_are_joined_once():
    assert joined_notes("a", "") == joined_notes("", "a") == joined_notes("a", " a ") == "a"
    assert joined_notes("a\n", "b") == "a\n\nb"


def test_channels_are_united_in_their_usual_order():
    assert united_channels(["sms", "call"], ["email", "call"]) == ["call", "email", "sms"]
