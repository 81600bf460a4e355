"""What trades call the stages, in both languages."""

import pytest

from funneltui import i18n
from funneltui.domain.stages import DEFAULT_STAGES, is_own, stage_definition, stage_name
from funneltui.domain.vocabularies import VOCABULARIES


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.key)
def test_the_vocabularies_name_built_in_stages(vocabulary):
    assert set(vocabulary.stages) <= {stage.key for stage in DEFAULT_STAGES}


def test_trades_do_not_agree_on_words():
    names = {one.key: [words.name for words in one.stages.values() if words.name] for one in VOCABULARIES}
    assert names["freelance"] == []
    assert names["sales"] == ["Prospect", "Qualified prospect", "Negotiation"]
    assert names["marketing"] == ["Contact", "Lead", "Qualified lead", "Proposal"]


def test_the_words_of_a_trade_follow_the_language():
    marketing = VOCABULARIES[2].stages["prospect"]
    assert stage_name("prospect", marketing.name) == "Qualified lead"
    i18n.set_language("fr")
    assert stage_name("prospect", marketing.name) == "Piste qualifiée"
    assert stage_name("prospect", marketing.name, translated=False) == "Qualified lead"
    assert stage_definition("prospect", marketing.definition) != marketing.definition
    assert {words.key: i18n.translate(words.name) for words in VOCABULARIES}["sales"] == "Vente"


def test_ones_own_words_stay_as_they_are():
    i18n.set_language("fr")
    assert stage_name("lead", "Offer") == "Offer", "a word of another stage is one's own here"
    assert stage_definition("lead", "Lost") == "Lost"
    assert is_own("lead", "Ma piste")
    assert is_own("lead", "")
    assert not is_own("lead", None)
