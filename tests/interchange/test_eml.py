"""Drafts that mail programs open: headers, accents, line ends, read back by the standard library's parser."""

from __future__ import annotations

import email
import email.policy
import stat
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from funneltui.errors import InvalidValueError
from funneltui.interchange.eml import Draft, draft_bytes, draft_name, write_draft

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Paris"))
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


def draft(**more: str) -> Draft:
    fields = {"to": "sophie@lumiere.fr", "to_name": "Sophie Martin", "subject": "Été", "body": "Bonjour\n"}
    return Draft(**{**fields, **more}, written_at=NOON)


def parsed(one: Draft) -> EmailMessage:
    message = email.message_from_bytes(draft_bytes(one), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_a_mail_program_finds_everything() -> None:
    body = "Bonjour Zoé,\n\nÇa va ? « Très bien », dit-elle — à 3 200 €.\n" + "long " * 60 + "\n.\nFrom me\n"
    one = draft(
        to_name="Élodie Lefèvre, née Ünal", subject="Été & après ? 🎬", body=body, sender="Zoé", sender_email="z@x.fr"
    )
    message = parsed(one)
    assert message["To"] == '"Élodie Lefèvre, née Ünal" <sophie@lumiere.fr>'
    assert message["To"].addresses[0].addr_spec == "sophie@lumiere.fr"
    assert message["From"] == "Zoé <z@x.fr>"
    assert message["Subject"] == "Été & après ? 🎬"
    assert message["Date"].datetime == NOON
    assert message["X-Unsent"] == "1"
    assert message["MIME-Version"] == "1.0"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content() == body.replace("\n", "\r\n"), "the lines of a mail end with both"
    assert "Message-ID" not in message
    assert "From" not in parsed(draft())


def test_the_file_is_plain_ascii_lines_that_end_as_mail_does() -> None:
    content = draft_bytes(draft(subject="É" * 120, body="é" * 500 + "\n\nfin"))
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_the_same_draft_is_the_same_file() -> None:
    assert draft_bytes(draft()) == draft_bytes(draft())


@given(WORDS, WORDS, st.lists(WORDS, max_size=4))
def test_whatever_people_write_comes_back(name: str, subject: str, lines: list[str]) -> None:
    body = "\n".join(lines)
    message = parsed(draft(to_name=name, subject=subject, body=body))
    assert message["Subject"].split() == subject.split()
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")
    assert message["To"].addresses[0].addr_spec == "sophie@lumiere.fr"
    assert [*message] == [
        "To",
        "Subject",
        "Date",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]


def test_addresses_beyond_ascii() -> None:
    assert parsed(draft(to="info@café.fr"))["To"].addresses[0].addr_spec == "info@xn--caf-dma.fr"
    content = draft_bytes(draft(to="élodie@x.fr"))
    assert "élodie@x.fr".encode() in content


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"subject": "a\r\nBcc: all@x.fr"}, "subject"),
        ({"to": "a@x.fr\nBcc: all@x.fr"}, "email"),
        ({"to_name": "A\r\nBcc: all@x.fr"}, "name"),
        ({"sender_email": "a@x.fr\r\nBcc: all@x.fr"}, "email"),
        ({"body": "\x00"}, "body"),
        ({"to": "nobody"}, "email"),
        ({"to": ""}, "email"),
        ({"to": "a@x.fr, b@x.fr"}, "email"),
        ({"to": "a b@x.fr"}, "email"),
        ({"to": "<a@x.fr>"}, "email"),
        ({"to": "a@" + "é" * 80 + ".fr"}, "email"),
    ],
)
def test_what_would_change_the_headers_is_refused(more: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        draft_bytes(draft(**more))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Sophie Martin", "0012-sophie-martin.eml"),
        ("Élodie / ../Ünal", "0012-elodie-unal.eml"),
        ("山田太郎", "0012.eml"),
        ("CON", "0012-con.eml"),
        ("a" * 300, f"0012-{'a' * 40}.eml"),
    ],
)
def test_a_files_name_is_one_that_every_system_takes(name: str, file: str) -> None:
    assert draft_name(12, name) == file


def test_never_over_another_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    assert write_draft(path, draft()) == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_bytes()
    assert write_draft(path, draft(subject="Other")) == tmp_path / "a-2.eml"
    assert path.read_bytes() == first
    assert write_draft(path, draft(subject="Other"), force=True) == path
    assert path.read_bytes() != first
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a-2.eml", "a.eml"]
