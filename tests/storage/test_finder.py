"""Finding anybody: names first, then organizations and addresses, then what was noted; what matched is marked."""

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.storage.reads import finder as module
from funneltui.storage.reads.finder import spans
from tests import stored
from tests.tui.driving import opened


@pytest.fixture
def funnel(tmp_path):
    one = opened(tmp_path)
    yield one
    one.close()


def add(funnel, name, **more) -> int:
    return funnel.services.opportunities.add(NewProspect(name=name, stage="lead", **more)).opportunity


def names(funnel, text) -> list[str]:
    return [hit.person.name for hit in funnel.reads.finder.hits(text)]


@pytest.mark.parametrize("ranked", [10_000, 0])
def test_a_match_in_the_name_comes_before_one_in_the_organization_and_one_in_a_note(funnel, monkeypatch, ranked):
    monkeypatch.setattr(module, "_RANKED", ranked)
    add(funnel, "Noter", note="met through Lumière at the fair")
    add(funnel, "Owner", organization="Asso Lumière")
    add(funnel, "Jean Lumière")
    add(funnel, "Lumière Zoé")
    assert names(funnel, "lumiere") == ["Lumière Zoé", "Jean Lumière", "Owner", "Noter"]
    assert names(funnel, "lum zo") == ["Lumière Zoé"]


def test_what_is_not_in_sight_is_quoted(funnel):
    add(funnel, "Noter", note="We met by chance on a long train to Bordeaux, through Lumière, at the fair")
    (hit,) = funnel.reads.finder.hits("lumiere")
    assert "to Bordeaux, through Lumière, at" in hit.excerpt
    assert spans(hit.excerpt, ["lumiere"])
    assert funnel.reads.finder.hits("noter")[0].excerpt == ""


def test_phones_are_found_in_any_spacing_and_nobody_for_nothing(funnel):
    add(funnel, "Ann", phones=("06 12 34 56 78",))
    assert names(funnel, "0612 34") == ["Ann"]
    assert names(funnel, "+33 6 12") == ["Ann"]
    assert names(funnel, "") == names(funnel, "€") == names(funnel, "zzz") == []
    assert funnel.reads.finder.hits("06 12 34")[0].excerpt == ""


def test_the_bin_is_left_out_and_no_more_than_asked_for_come(funnel):
    for number in range(5):
        add(funnel, f"Ann {number}")
    assert len(funnel.reads.finder.hits("ann", 3)) == 3
    with funnel.services.history._unit_of_work.step("Bin") as work:
        stored.update(work, "contact", 1, binned_at=work.now)
    assert names(funnel, "ann 0") == []


def test_a_slip_is_mended(funnel):
    add(funnel, "Sophie Martin")
    assert funnel.reads.finder.forgiven("sohpie martn") == "sophie martin"
    assert funnel.reads.finder.forgiven("qophie") == "sophie"
    assert funnel.reads.finder.forgiven("zzzzzz") == "zzzzzz"


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Sophie Martin", ["mar"], ["Mar"]),
        ("Élodie Élan", ["el"], ["Él", "Él"]),
        ("Straße", ["strass"], ["Straß"]),
        ("Marc-Olivier", ["ol", "marc"], ["Marc", "Ol"]),
        ("Amar", ["mar"], []),
        ("e\u0301lan vital", ["elan"], ["e\u0301lan"]),
        ("", ["x"], []),
        ("abc", [""], []),
    ],
)
def test_what_matched_is_marked_at_the_beginning_of_words(text, words, marked):
    assert [text[start:end] for start, end in spans(text, words)] == marked


@pytest.mark.parametrize("known", [
    {"tags": ("film", "Équipe d'été")}, {"source": "Équipe d'été"}, {"note": "Équipe d'été"}, {"title": "Équipe d'été"},
    {"address": "Équipe d'été"}, {"job_title": "Équipe d'été"},
])  # fmt: skip
def test_what_is_quoted_is_what_was_written(funnel, known):
    add(funnel, "Noter", **known)
    (hit,) = funnel.reads.finder.hits("equipe ete")
    assert "Équipe d'été" in (hit.excerpt, hit.person.job_title)


def test_a_word_far_into_a_long_text_is_quoted(funnel):
    add(funnel, "Noter", note=f"{'Ça brûle ﬁn. ' * 900}\n\n{'x' * 30} l'Élan du Nord {'y' * 300}")
    (hit,) = funnel.reads.finder.hits("elan")
    assert "l'Élan du Nord" in hit.excerpt
    assert len(hit.excerpt) < 100
