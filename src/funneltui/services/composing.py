"""Messages made from templates, without the write side: what a preview shows while one chooses.

Everything here reads; `services.templates` writes, and makes its messages here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from funneltui.clock import Clock
from funneltui.domain.cadence import Rhythm, advise
from funneltui.domain.channels import CHANNELS
from funneltui.domain.mailto import checked_body, checked_header, mailto_url
from funneltui.domain.names import first_name, split_name
from funneltui.domain.templates import (
    Situation,
    TemplateTraits,
    field_words,
    fields_in,
    in_language,
    names_source,
    purpose_of,
    ranked,
    render,
)
from funneltui.domain.written import written_amount, written_day
from funneltui.errors import FunnelError, RefusedError
from funneltui.i18n import N_, language, translate
from funneltui.settings import Settings
from funneltui.storage.reads.templates import Recipient, TemplateReads, TemplateRecord
from funneltui.storage.reads.warmth import temperature_of

_BY_MAIL = frozenset({"email", "mailing"})
"""Channels of messages that a mail program sends."""


class OppositionError(RefusedError):
    """They asked not to be contacted, at all or this way: absolute for prospecting (CNIL, GDPR article 21)."""

    def __init__(self, name: str, channel: str = "") -> None:
        if channel:
            super().__init__(
                N_("{name} asked not to be contacted by {channel}, so no message was written."),
                name=name,
                channel=translate(CHANNELS[channel]) if channel in CHANNELS else channel,
            )
        else:
            super().__init__(N_("{name} asked not to be contacted, so no message was written."), name=name)


class NoAddressError(RefusedError):
    """There is no e-mail address to write to."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("{name} has no e-mail address."), name=name)


class NotMailError(RefusedError):
    """The template is for another channel than mail."""

    def __init__(self, template: str, channel: str) -> None:
        super().__init__(
            N_("“{template}” is for {channel}, not e-mail. Copy its text."),
            template=template,
            channel=translate(CHANNELS[channel]),
        )


