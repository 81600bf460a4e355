"""What Textual wraps breaks between words, not before the signs that French keeps to its words."""

import pytest
from textual.content import Content

from funneltui.tui import engine

TEXT = (
    "Nous sommes près de démarrer\u202f; voici la suite\u202f! Oui ou non\u202f? «\u00a0non\u00a0» : 1\u00a0234\u00a0€"
)


@pytest.mark.skipif(engine.PLAIN, reason="Textual breaks there")
@pytest.mark.parametrize("width", range(14, 60))
def test_no_line_begins_with_a_sign_that_belongs_to_the_word_before(width: int) -> None:
    lines = [line.plain for line in Content(TEXT).wrap(width)]
    assert all(len(line) <= width for line in lines)
    assert [line for line in lines if line[0] in ";!?»€" or line[-1] in "«\u00a0\u202f"] == []
    assert "".join("".join(lines).split()) == "".join(TEXT.split())
