#!/usr/bin/env python3
"""Brings the catalogues up to the source's messages; `--check` only says what is open.

A new message comes in empty, a changed one leaves its old translation out; nothing obsolete, no line
numbers, sorted, so that a change of the source changes no more of the catalogue than its words. The
compiled catalogue, which an editable install reads, is made too.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "funneltui"
KEYWORDS = {"_": None, "N_": None, "NC_": ((1, "c"), 2), "translate": None, "translate_plural": (1, 2), "NP_": (1, 2)}


def extract() -> Catalog:
    """The messages of the source."""
    template = Catalog()
    found = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=["i18n:"])
    for name, _line, message, comments, context in found:
        auto = [comment.removeprefix("i18n:").strip() for comment in comments]
        template.add(message, auto_comments=auto, locations=[(name, 0)], context=context)
    return template


def refreshed(path: Path, template: Catalog) -> Catalog:
    """The catalogue at `path` with exactly the template's messages."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.parents[1].name)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """The catalogue as it stands in the repository."""
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, omit_header=True, ignore_obsolete=True, width=100)
    header = (
        f"# {catalogue.locale.english_name} messages of funneltui.\n"
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: funneltui\\n"\n'
        f'"Language: {catalogue.locale}\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def is_open(translation: str | tuple[str, ...]) -> bool:
    """Whether a message, or one of its plural forms, has no translation."""
    return not (all(translation) if isinstance(translation, tuple) else translation)


def main() -> int:
    """Refresh or check every catalogue; the exit status."""
    check = "--check" in sys.argv[1:]
    template = extract()
    failed = False
    for path in sorted((SOURCE / "locales").glob("*/LC_MESSAGES/*.po")):
        catalogue = refreshed(path, template)
        text = as_text(catalogue)
        missing = [message.id for message in catalogue if message.id and is_open(message.string)]
        if check and text != path.read_bytes():
            print(f"{path.relative_to(ROOT)} is not up to date: run .ci/locales.py")
            failed = True
        elif not check:
            path.write_bytes(text)
            with path.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalogue)
        if missing:
            print(f"{path.relative_to(ROOT)}: {len(missing)} messages have no translation")
            for message in missing:
                print("   ", message)
            failed = True
    return int(failed and check)


if __name__ == "__main__":
    sys.exit(main())
