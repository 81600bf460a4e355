"""E-mails as exchanges: of known people only, the right way and day, once, and none that no person wrote."""

from __future__ import annotations

import io
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from funneltui.domain.entries import NewTouch, NextStep
from funneltui.errors import RefusedError
from funneltui.interchange.errors import MissingFileError
from funneltui.services.mail import Mail
from funneltui.services.mail_report import MailReport
from funneltui.settings import Settings
from funneltui.storage.reads.agenda import AgendaReads, Band
from tests import stored
from tests.services.desk import Desk
from tests.services.letters import ALSO_ME, ANSWER, AUTOMATIC, ME, SENT, UNKNOWN, letter, maildir, mbox

SETTINGS = Settings(own_addresses=[ALSO_ME], sender_email=ME.upper())


class Post(Desk):
    """A desk where Sophie and Paul are known, and mail comes in."""

    def __init__(self, path) -> None:
        super().__init__(path)
        self.mail = Mail(self.unit_of_work, SETTINGS)
        self.sophie = self.add("Sophie Martin", emails=("Sophie@asso.example",))
        self.paul = self.add("Paul Roux", emails=("paul@asso.example",))

    def read(self, *messages: bytes, **options) -> MailReport:
        return self.mail.read([io.BytesIO(mbox(list(messages)))], **options)

    def column(self, statement: str) -> list[object]:
        return [row[0] for row in self.rows(statement)]

    def exchanges(self) -> list[tuple]:
        return self.rows(
            "SELECT c.name, t.direction, t.happened_at, t.channel, t.note FROM touch t"
            " JOIN contact c ON c.id = t.contact_id ORDER BY t.happened_at, c.name"
        )

    def band(self, band: Band) -> list[int]:
        connection = self.database.connect()
        try:
            return list(AgendaReads(connection, self.unit_of_work.clock, SETTINGS).ids(band))
        finally:
            connection.close()


@pytest.fixture
def post(tmp_path):
    one = Post(tmp_path / "funnel.db")
    yield one
    one.unit_of_work.close()


def test_an_answer_and_what_was_sent_are_written_down(post):
    report = post.read(ANSWER, SENT, *UNKNOWN)
    assert (report.matched, report.logged_before, report.automatic, report.unknown) == (3, 0, 0, 4)
    assert report.change.label == "Read e-mails: 3 new"
    assert post.exchanges() == [
        ("Paul Roux", "out", "2026-11-15T08:00:00Z", "email", "Votre projet été"),
        ("Sophie Martin", "out", "2026-11-15T08:00:00Z", "email", "Votre projet été"),
        ("Sophie Martin", "in", "2026-11-16T09:12:13Z", "email", "Re: Votre projet"),
    ]
    assert post.column("SELECT DISTINCT opportunity_id FROM touch ORDER BY 1") == [post.sophie, post.paul]
    assert report.strangers["bob@elsewhere.example"] == 3
    assert post.column("SELECT count(*) FROM contact") == [2]


def test_a_run_is_one_step_that_undo_takes_back(post):
    post.read(ANSWER, SENT)
    post.history.undo()
    assert post.exchanges() == []
    assert post.read(ANSWER).matched == 1


def test_what_was_seen_is_not_written_twice_nor_kept_readable(post):
    post.read(ANSWER)
    again = post.read(ANSWER, SENT, ANSWER)
    assert (again.matched, again.logged_before) == (2, 2)
    assert len(post.exchanges()) == 3
    kept = post.column("SELECT external_id FROM touch")
    assert len({str(one).partition(":")[0] for one in kept}) == 1
    assert not any("a1@" in str(one) for one in kept)
    assert post.read(ANSWER, SENT).change.step_id is None


def test_a_message_without_an_identifier_is_known_again(post):
    message = letter("sophie@asso.example", ME)
    assert post.read(message, message).matched == 1
    assert post.read(message).matched == 0


def test_a_dry_run_writes_nothing(post):
    assert post.read(ANSWER, dry_run=True).matched == 1
    assert post.exchanges() == []


@pytest.mark.parametrize("kind", sorted(AUTOMATIC))
def test_automatic_mail_is_shown_apart_and_resets_no_clock(post, kind):
    report = post.read(*AUTOMATIC[kind])
    assert (report.matched, report.automatic) == (0, len(AUTOMATIC[kind]))
    assert {(one.kind, one.name) for one in report.machines} == {(kind, "Sophie Martin")}
    assert post.exchanges() == []


