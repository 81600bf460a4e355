"""Message templates, and what of a card goes into a message.

Cost depends on the cards asked for, never on the size of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from funneltui.clock import local_time
from funneltui.domain.cadence import Silence
from funneltui.domain.channels import CHANNELS
from funneltui.domain.stages import stage_name
from funneltui.domain.temperature import LEVEL_WORDS, Level
from funneltui.domain.templates import PURPOSE_WORDS, Purpose
from funneltui.errors import NotFoundError
from funneltui.i18n import N_, translate
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.warmth import BOUGHT


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    """A message to be merged with a contact's fields. Empty: for any."""

    id: int
    name: str
    language: str
    """fr or en."""
    temperature: str
    """cold, warm, hot or empty."""
    purpose: str
    """See `domain.templates.Purpose`."""
    stage: str
    """A stage's key, or empty."""
    stage_name: str | None
    """The person's own name for that stage; None: the built-in words for the key."""
    channel: str
    subject: str
    body: str

    @property
    def use(self) -> str:
        """Whom and what it is for, in few words, in the language in force."""
        words = (
            stage_name(self.stage, self.stage_name) if self.stage else "",
            translate(LEVEL_WORDS[Level(self.temperature)]) if self.temperature else "",
            translate(PURPOSE_WORDS[Purpose(self.purpose)]) if self.purpose else "",
            translate(CHANNELS[self.channel]) if self.channel != "email" else "",
        )
        return ", ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Recipient:
    """A card as a message to its contact sees it: days as stored, the amount in minor units."""

    opportunity_id: int
    contact_id: int
    name: str
    given_name: str
    family_name: str
    job_title: str
    organization: str
    language: str
    """fr, en, or empty when it is not known."""
    source: str
    opposed: bool
    """Whether they asked not to be contacted at all."""
    opposed_channels: tuple[str, ...]
    email: str
    """Their first e-mail address, or empty."""
    title: str
    amount: int | None
    currency: str
    promotion_code: str
    promotion_until: str | None
    parked_say: str
    due_on: str | None
    what: str
    proposal: str
    """The reference of the latest proposal."""
    proposal_until: str | None
    stage: str
    """The stage's key."""
    kind: str
    probability: int
    yes_count: int
    no_count: int
    unanswered: int
    first_unanswered_at: str | None
    last_in_at: str | None
    last_touch_at: str | None
    temperature_override: str
    temperature_until: str | None
    bought: bool
    """Whether they have bought before."""

    def silence(self, today: date) -> Silence:
        """What was said lately, for advice on what to say next."""
        opposed = self.opposed
        return Silence(today, self.unanswered, _day(self.first_unanswered_at), _day(self.last_touch_at), 0, opposed)


_TEMPLATES = """
SELECT t.id, t.name, t.language, t.temperature, t.purpose, ifnull(s.key, ''), s.name, t.channel, t.subject, t.body
FROM template t LEFT JOIN stage s ON s.id = t.stage_id
"""
_RECIPIENTS = f"""
SELECT o.id, c.id, c.name, c.given_name, c.family_name, c.job_title, k.organization, c.language, c.source,
  c.opposed, c.opposed_channels,
  ifnull((SELECT p.value FROM contact_point p WHERE p.contact_id = c.id AND p.kind = 'email'
    ORDER BY p.position, p.id LIMIT 1), ''),
  o.title, o.amount, o.currency, o.promotion_code, o.promotion_until, o.parked_say, k.due_on, k.what,
  ifnull(q.reference, ''), q.valid_until,
  s.key, s.kind, s.probability, k.yes_count, k.no_count, k.unanswered, k.first_unanswered_at, k.last_in_at,
  k.last_touch_at, k.temperature_override, k.temperature_until, {BOUGHT.format(card="k")}
FROM json_each(?) w
JOIN card k ON k.opportunity_id = w.value
JOIN opportunity o ON o.id = k.opportunity_id
JOIN contact c ON c.id = k.contact_id
JOIN stage s ON s.id = k.stage_id
LEFT JOIN proposal q ON q.id = (SELECT max(l.id) FROM proposal l WHERE l.opportunity_id = o.id)
ORDER BY w.key
"""
_EXAMPLE = "SELECT opportunity_id FROM card WHERE opposed = 0 ORDER BY opportunity_id DESC LIMIT 1"
_PLACES = [field.name for field in fields(Recipient)]
_OPPOSED, _CHANNELS = map(_PLACES.index, ("opposed", "opposed_channels"))


class TemplateReads(ReadPart):
    """The templates of one open file, and whom they can go to."""

    def all(self) -> tuple[TemplateRecord, ...]:
        """Every template, oldest first."""
        return tuple(TemplateRecord(*row) for row in self._connection.execute(f"{_TEMPLATES} ORDER BY t.id"))

    def template(self, template_id: int) -> TemplateRecord:
        """A template.

        Raises:
            NotFoundError: There is none of that id.
        """
        row = self._connection.execute(f"{_TEMPLATES} WHERE t.id = ?", (template_id,)).fetchone()
        if row is None:
            raise NotFoundError(N_("Template {id} doesn't exist."), id=template_id)
        return TemplateRecord(*row)

    def example(self) -> int | None:
        """A card to show a message with: the latest one whose contact may be written to; None without any."""
        row = self._connection.execute(_EXAMPLE).fetchone()
        return None if row is None else int(row[0])

    def recipients(self, opportunity_ids: Iterable[int]) -> tuple[Recipient, ...]:
        """The cards, in the order asked, each once.

        Raises:
            NotFoundError: One is not there, or is in the bin.
        """
        ids = list(dict.fromkeys(opportunity_ids))
        rows = self._connection.execute(_RECIPIENTS, (json.dumps(ids),))
        recipients = tuple(_recipient(list(row)) for row in rows)
        if len(recipients) < len(ids):
            known = {recipient.opportunity_id for recipient in recipients}
            raise NotFoundError(
                N_("Deal #{id} doesn't exist."), id=next(number for number in ids if number not in known)
            )
        return recipients


def _recipient(values: list[Any]) -> Recipient:
    values[_OPPOSED] = bool(values[_OPPOSED])
    values[_CHANNELS] = tuple(map(str, json.loads(values[_CHANNELS])))
    return Recipient(*values)


def _day(moment: str | None) -> date | None:
    return local_time(moment).date() if moment else None
