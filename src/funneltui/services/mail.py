"""E-mails that were sent and received, as exchanges: of people who are known, and nobody else.

Nobody is added, nothing is completed: what an answer means is for a person to say. A message is known again by a
keyed hash of its identifier, as the addresses of the opposition list are: whoever has the file can try an identifier,
and read none.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TypeAlias

from funneltui.domain.contact_points import normalize_email
from funneltui.domain.names import who_key
from funneltui.domain.text import fold
from funneltui.errors import FunnelError, InvalidValueError, RefusedError
from funneltui.i18n import N_
from funneltui.interchange.mail_headers import Letter, Mailbox, letter
from funneltui.interchange.mail_reader import addresses, correspondents, header_blocks
from funneltui.services.mail_report import AutomaticMail, MailReport, MatchedMail
from funneltui.services.use_cases import UseCases
from funneltui.storage.bulk import row_of
from funneltui.storage.database import Connection
from funneltui.storage.local_days import instant
from funneltui.storage.outcome import Change
from funneltui.storage.reads import mail as reads
from funneltui.storage.tables import Touch

_STEP = N_("Read e-mails")
_SAME = timedelta(hours=1)
"""How far a message may be from an exchange somebody wrote down by hand to be that one."""
_KEY_BYTES = 8
_DIGEST = 32
_LISTED = 10_000
"""How much of each kind is kept to be listed."""
Tick: TypeAlias = Callable[[int], bool]
_TICK = 200
"""So many messages are looked at before it is told how far it is, and asked whether to stop."""


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A message and one known contact of it."""

    known: reads.KnownAddress
    incoming: bool
    sent_at: datetime
    subject: str
    identifier: str
    """What the message and the address have as one; the same whenever it is met."""


@dataclass(frozen=True, slots=True)
class FoundMail:
    """What mailboxes have of known contacts, before it is written down."""

    report: MailReport
    exchanges: list[_Exchange]

    @property
    def is_news(self) -> bool:
        """Whether there is anything to write down."""
        return self.report.matched > 0


class _Stopped(Exception):  # noqa: N818 - no error
    """Somebody said to stop."""


def _go_on(_count: int) -> bool:
    return True