@pytest.mark.parametrize("subject", ["Absolument !", "Automatic doors", "Offices", "Re: on vacations", "Congrès"])
def test_words_that_only_look_like_it_are_no_absence(post, subject):
    if subject == "Re: on vacations":
        subject = "Ma réponse automatiquement ?"
    assert post.read(letter("sophie@asso.example", ME, subject=subject)).matched == 1


@pytest.mark.parametrize("way", ["eml", "mbox", "maildir", "folder", "stdin"])
def test_mail_is_read_however_it_is_kept(post, tmp_path, way):
    messages = [ANSWER, SENT, UNKNOWN[0]]
    source = tmp_path / "mail"
    if way == "eml":
        source.write_bytes(ANSWER)
    elif way == "mbox":
        source.write_bytes(mbox(messages))
    elif way == "maildir":
        maildir(source, messages)
    elif way == "folder":
        (source / "deeper").mkdir(parents=True)
        (source / "deeper" / "INBOX").write_bytes(mbox(messages))
        (source / "one.eml").write_bytes(ANSWER)
        (source / "INBOX.msf").write_bytes(b'// <!-- <mdb:mork:z v="1.4"/> -->\n')
    report = post.mail.read([io.BytesIO(ANSWER) if way == "stdin" else source])
    assert report.matched == (1 if way in {"eml", "stdin"} else 3)


def test_a_line_that_begins_with_from_in_a_text_is_no_message(post):
    body = "Bonjour\n\nFrom here on it is text.\n\nFrom: sophie@asso.example is no header either\n"
    assert post.read(letter("sophie@asso.example", ME, body=body), SENT).matched == 3


def test_line_ends_of_other_systems_are_read(post):
    content = mbox([ANSWER, SENT]).replace(b"\n", b"\r\n")
    assert post.mail.read([io.BytesIO(content)]).matched == 3


def test_who_shares_a_mailbox_is_told_by_the_name(post):
    tom = post.add("Tom Petit", emails=("sophie@asso.example",))
    post.read(letter("Tom PETIT <sophie@asso.example>", ME, message_id="<t1@x>"))
    assert post.column("SELECT opportunity_id FROM touch") == [tom]


def test_the_deal_that_is_worked_on_gets_it(post):
    with post.unit_of_work.step("Second") as work:
        second = stored.insert(work, "opportunity", contact_id=1, stage_id=2, title="Second")
        stored.insert(work, "stage_move", opportunity_id=second, to_stage_id=2, moved_at=work.now)
    post.opportunities.lose([post.sophie], reason="price")
    post.read(ANSWER)
    assert post.column("SELECT opportunity_id FROM touch") == [second]


def test_a_message_that_was_logged_by_hand_is_that_one(post):
    post.touches.log([post.sophie], NewTouch("email", note="sent it", at=datetime(2026, 11, 15, 8, 20, tzinfo=UTC)))
    report = post.read(SENT)
    assert (report.matched, report.logged_before) == (1, 1)
    assert [one[4] for one in post.exchanges() if one[0] == "Sophie Martin"] == ["sent it"]
    assert post.read(SENT).logged_before == 2


def test_what_says_no_day_is_left_out_and_a_day_to_come_is_today(post):
    undated = letter("sophie@asso.example", ME, date="yesterday")
    report = post.read(undated, letter("sophie@asso.example", ME, "Mon, 16 Nov 2099 10:00:00 +0000"))
    assert (report.undated, report.matched) == (1, 1)
    now = post.unit_of_work.clock.now()
    assert post.exchanges()[0][2] == f"{now:%Y-%m-%dT%H:%M:%SZ}"


def test_an_answer_completes_nothing_ends_the_silence_and_asks_what_next(post):
    post.opportunities.plan([post.sophie], NextStep(date(2026, 12, 24), "call"))
    assert post.band(Band.ANSWERED) == []
    post.read(SENT)
    assert post.column("SELECT unanswered FROM card WHERE opportunity_id = 1") == [1]
    assert post.band(Band.ANSWERED) == []
    post.read(ANSWER)
    assert post.column("SELECT unanswered FROM card WHERE opportunity_id = 1") == [0]
    assert post.column("SELECT state FROM next_action") == ["open"]
    assert post.band(Band.ANSWERED) == [post.sophie]


@pytest.mark.parametrize("settled", ["planned", "logged", "closed"])
def test_once_somebody_has_decided_it_asks_no_more(post, settled):
    post.opportunities.plan([post.sophie], NextStep(date(2026, 12, 24), "call"))
    post.read(ANSWER)
    assert post.band(Band.ANSWERED) == [post.sophie]
    clock = post.unit_of_work.clock
    clock.instant = clock.instant.replace(minute=clock.instant.minute + 1)
    if settled == "planned":
        post.opportunities.plan([post.sophie], NextStep(date(2026, 12, 26), "call"))
    elif settled == "logged":
        post.touches.log([post.sophie], NewTouch("call"))
    else:
        post.opportunities.lose([post.sophie], reason="price")
    assert post.band(Band.ANSWERED) == []


