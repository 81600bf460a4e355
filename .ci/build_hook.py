"""Compiles the message catalogues when the package is built or installed editable."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Puts a `.mo` beside each `.po`. Fuzzy messages are left out: the English shows instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile before the files are collected."""
        for source in Path(self.root, "src", "funneltui", "locales").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as stream:
                catalogue = read_po(stream, locale=source.parents[1].name)
            with source.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