class Mail(UseCases):
    """E-mails in."""

    def read(self, sources: Iterable[Path | BinaryIO], *, dry_run: bool = False, tick: Tick = _go_on) -> MailReport:
        """Look through mailboxes and write down what is new, in one step.

        Args:
            sources: Files, folders, or open streams.
            dry_run: Only tell.
            tick: See `look`.

        Raises:
            RefusedError: The settings name no address of the user's: what was sent could not be told from the rest.
            FunnelError: No source can be read. When some can, the report says why the others could not.
        """
        mail = self.look(sources, tick)
        return mail.report if dry_run else self.write(mail)

    def look(self, sources: Iterable[Path | BinaryIO], tick: Tick = _go_on) -> FoundMail:
        """Look through mailboxes. Writes nothing, and may be done in any thread.

        Args:
            sources: Files, folders, or open streams.
            tick: Called now and then with how many messages were looked at; says whether to go on.

        Raises:
            As `read`.
        """
        own = self._own_addresses()
        report = MailReport(Change(None, _STEP, {}))
        exchanges: list[_Exchange] = []
        read = 0
        with contextlib.closing(self._database.connect()) as connection:
            known = _Known(reads.addresses(connection))
            for source in sources:
                try:
                    exchanges += self._of_source(source, own, known, report, tick)
                except _Stopped:
                    report.stopped = True
                    return FoundMail(report, [])
                except FunnelError as error:
                    report.unread.append(error)
                else:
                    read += 1
            if report.unread and not read and not report.looked_at:
                raise report.unread[0]
            self._settle(exchanges, report, _Written(connection, exchanges))
        return FoundMail(report, exchanges)

    def write(self, mail: FoundMail) -> MailReport:
        """Write down what was found and is new by now, in one step."""
        report = replace(mail.report, matched=0, logged_before=0, letters=[])
        if not mail.exchanges:
            return report
        with self._unit_of_work.step(_STEP) as work:
            people = reads.present(work.reading, {exchange.known.contact_id for exchange in mail.exchanges})
            exchanges = [exchange for exchange in mail.exchanges if exchange.known.contact_id in people]
            written = _Written(work.reading, exchanges)
            new, same = self._settle(exchanges, report, written)
            work.add_rows(
                Touch,
                [
                    row_of(Touch)(
                        contact_id=exchange.known.contact_id,
                        opportunity_id=written.deals.get(exchange.known.contact_id),
                        happened_at=instant(exchange.sent_at),
                        channel="email",
                        direction="in" if exchange.incoming else "out",
                        note=exchange.subject,
                        external_id=written.hashed(exchange.identifier),
                    )
                    for exchange in new
                ],
            )
            for touch_id, exchange in same:
                work.get(Touch, touch_id).external_id = written.hashed(exchange.identifier)
            work.rename(N_("Read e-mails: {count} new"), count=report.matched)
        report.change = work.change
        return report

    def _own_addresses(self) -> frozenset[str]:
        own = {_normal(text) for text in (*self._settings.own_addresses, self._settings.sender_email) if text.strip()}
        if not own:
            raise RefusedError(
                N_("Your own e-mail addresses are needed first: funneltui config set own_addresses me@example.com")
            )
        return frozenset(own)

    def _of_source(
        self, source: Path | BinaryIO, own: frozenset[str], known: _Known, report: MailReport, tick: Tick
    ) -> Iterable[_Exchange]:
        now = self._clock.now()
        raw_own = frozenset(address.encode() for address in own)
        for block in header_blocks(source):
            report.looked_at += 1
            if report.looked_at % _TICK == 0 and not tick(report.looked_at):
                raise _Stopped
            written = addresses(block)
            if written.isdisjoint(known.raw):
                _note_unknown(block, raw_own, report)
                continue
            message = letter(block)
            people = _people(message, own, known)
            if message.automatic:
                _note_automatic(message, known, people, report)
            elif not people:
                _note_unknown(block, raw_own, report)
            elif message.sent_at is None:
                report.undated += 1
            else:
                sent_at, incoming = min(message.sent_at, now), _is_incoming(message, own)
                for person in people:
                    identifier = f"{_identifier(message)}\n{person.address}"
                    yield _Exchange(person, incoming, sent_at, message.subject, identifier)

    @staticmethod
    def _settle(
        exchanges: Sequence[_Exchange], report: MailReport, written: _Written
    ) -> tuple[list[_Exchange], list[tuple[int, _Exchange]]]:
        """What is new, and what was written down by hand, with the number of that exchange."""
        new: list[_Exchange] = []
        same: list[tuple[int, _Exchange]] = []
        for exchange in exchanges:
            logged = written.has(exchange)
            touch_id = 0 if logged else written.by_hand(exchange)
            if touch_id:
                same.append((touch_id, exchange))
            elif not logged:
                new.append(exchange)
            written.add(exchange)
            fresh = not logged and not touch_id
            report.matched += fresh
            report.logged_before += not fresh
            if len(report.letters) < _LISTED:
                contact_id = exchange.known.contact_id
                deal = written.deals.get(contact_id)
                report.letters.append(
                    MatchedMail(
                        contact_id,
                        deal,
                        exchange.known.name,
                        exchange.incoming,
                        exchange.sent_at,
                        exchange.subject,
                        fresh,
                    )
                )
        return new, same


class _Known:
    """Whose address is whose.

    Args:
        rows: Every known address; of those who share one, the one with the latest exchange first.
    """

    def __init__(self, rows: Iterable[reads.KnownAddress]) -> None:
        self._by_address: dict[str, list[reads.KnownAddress]] = {}
        for row in rows:
            self._by_address.setdefault(row.address, []).append(row)
        self.raw = {address.encode() for address in self._by_address}

    def address_of(self, mailbox: Mailbox) -> reads.KnownAddress | None:
        """The contact of a mailbox: of those who share it the one of that name, else the latest touched."""
        name, address = mailbox
        people = self._by_address.get(_normal(address), ())
        shared = bool(name) and len(people) > 1
        named = [person for person in people if shared and who_key(person.folded_name) == who_key(fold(name))]
        return next(iter((*named, *people)), None)