def test_who_answered_with_nothing_planned_is_asked_about_once(post):
    post.opportunities.move([post.sophie], "lead")
    post.read(ANSWER)
    assert post.band(Band.ANSWERED) == [post.sophie]
    assert post.sophie not in post.band(Band.NONE)


def test_without_own_addresses_it_is_refused(post):
    mail = Mail(post.unit_of_work, Settings())
    with pytest.raises(RefusedError, match="own_addresses"):
        mail.read([io.BytesIO(ANSWER)])


def test_a_source_that_is_not_there_is_told(post, tmp_path):
    with pytest.raises(MissingFileError):
        post.mail.read([tmp_path / "none"])


def test_a_source_that_cannot_be_read_keeps_no_other_from_being_read(post, tmp_path):
    (tmp_path / "one.eml").write_bytes(ANSWER)
    report = post.mail.read([tmp_path / "none", tmp_path / "one.eml", tmp_path / "neither"])
    assert report.matched == len(post.exchanges()) == 1
    assert [type(error) for error in report.unread] == [MissingFileError, MissingFileError]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that can be opened and not read")
def test_a_file_of_a_folder_that_cannot_be_read_is_told_after_the_others(post, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "bad").symlink_to("/proc/self/mem")
    (tmp_path / "b.eml").write_bytes(ANSWER)
    report = post.mail.read([tmp_path])
    assert report.matched == len(post.exchanges()) == 1
    (error,) = report.unread
    assert str(tmp_path / "a" / "bad") in str(error)


def test_it_tells_how_far_it_is_and_stops_with_nothing_written(post):
    messages = [letter("sophie@asso.example", ME, message_id=f"<{number}@x>") for number in range(1000)]
    told = []
    report = post.read(*messages, tick=lambda count: told.append(count) or count < 600)
    assert (told, report.stopped, post.exchanges()) == ([200, 400, 600], True, [])
    assert post.read(*messages).matched == 1000


def test_who_is_gone_by_the_time_it_is_written_gets_nothing(post):
    found = post.mail.look([io.BytesIO(mbox([ANSWER, SENT]))])
    assert found.is_news
    with post.unit_of_work.step("Merge") as work:
        stored.update(work, "opportunity", post.sophie, contact_id=2)
        for point in stored.find(work, "contact_point", contact_id=1):
            stored.delete(work, "contact_point", point["id"])
        stored.delete(work, "contact", 1)
    assert post.mail.write(found).matched == 1
    assert [one[0] for one in post.exchanges()] == ["Paul Roux"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"From ", b"From x\n", b"\x00" * 1000, b"From: a@b\n" * 50_000,
        b"To: " + b"sophie@asso.example, " * 20_000,
        b"Content-Type: multipart/mixed; boundary=x\n\n" * 5_000, b"From sophie@asso.example x\n" * 50_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\nFrom: sophie@asso.example\n\n",
        b"From: =?x-unknown?q?=ff?= <sophie@asso.example>\nTo: x\n\n",
        b"From: sophie@asso.example\nDate: Mon, 99 Foo 99999 99:99:99 +9999\nX:" + b" \n" * 90_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_odd_and_hostile_mail_ends_nothing(post, content):
    start = time.process_time()
    post.mail.read([io.BytesIO(content)])
    assert time.process_time() - start < 5


@pytest.mark.parametrize("sign", [":", "(", "<", '"', "[", ";", "a:", "@", "\\("])
def test_a_header_of_one_sign_without_end_hides_no_address(post, sign):
    """The standard library's parser goes a level down for each of some signs, and ends when they are too many."""
    report = post.read(letter("Sophie Martin <sophie@asso.example>", f"{ME}, {sign * 5000}", message_id="<n@x>"))
    assert report.matched == 1


def test_headers_are_read_at_the_speed_that_is_promised(post, tmp_path):
    path = tmp_path / "INBOX"
    some = [ANSWER, SENT, *UNKNOWN, *(one for kind in AUTOMATIC.values() for one in kind)]
    path.write_bytes(mbox([one.replace(b"@x>", b"%d@x>" % n) for n in range(400) for one in some]))
    start = time.process_time()
    report = post.mail.read([path], dry_run=True)
    took = time.process_time() - start
    total = report.matched + report.logged_before + report.automatic + report.unknown
    assert total / took > 2_000  # 4,000 on a machine that does nothing else
