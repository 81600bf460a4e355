"""The messages a new file starts with, in both languages.

They are content, not interface, and stand in `default_templates.toml`: each is written for people who speak its
language, and belongs to the user from the first day on. One idea, one question and no pressure in each (freelance
prospecting practice: teach the cold, show cases to the warm, make a proposal to the hot, and prefer a clear no to
silence). A source, and the title of a deal, come after a colon: they are somebody's own words, which fit into no
sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources

from funneltui.domain.templates import TemplateSpec


def _french(text: str) -> str:
    """The text as French is set: typographic apostrophes, and no line break before a high sign or inside « »."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text.replace("'", "\u2019"))


def _read() -> Iterator[TemplateSpec]:
    text = (resources.files(__package__) / "default_templates.toml").read_text("utf-8")
    for template in tomllib.loads(text)["templates"]:
        english, french = template.pop("en"), template.pop("fr")
        yield TemplateSpec(**template, language="en", **english)
        yield TemplateSpec(**template, language="fr", **{key: _french(words) for key, words in french.items()})


DEFAULT_TEMPLATES: tuple[TemplateSpec, ...] = tuple(_read())
"""One of each for every language, in the order the list shows them."""
