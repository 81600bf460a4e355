"""What is in a single cell: frames that programs put around it, words beside an address, what says nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.interchange.dates import is_blank_day
from funneltui.interchange.fields import header_key

_NOISE = frozenset(
    """smtp|ex|normal|unspecified|false|non specifie|normale|faux|keine angabe
    |aus|falsch|falso|no especificado|non specificato|niet opgegeven|normaal|onwaar""".replace("\n    ", "").split("|")
)
"""What Outlook writes into columns nobody filled in."""
_NOISY = frozenset(
    """email type|email 2 type|email 3 type|sensitivity|priority|private|gender|type de messagerie|
    type de messagerie 2|type de messagerie 3|priorite|prive|sexe|critere de diffusion|email typ|email 2 typ|
    email 3 typ|geschlecht|prioritat|privat|vertraulichkeit|prioridad|privado|sexo|sensibilidad|
    tipo de correo electronico|priorita|privato|sesso|riservatezza|prioriteit|geslacht|vertrouwelijkheid|
    emailtype""".replace("\n    ", "").split("|")
)
BLANKS = frozenset(
    """- -- --- – — n/a N/A #N/A #N/A! #REF! #VALUE! #NAME? #DIV/0! #NULL! #NUM! #VALEUR! #NOM? #NOMBRE! n.a. N.A. n/d
    N/D n/c N/C (blank) (empty) (none) (vide) (aucun) -None- --None-- -Aucun- --Aucun-- null NULL \\N""".split()
)
"""What sheets and programs write into a cell that has nothing: CRMs for a choice not made, formulas that failed."""
_OWN_NAMES = frozenset({"file as", "email display name", "email angezeigter name"})
FRAMED = frozenset("'=")
_KEPT_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_DISPLAYED = re.compile(r"\"?([^\W\d_][^<>@\"]*?)\"?\s*[<(]\s*[^\s<>()@]+@[^\s<>()@]+\s*[>)]")
_WITH_SIGN = re.compile(r"\S*@\S*|https?://\S+")
_PAGE = re.compile(r" \((?:https?://(?:www\.)?notion\.(?:so|site)/[^()\s]*|[^()\s]*%20[^()\s]*\.md)\)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
KINDS = frozenset(
    "home work other mobile main work fax home fax internet domicile travail bureau autre portable profile".split()
)
"""What Google writes beside values that are missing."""
CONVERTED = frozenset({"converted", "is converted", "converti"})
TAKEN_AS = {
    "won": N_("The status “{text}” means won."),
    "lost": N_("The status “{text}” means lost."),
    "parked": N_("The status “{text}” means not now."),
}
PLAIN_STATES = frozenset("won lost gagne gagnee perdu perdue 1 yes oui true vrai".split())
PLAIN_OPEN = frozenset({"0", "no", "non", "false", "open", "n", "faux"})
LANGUAGES = {
    **dict.fromkeys(("fr", "fra", "fre", "francais", "french", "franzosisch", "frances", "francese"), "fr"),
    **dict.fromkeys(("en", "eng", "anglais", "english", "englisch", "ingles", "inglese"), "en"),
}
OF_ORGANIZATION = ("website", "sector", "siren", "siret", "vat_number")


def lines(parts: Sequence[str]) -> str:
    """A note of several parts."""
    return "\n".join(parts).replace("\r\n", "\n").replace("\r", "\n")


def displayed_name(cell: str) -> str:
    """The name in `Paul Martin <p@x.fr>`; empty for none."""
    match = _DISPLAYED.fullmatch(cell)
    return " ".join(match[1].split()) if match else ""


def name_beside(texts: Iterable[str]) -> str:
    """The name that stands beside one of somebody's addresses; empty for none."""
    return next(filter(None, map(displayed_name, texts)), "")


def name_words(name: str) -> set[str]:
    """The words of a name as they are compared: `Ould-Brahim` is `Ould Brahim`."""
    return set(fold(name).replace("-", " ").split())


def only_names(cell: str, own: Collection[str]) -> bool:
    """Whether the words beside an address are nothing but these, folded."""
    words = set(_LETTERS.findall(fold(_WITH_SIGN.sub(" ", cell))))
    return bool(words) and words <= set(own)


def plain_cells(cells: Sequence[str], program: str) -> list[str]:
    """The cells of a row without what the program that wrote them put around or instead of them."""
    plain = [plain_cell(cell) if cell[:1] in FRAMED else cell for cell in cells]
    return ["" if cell == "False" else cell for cell in plain] if program == "Odoo" else plain


def plain_cell(cell: str) -> str:
    """Undo what exports put around a cell: `="0612"` keeps a zero, an apostrophe stands before a formula's sign."""
    if cell[:1] == "=":
        match = _KEPT_TEXT.fullmatch(cell)
        return match[1].replace('""', '"') if match else cell
    return cell[1:] if cell.lstrip(" '").startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def says_nothing(header: str, cell: str, name_words: set[str]) -> bool:
    """Whether a program filled the cell by itself: `Sensitivity: Normal`, `File As: Price, Stephanie`."""
    key = header_key(header)
    if is_blank_day(cell) and ("anniv" in key or "date" in key):
        return True
    if key in _NOISY:
        return fold(cell) in _NOISE
    return key in _OWN_NAMES and only_names(cell, name_words)


def without_link(text: str) -> str:
    """The name of a page of Notion without the page's address behind it."""
    return _PAGE.sub("", text) if text[-1:] == ")" else text


def names_somebody(text: str) -> bool:
    """Whether a name has a letter or a figure: signs alone (`?`, `;`) are nobody's."""
    return any(map(str.isalnum, text))
