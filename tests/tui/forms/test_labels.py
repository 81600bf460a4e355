"""Words of forms that a narrow place would cut: labels beside their fields, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from funneltui import i18n
from funneltui.domain.entries import NewProspect
from funneltui.tui.widgets.row import Row
from tests.tui.driving import driven, fill, opened

FORMS = {
    "add": ("a",), "edit": ("e",), "log": ("c",), "win": ("w",), "park": ("p",), "next action": ("f",),
    "another deal": ("A",), "organization": ("K",), "roles": ("i",), "temperature": ("B",), "privacy": ("O",),
    "proposal": ("P",), "tags": ("t",), "lost": ("x",), "access": ("Y",), "erase": ("D",), "import": ("f7", "i"),
    "export": ("f7", "e"), "stage": ("f7", "a", "e"), "criterion": ("f7", "g", "e"), "template": ("f7", "t", "enter"),
}  # fmt: skip


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_no_label_is_cut(tmp_path: Path, language: str) -> None:
    i18n.set_language(language)
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", organization="Acme", stage="prospect"))
    cut: dict[str, list[str]] = {}
    async with driven(funnel, (120, 40)) as program:
        for name, keys in FORMS.items():
            program.app.go_to("board")
            program.app.board.reach(1)
            await program.settle()
            await program.press(*keys)
            rows = list(program.screen.query(Row))
            assert rows, name
            cut[name] = [row.label for row in rows if "…" in str(row.render()).split("  ")[0]]
    assert {name: labels for name, labels in cut.items() if labels} == {}
