"""B26: encoded words in data are text. No header but ours, whatever is in a name, a subject or an address."""

from __future__ import annotations

import email
import email.policy
import string
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, strategies as st

from funneltui.domain.mailto import mailto_url
from funneltui.errors import InvalidValueError
from funneltui.interchange.eml import Draft, draft_bytes, draft_name

_EVIL = "=?utf-8?q?=0aBcc:=20evil=40x.example?="
_OURS = ["From", "To", "Subject", "Date", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
_PIECES = st.sampled_from(
    [
        *("=?", "?=", "?q?", "?b?", "utf-8", "=0a", "=0A=0d", "Bcc:", "=20", "evil@x.example", "=40x.example", _EVIL),
        *(",", ";", "<", ">", '"', "\\", "(", ")", ":", "@", "é", "日本", "\u202e", "\xa0", "  ", "\t", "x" * 90),
    ]
)
_HOSTILE = st.lists(_PIECES | st.text(string.printable.replace("\n", "").replace("\r", ""), max_size=5), max_size=9)


def _draft(name: str, subject: str, address: str = "a@x.example", sender: str = "Me") -> bytes:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return draft_bytes(Draft(address, name, subject, "Hello\n", moment, sender, "me@me.example"))


def _letters(text: str) -> str:
    """Without spaces: Python's reader puts one between the encoded words of a name (RFC 2047 has none there)."""
    return "".join(text.split())


@pytest.mark.parametrize("policy", [email.policy.default, email.policy.compat32], ids=["new", "old"])
@given(_HOSTILE.map("".join), _HOSTILE.map("".join))
@example(_EVIL, _EVIL)
@example("Martin, Sophie", "é, Bcc: <evil@x.example>")
@example("É, evil@x.example, ", "a  b")
def test_b26_no_header_but_ours_whatever_is_in_the_data(policy, name, subject) -> None:
    try:
        content = _draft(name, subject, sender=name)
    except InvalidValueError:
        return
    message = email.message_from_bytes(content, policy=policy)
    assert [*message] == _OURS
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert [one.addr_spec for one in read["To"].addresses] == ["a@x.example"]
    assert [one.addr_spec for one in read["From"].addresses] == ["me@me.example"]
    assert _letters(read["Subject"]) == _letters(subject)
    assert _letters(read["To"].addresses[0].display_name) == _letters(name)


@pytest.mark.parametrize(
    "address",
    [
        f"{_EVIL}@x.example",
        f"a@{_EVIL}",
        "a@x.example, evil@x.example",
        "a@x.example\nBcc: e@x.example",
        "a b@x.example",
    ],
)
def test_b26_an_address_is_one_address_or_refused(address) -> None:
    with pytest.raises(InvalidValueError):
        _draft("A", "S", address)


def test_b26_a_link_to_the_mail_program_says_what_the_subject_says() -> None:
    query = parse_qs(urlsplit(mailto_url("a@x.example", _EVIL, "Hello")).query)
    assert [*query] == ["subject", "body"]
    message = email.message_from_string(f"Subject: {query['subject'][0]}\n\n", policy=email.policy.default)
    assert message["Subject"] == _EVIL


def test_b26_a_file_name_is_letters_and_figures() -> None:
    assert draft_name(7, _EVIL + "/../\n") == "0007-utf-8-q-0abcc-20evil-40x-example.eml"
