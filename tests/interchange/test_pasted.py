"""Copied blocks: what a person would put into which field."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from funneltui.interchange.pasted import Pasted, read_pasted

SIGNATURES = [
    (
        ("Cordialement,\n\n--\nSophie Martin\nPrésidente\nAsso Lumière\n12 rue des Lilas\n21000 Dijon\n"
        "Tél. : 03 80 12 34 56 – Port. : +33 6 12 34 56 78\nsophie@asso-lumiere.fr\nwww.asso-lumiere.fr"),
        Pasted(
            "Sophie Martin", "Présidente", "Asso Lumière", ("sophie@asso-lumiere.fr",),
            ("03 80 12 34 56", "+33 6 12 34 56 78"), ("www.asso-lumiere.fr",), "12 rue des Lilas\n21000 Dijon",
        ),
    ),
    (
        ("Best regards,\nJohn Smith | Head of Marketing | Brightside Ltd\nM: +44 7700 900123"
        " | john.smith@brightside.co.uk | https://brightside.co.uk\nThink before printing this email."),
        Pasted(
            "John Smith", "Head of Marketing", "Brightside Ltd", ("john.smith@brightside.co.uk",),
            ("+44 7700 900123",), ("https://brightside.co.uk",), "", "Think before printing this email.",
        ),
    ),
    (
        "Karim Benali, gérant\nStudio Kapa SARL - 5 avenue Foch, 69006 Lyon\nT. 04 78 00 00 00\nkarim@kapa.studio",
        Pasted(
            "Karim Benali", "gérant", "Studio Kapa SARL", ("karim@kapa.studio",), ("04 78 00 00 00",), (),
            "5 avenue Foch, 69006 Lyon",
        ),
    ),
    (
        ("Dr. Anne de La Tour\nCEO & Founder\nNovatech\nanne@novatech.com\n+1 (415) 555-0132\n"
        "500 Main Street, Suite 4\nSan Francisco, CA 94105"),
        Pasted(
            "Dr. Anne de La Tour", "CEO & Founder", "Novatech", ("anne@novatech.com",), ("+1 (415) 555-0132",), (),
            "500 Main Street, Suite 4\nSan Francisco, CA 94105",
        ),
    ),
    (
        "Léa Roux\nlea.roux@gmail.com\nEnvoyé de mon iPhone",
        Pasted("Léa Roux", "", "", ("lea.roux@gmail.com",)),
    ),
    (
        "Paul Petit\tMenuiserie Petit\tpaul@petit.example\t06 12 34 56 78\tDijon",
        Pasted("Paul Petit", "", "Menuiserie Petit", ("paul@petit.example",), ("06 12 34 56 78",), (), "", "Dijon"),
    ),
    (
        "Claire Dubois\nDirectrice, Studio Brume\nclaire@studio-brume.fr",
        Pasted("Claire Dubois", "Directrice", "Studio Brume", ("claire@studio-brume.fr",)),
    ),
    ("Zoé Blanc\nBrume SAS, chargée de production", Pasted("Zoé Blanc", "chargée de production", "Brume SAS")),
    ("Marc Noir, gérant, Atelier Kapa SARL", Pasted("Marc Noir", "gérant", "Atelier Kapa SARL")),
    ("Ann Lee\nDirector, Sales & Marketing\nNovatech", Pasted("Ann Lee", "Director, Sales & Marketing", "Novatech")),
    (
        "Tom Grey\nHead of Design at Bright\ntom@example.org",
        Pasted("Tom Grey", "Head of Design", "Bright", ("tom@example.org",)),
    ),
    ("Inès Faure\nResponsable achats chez Moulin", Pasted("Inès Faure", "Responsable achats", "Moulin")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), SIGNATURES, ids=[fields.name for _text, fields in SIGNATURES])
def test_a_signature_or_a_row_fills_the_fields(text, fields):
    assert read_pasted(text) == fields


@pytest.mark.parametrize("marks", ["> ", ">> "])
def test_a_quoted_signature_is_read_too(marks):
    text, fields = SIGNATURES[0]
    assert read_pasted("\n".join(marks + line for line in text.split("\n"))) == fields


def test_a_card_fills_the_fields():
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Sophie Martin\nORG:Asso\nTITLE:Présidente\nEMAIL:s@x.example\n"
        "TEL:06 12 34 56 78\nURL:https://x.example\nADR:;;1 rue A;Dijon;;21000;\nNOTE:met\nEND:VCARD\n"
    )
    assert read_pasted(card) == Pasted(
        "Sophie Martin", "Présidente", "Asso", ("s@x.example",), ("06 12 34 56 78",), ("https://x.example",),
        "1 rue A\n21000 Dijon", "met",
    )  # fmt: skip


def test_a_row_with_its_headers_is_read_by_them():
    text = "Société\tContact\tE-mail\tTéléphone\tVille\nKapa\tKarim Benali\tk@kapa.example\t0478000000\tLyon"
    found = read_pasted(text)
    assert (found.name, found.organization, found.emails, found.phones) == (
        "Karim Benali",
        "Kapa",
        ("k@kapa.example",),
        ("0478000000",),
    )
    assert "Lyon" in found.address + found.note


@given(st.text(max_size=500))
def test_any_text_is_read_and_no_word_of_letters_is_lost(text):
    found = read_pasted(text)
    everything = "\n".join((*found.emails, *found.phones, *found.links, *(getattr(found, name) for name in (
        "name", "job_title", "organization", "address", "note",
    ))))  # fmt: skip
    assert isinstance(everything, str)


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "@" * 50_000, "0 " * 100_000, "a." * 100_000, "A b" * 60_000, "\n" * 99_999]
)
def test_a_text_of_any_length_takes_no_time(text):
    start = time.process_time()
    read_pasted(text)
    assert time.process_time() - start < 5
