"""A link opens exactly the message, and nothing can be smuggled into its headers."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.mailto import MAILTO_LIMIT, LongMessageError, checked_body, checked_header, mailto_url
from funneltui.errors import InvalidValueError

PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


def test_a_message_as_rfc_6068_writes_it():
    url = mailto_url("sophie.martin@asso.fr", "Été & après ?", "Bonjour,\n\nÀ bientôt\n")
    assert url == (
        "mailto:sophie.martin@asso.fr?subject=%C3%89t%C3%A9%20%26%20apr%C3%A8s%20%3F"
        "&body=Bonjour%2C%0D%0A%0D%0A%C3%80%20bient%C3%B4t%0D%0A"
    )


def test_what_means_something_in_a_link_is_encoded_in_an_address():
    assert mailto_url("a+b&c?d=e#f%g@x.fr", "", "") == "mailto:a%2Bb%26c%3Fd%3De%23f%25g@x.fr"


@given(PRINTABLE, PRINTABLE, st.lists(PRINTABLE, max_size=4))
def test_a_mail_program_reads_back_what_was_written(to, subject, lines):
    body = "\n".join(lines)
    url = mailto_url(to, subject, body)
    parts = urlsplit(url)
    read = parse_qs(parts.query, keep_blank_values=True)
    assert url.isascii()
    assert unquote(parts.path) == to.strip(" \t")
    assert read.get("subject", [""])[0] == subject.strip(" \t")
    assert read.get("body", [""])[0] == body.replace("\n", "\r\n")
    assert set(read) <= {"subject", "body"}


@pytest.mark.parametrize("char", ["\n", "\r", "\r\n", "\x00", "\x1b", "\x85", "\u2028", "\u2029", "\ud800", "\x7f"])
@pytest.mark.parametrize(("place", "field"), [(0, "email"), (1, "subject")])
def test_a_header_cannot_be_smuggled_in(char, place, field):
    given = ["a@x.fr", "Hello"]
    given[place] += f"{char}Bcc: everybody@x.fr"
    with pytest.raises(InvalidValueError) as refused:
        mailto_url(*given, "text")
    assert refused.value.field == field
    with pytest.raises(InvalidValueError):
        checked_header(given[place], field)


def test_a_line_break_at_the_end_of_a_header_is_refused_too():
    with pytest.raises(InvalidValueError):
        checked_header("Hello\n", "subject")
    assert checked_header(" a\tb ", "subject") == "a\tb"


def test_a_text_has_lines_but_no_control_characters():
    assert checked_body("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"
    with pytest.raises(InvalidValueError, match="place 2") as refused:
        checked_body("a\x1b[31m")
    assert refused.value.field == "body"


def test_a_link_that_would_be_cut_short_is_refused_with_the_reason():
    fits = MAILTO_LIMIT - len("mailto:a@x.fr?body=")
    assert len(mailto_url("a@x.fr", "", "x" * fits)) == MAILTO_LIMIT
    with pytest.raises(LongMessageError, match=f"{MAILTO_LIMIT + 1} of {MAILTO_LIMIT} characters"):
        mailto_url("a@x.fr", "", "x" * (fits + 1))