@dataclass(frozen=True, slots=True)
class Message:
    """A template merged with one card's fields. Text of people: made safe by whoever shows it.

    Attributes:
        opportunity_id: The card.
        name: Whom it is for.
        to: Their address; empty when they have none, or it does not go by mail.
        subject: One line.
        body: Its lines parted by line feeds.
        channel: See `channels.CHANNELS`.
        template: The template's name.
        missing: Keys of merge fields that are empty; their places are still in the text.
        unknown: Names in braces that are no merge field.
        informs: Whether its template says where one has the person from (see `domain.templates.names_source`).
    """

    opportunity_id: int
    name: str
    to: str
    subject: str
    body: str
    channel: str
    template: str
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    informs: bool = False

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is not filled in, each in words, by the name that stands in the message."""
        text = f"{self.subject}\n{self.body}"
        return (*(field_words(key, text) for key in self.missing), *(f"{{{name}}}" for name in self.unknown))

    @property
    def by_mail(self) -> bool:
        """Whether a mail program sends it."""
        return self.channel in _BY_MAIL

    def mailto(self) -> str:
        """The link that opens it in the user's mail program.

        Raises:
            NotMailError, NoAddressError, LongMessageError: It cannot go that way.
        """
        self.check_mail()
        return mailto_url(self.to, self.subject, self.body)

    def check_mail(self) -> None:
        """See that it can go by mail.

        Raises:
            NotMailError, NoAddressError: It cannot.
        """
        if not self.by_mail:
            raise NotMailError(self.template, self.channel)
        if not self.to:
            raise NoAddressError(self.name)


class Composer:
    """Makes messages.

    Args:
        reads: Where templates and cards come from; used by one thread at a time.
        clock: Which day it is.
        settings: Who signs.
    """

    def __init__(self, reads: TemplateReads, clock: Clock, settings: Settings) -> None:
        self._reads = reads
        self._clock = clock
        self._settings = settings

    def best_first(self, opportunity_ids: Sequence[int], channel: str = "") -> tuple[TemplateRecord, ...]:
        """The templates, the one that fits the first of these cards best first.

        Args:
            opportunity_ids: The cards; they are not looked at when there is none.
            channel: Only templates of this channel; empty for all.

        Raises:
            NotFoundError: No such card.
        """
        templates = tuple(template for template in self._reads.all() if channel in ("", template.channel))
        if not opportunity_ids:
            return templates
        (first,) = self._reads.recipients(opportunity_ids[:1])
        situation = self._situation(first)
        return tuple(templates[place] for place in ranked([_traits(template) for template in templates], situation))

    def message(self, opportunity_id: int, template: TemplateRecord) -> Message:
        """The message of exactly this template to one card's contact.

        Raises:
            OppositionError: They asked not to be contacted, at all or this way.
            InvalidValueError: A line break or control character where none may be.
            NotFoundError: No such card.
        """
        (recipient,) = self._reads.recipients([opportunity_id])
        return self._compose(recipient, template)

    def messages(
        self, opportunity_ids: Sequence[int], template: TemplateRecord, *, in_their_language: bool
    ) -> list[Message | FunnelError]:
        """A message for each card. Where there may be none (see `message`), the reason stands in its place.

        Args:
            opportunity_ids: The cards.
            template: The template.
            in_their_language: Whether each person gets its counterpart in their own language, where there is one.

        Raises:
            NotFoundError: No such card.
        """
        templates = self._reads.all()
        traits = [_traits(template) for template in templates]
        chosen = next(place for place, candidate in enumerate(templates) if candidate.id == template.id)
        made: list[Message | FunnelError] = []
        for recipient in self._reads.recipients(opportunity_ids):
            place = (
                in_language(chosen, traits, recipient.language) if in_their_language and recipient.language else chosen
            )
            try:
                made.append(self._compose(recipient, templates[place]))
            except FunnelError as error:
                made.append(error)
        return made

    def _compose(self, recipient: Recipient, template: TemplateRecord) -> Message:
        check_opposition(
            recipient.name, template.channel, opposed=recipient.opposed, channels=recipient.opposed_channels
        )
        values = self._values(recipient, template.language)
        subject, body = render(template.subject, values), render(template.body, values)
        return Message(
            recipient.opportunity_id,
            recipient.name,
            checked_header(recipient.email, "email") if template.channel in _BY_MAIL else "",
            checked_header(subject.text, "subject"),
            checked_body(body.text),
            template.channel,
            template.name,
            tuple(dict.fromkeys(subject.missing + body.missing)),
            tuple(dict.fromkeys(subject.unknown + body.unknown)),
            informs=names_source(template.body),
        )

    def _situation(self, recipient: Recipient) -> Situation:
        today = self._clock.today()
        level = temperature_of(recipient, today).level
        advice = advise(recipient.silence(today), recipient.stage, level, Rhythm.of(self._settings))
        spoken = recipient.language or language()
        values = self._values(recipient, spoken)
        empty = frozenset(key for key, value in values.items() if not value.strip())
        return Situation(spoken, level, recipient.stage, purpose_of(advice.kind), empty)

    def _values(self, recipient: Recipient, spoken: str) -> Mapping[str, str]:
        family = split_name(recipient.name)[1]

        def day(text: str | None) -> str:
            return written_day(date.fromisoformat(text), spoken) if text else ""

        return {
            "first_name": first_name(recipient.given_name) or first_name(recipient.name),
            "last_name": recipient.family_name or family,
            "name": recipient.name,
            "organization": recipient.organization,
            "job_title": recipient.job_title,
            "title": recipient.title,
            "value": "" if recipient.amount is None else written_amount(recipient.amount, recipient.currency, spoken),
            "promotion": recipient.promotion_code,
            "promotion_until": day(recipient.promotion_until),
            "proposal": recipient.proposal,
            "proposal_until": day(recipient.proposal_until),
            "next_action": recipient.what,
            "next_day": day(recipient.due_on),
            "parked_say": recipient.parked_say,
            "source": recipient.source,
            "today": written_day(self._clock.today(), spoken),
            "pitch": self._settings.pitch,
            "sender": self._settings.sender,
        }


def check_opposition(name: str, channel: str, *, opposed: bool, channels: Iterable[str]) -> None:
    """See that a person may be written to this way. Who refuses e-mail refuses mailings too.

    Raises:
        OppositionError: They may not.
    """
    if opposed:
        raise OppositionError(name)
    refused = {channel, "email"} if channel == "mailing" else {channel}
    for way in channels:
        if way in refused:
            raise OppositionError(name, way)


def _traits(template: TemplateRecord) -> TemplateTraits:
    needs = fields_in(f"{template.subject}\n{template.body}")
    return TemplateTraits(
        template.language,
        template.temperature,
        template.stage,
        template.purpose,
        template.channel,
        needs,
        template.name,
    )