class _Written:
    """What of these messages is in the file already."""

    def __init__(self, connection: Connection, exchanges: Sequence[_Exchange]) -> None:
        self._keys = reads.keys(connection) or [secrets.token_hex(_KEY_BYTES)]
        keys = [bytes.fromhex(key) for key in self._keys]
        self._hashes = {
            exchange.identifier: [_hashed(*pair, exchange.identifier) for pair in zip(self._keys, keys, strict=True)]
            for exchange in exchanges
        }
        self._there = reads.logged(connection, {hashed for hashes in self._hashes.values() for hashed in hashes})
        contacts = {exchange.known.contact_id for exchange in exchanges}
        self.deals = reads.deals(connection, contacts)
        self._typed: dict[tuple[int, bool], list[reads.Logged]] = {}
        for touch in reads.typed(connection, contacts):
            self._typed.setdefault((touch.contact_id, touch.direction == "in"), []).append(touch)

    def hashed(self, identifier: str) -> str:
        """What a message is known by in the file."""
        return self._hashes[identifier][0]

    def has(self, exchange: _Exchange) -> bool:
        """Whether the message is written down."""
        return not self._there.isdisjoint(self._hashes[exchange.identifier])

    def add(self, exchange: _Exchange) -> None:
        """The message is written down from now on."""
        self._there.add(self.hashed(exchange.identifier))

    def by_hand(self, exchange: _Exchange) -> int:
        """The exchange that somebody wrote down by hand about when the message was sent; 0 for none."""
        candidates = self._typed.get((exchange.known.contact_id, exchange.incoming), [])
        for touch in candidates:
            if abs(datetime.fromisoformat(touch.happened_at) - exchange.sent_at) <= _SAME:
                candidates.remove(touch)
                return touch.id
        return 0


def _hashed(key: str, raw_key: bytes, identifier: str) -> str:
    return f"{key}:{hmac.digest(raw_key, identifier.encode(), 'sha256').hex()[:_DIGEST]}"


@lru_cache(maxsize=4096)
def _normal(address: str) -> str:
    try:
        return normalize_email(address)
    except InvalidValueError:
        return address.strip().lower()


def _is_incoming(message: Letter, own: frozenset[str]) -> bool:
    return message.sender is None or _normal(message.sender[1]) not in own


def _people(message: Letter, own: frozenset[str], known: _Known) -> list[reads.KnownAddress]:
    """Whom a message is an exchange with: who wrote it, or, of one's own, everybody it went to."""
    mailboxes: Iterable[Mailbox] = message.recipients
    if message.sender is not None and _is_incoming(message, own):
        mailboxes = [message.sender]
    known_ones = [known.address_of(mailbox) for mailbox in mailboxes if _normal(mailbox[1]) not in own]
    return list({address.contact_id: address for address in known_ones if address is not None}.values())


def _note_unknown(block: bytes, own: frozenset[bytes], report: MailReport) -> None:
    report.unknown += 1
    if len(report.strangers) < _LISTED:
        report.strangers.update(
            correspondent.decode("utf-8", "replace") for correspondent in correspondents(block, own)
        )


def _note_automatic(message: Letter, known: _Known, people: list[reads.KnownAddress], report: MailReport) -> None:
    people = people or [
        known_address for address in message.failed if (known_address := known.address_of(("", address))) is not None
    ]
    if not people:
        report.unknown += 1
        return
    report.automatic += 1
    if len(report.machines) < _LISTED:
        report.machines += [
            AutomaticMail(message.automatic, person.name, person.address, message.sent_at, message.subject)
            for person in people
        ]


def _identifier(message: Letter) -> str:
    """What is the same whenever the message is met: its identifier, else all that is known of it."""
    if message.message_id:
        return message.message_id
    sender = message.sender[1] if message.sender else ""
    people = sorted(address for _name, address in message.recipients)
    return "\n".join((str(message.sent_at), sender, *people, message.subject))
