"""Which fields of two contacts differ, what is usually taken of them, and what it comes to."""

import pytest

from funneltui.domain.merging import (
    Choosable,
    Name,
    Origin,
    Take,
    differing,
    joined_notes,
    merged,
    united_channels,
    usual,
)

BLANK = Choosable(Name("Sophie", "", ""), "", None, "", "", "b2b", Origin("", None, ""), None, "")
KEEP, OTHER, BOTH = Take.KEEP, Take.OTHER, Take.BOTH


def said(**fields):
    return BLANK._replace(**fields)


def called(whole, given="", family=""):
    return said(name=Name(whole, given, family))


def from_(source, day=None, detail=""):
    return said(source=Origin(source, day, detail))


@pytest.mark.parametrize(
    ("kept", "other", "field", "take"),
    [
        (called("Sophie Martin"), called("S. Martin"), "name", KEEP),
        (called("s@x.fr"), called("Sophie"), "name", OTHER),
        (called("0612345678"), called("Sophie"), "name", OTHER),
        (called("s@x.fr"), called("t@x.fr"), "name", KEEP),
        (said(job_title=""), said(job_title="Director"), "job_title", OTHER),
        (said(job_title="CEO"), said(job_title=""), "job_title", KEEP),
        (said(job_title="CEO"), said(job_title="Director"), "job_title", KEEP),
        (said(organization=None), said(organization=3), "organization", OTHER),
        (said(language="fr"), said(language="en"), "language", KEEP),
        (said(market="b2b"), said(market="b2c"), "market", OTHER),
        (said(market="b2c"), said(market="b2b"), "market", KEEP),
        (from_(""), from_("Fair"), "source", OTHER),
        (from_("List"), from_("", detail="a"), "source", KEEP),
        (from_("List"), from_("Fair", "2026-01-01"), "source", OTHER),
        (from_("List", "2025-01-01"), from_("Fair", "2026-01-01"), "source", KEEP),
        (from_("List", "2025-01-01"), from_("Fair"), "source", KEEP),
        (said(introduced_by=None), said(introduced_by=4), "introduced_by", OTHER),
        (said(note="a"), said(note="b"), "note", BOTH),
        (said(note="a b"), said(note="b"), "note", KEEP),
        (said(note="a"), said(note="a b"), "note", OTHER),
        (said(note=""), said(note="b"), "note", OTHER),
    ],
)
def test_what_is_usually_taken(kept, other, field, take):
    assert differing(kept, other) == [field]
    assert usual(field, kept, other) is take


def test_where_they_agree_nothing_is_to_be_chosen():
    assert differing(said(note="a"), said(note=" a ")) == []
    assert differing(from_("Fair", detail="a"), from_("Fair ", detail="a")) == []
    assert differing(BLANK, called("Sophie", "Sophie")) == []


def test_what_is_chosen_is_what_comes_of_it():
    kept = said(name=Name("Sophie Martin", "Sophie", "Martin"), source=Origin("List", None, ""), note="a")
    other = said(name=Name("Dr Martin", "S.", ""), source=Origin("Fair", "2026-01-02", "Lyon"), note="b")
    chosen = {"name": OTHER, "source": OTHER, "note": OTHER}
    assert merged(kept, other, chosen) == other
    assert merged(kept, other, {"source": KEEP}) == kept._replace(note="a\n\nb")


def test_the_parts_of_one_name_complete_each_other():
    kept, other = called("Sophie", "So"), called("Sophie", "Sophie", "Martin")
    assert merged(kept, other, {}) == called("Sophie", "So", "Martin")


def test_notes_are_joined_once():
    assert joined_notes("a", "") == joined_notes("", "a") == joined_notes("a", " a ") == "a"
    assert joined_notes("a\n", "b") == "a\n\nb"


def test_channels_are_united_in_their_usual_order():
    assert united_channels(["sms", "call"], ["email", "call"]) == ["call", "email", "sms"]
