"""Mailboxes by the command line: told in numbers, listed on request, remembered."""

from __future__ import annotations

import io

import pytest

from tests.services.letters import ANSWER, AUTOMATIC, ME, SENT, UNKNOWN, letter, mbox


@pytest.fixture
def mailbox(run, tmp_path):
    """A mailbox of somebody who knows Sophie."""
    run("add", "Sophie Martin", "--email", "sophie@asso.example", "--next", "24/12 call")
    run("config", "set", "own_addresses", f"{ME}, marie.durand@mail.example")
    path = tmp_path / "INBOX"
    path.write_bytes(mbox([ANSWER, SENT, *AUTOMATIC["reply"], *UNKNOWN]))
    return path


def test_a_mailbox_is_told_in_numbers_and_the_log_has_it(run, mailbox):
    answer = run("mail", mailbox)
    assert answer.err.strip() == "2 new, 0 already logged, 5 automatic, 4 from people you don't have"
    assert answer.out == ""
    (sophie,) = run("list", "--json").json
    assert (sophie["unanswered"], sophie["next_action"]["what"]) == (0, "call")
    assert [one["name"] for one in (one["contact"] for one in run("due", "--json").json)] == ["Sophie Martin"]
    (waiting,) = run("review", "--json").json
    assert [(why["key"], why["text"].split(",")[0]) for why in waiting["why"]] == [("their_word", "they wrote last")]
    assert "2 already logged" in run("mail", mailbox).err
    run("undo")
    assert "2 new" in run("mail", mailbox, "--dry-run").err


def test_what_was_read_is_listed_on_request(run, mailbox):
    listed = run("mail", mailbox, "--list", "--dry-run").out.splitlines()
    assert listed[0].endswith("#1  from Sophie Martin: Re: Votre projet")
    assert listed[1].endswith("#1  to Sophie Martin: Votre projet été")
    assert listed[2] == "automatic answer  Sophie Martin <sophie@asso.example>: Réponse automatique : Votre projet"
    assert listed[-1].startswith("unknown  bob@elsewhere.example")
    told = run("mail", mailbox, "--json").json
    assert (told["matched"], told["automatic"], told["unknown"], told["step"]) == (2, 5, 4, 2)
    assert told["messages"][0] == {
        "id": 1,
        "contact": "Sophie Martin",
        "direction": "in",
        "sent_at": "2026-11-16T09:12:13+00:00",
        "subject": "Re: Votre projet",
        "new": True,
    }


def test_sources_are_remembered(run, mailbox):
    assert "Name a mailbox" in run("mail", code=2).err
    run("mail", mailbox, "--add")
    with mailbox.open("ab") as stream:
        stream.write(mbox([letter("sophie@asso.example", ME, "Tue, 17 Nov 2026 10:00:00 +0100", message_id="<n@x>")]))
    assert "1 new, 2 already logged" in run("mail").err
    run("mail", mailbox, "--add")
    assert run("config", "show").out.count("INBOX") == 1


def test_a_message_comes_from_stdin(run, mailbox, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ANSWER)))
    assert "1 new" in run("mail", "-").err


def test_without_own_addresses_it_is_refused_with_what_to_do(run, tmp_path):
    run("add", "Sophie Martin", "--email", "sophie@asso.example")
    (tmp_path / "one.eml").write_bytes(ANSWER)
    assert "config set own_addresses" in run("mail", tmp_path / "one.eml", code=1).err


def test_a_mailbox_that_is_not_there_is_not_found(run, mailbox, tmp_path):
    run("mail", tmp_path / "none", code=3)


def test_a_mailbox_that_is_not_there_is_told_and_the_others_are_read(run, mailbox, tmp_path):
    answer = run("mail", tmp_path / "none", mailbox, "--json", code=3)
    assert answer.json["matched"] == 2
    assert answer.json["unread"] == [f"{tmp_path / 'none'} doesn't exist."]
    assert "none doesn't exist" in answer.err
    assert "2 already logged" in run("mail", mailbox).err


def test_what_a_mail_says_never_reaches_the_terminal_raw(run, mailbox, tmp_path):
    evil = letter("=?utf-8?q?Sophie=1b[2J?= <sophie@asso.example>", ME, subject="=?utf-8?q?a=1b]0;x=07=0aBcc:?=")
    (tmp_path / "evil.eml").write_bytes(evil)
    answer = run("mail", tmp_path / "evil.eml", "--list")
    assert "\x1b" not in answer.out + answer.err
