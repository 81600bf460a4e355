"""The cast's parts as rows of the tables, every date counted from today."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_OID, UUID, uuid5

from funneltui.domain.contact_points import normalize_email
from funneltui.domain.phones import normalize_phone
from funneltui.domain.text import fold
from funneltui.services.demo.plots import events_of
from funneltui.services.demo.script import Event, Part, Person, Text, phrases
from funneltui.storage.bulk import NewRow, row_of
from funneltui.storage.tables import (
    Answer,
    AnyRow,
    Contact,
    ContactPoint,
    NextAction,
    Opportunity,
    OpportunityRole,
    Organization,
    Proposal,
    Source,
    SourceCost,
    StageMove,
    Touch,
    names_of,
)

_DAY_RATE = 450_00
_PLANNED_BEFORE = 0.3
"""Share of the messages that had been planned as a next action."""
_BUYER_STEPS = {"prospect": "information", "proposal": "evaluation", "client": "decision"}
_organization, _contact, _point = row_of(Organization), row_of(Contact), row_of(ContactPoint)
_card, _role, _offer = row_of(Opportunity), row_of(OpportunityRole), row_of(Proposal)
_source, _cost = row_of(Source), row_of(SourceCost)
(_UID,) = names_of(Contact.uid)
_touch, _action, _answer, _move = row_of(Touch), row_of(NextAction), row_of(Answer), row_of(StageMove)


class Pipeline:
    """Rows by table. The file is new, so that the id of a row is its place in its table's list, from 1.

    Args:
        stages: The ids of the stages, by key.
        criteria: Those of the criteria.
        today: The user's day.
        language: Of the texts.
        rng: Decides what is left to chance; also makes the uids.
    """

    def __init__(
        self, stages: Mapping[str, int], criteria: Mapping[str, int], today: date, language: str, rng: Random
    ) -> None:
        self._stages = stages
        self._criteria = criteria
        self.rows: defaultdict[type[AnyRow], list[NewRow]] = defaultdict(list)
        self._today = today
        self._language = language
        self._rng = rng
        self._phrases = phrases()
        self._organizations: dict[str, int] = {}
        self._contacts: dict[str, int] = {}
        self._since: dict[str, str] = {}
        """When each contact was written down."""

    def add(self, part: Part) -> None:
        """Add a part: its person unless known, its deal, and everything that happened."""
        events = events_of(part, self._rng)
        contact = self._contact(part, events)
        opportunity = self._opportunity(part, contact, events)
        self._moves(part, opportunity, events)
        for order, event in enumerate(events):
            if event.kind in {"in", "out"}:
                self._touch(event, order, contact, opportunity)
            elif event.kind in {"yes", "no"}:
                self._answer(event, order, opportunity)
        self._next_actions(part, opportunity, events)
        if any(event.what == "proposal" for event in events):
            self._proposal(part, opportunity, events)
        if part.beside is not None and part.stage != "client":
            self._beside(part.beside, part, opportunity)

    def spend(self, source: str, amount: int, ago: int) -> None:
        """Money spent on a source, so many days ago."""
        name = self._say(self._phrases.sources[source])
        number = self._put(Source, _source(uid=self._uid(), name=name, folded_name=fold(name)))
        day = self._day(ago)
        self._put(SourceCost, _cost(uid=self._uid(), source_id=number, amount=amount, currency="EUR", spent_on=day))

    def _beside(self, person: Person, part: Part, opportunity: int) -> None:
        other = self._person(person.name, part.organization, self._say(person.job), part.age, _contact(language="fr"))
        self._put(OpportunityRole, _role(opportunity_id=opportunity, contact_id=other, role=person.role))

    def _contact(self, part: Part, events: tuple[Event, ...]) -> int:
        if part.name in self._contacts:
            number = self._contacts[part.name]
            created = self._instant(part.age, 0)
            if created < self._since[part.name]:
                self._since[part.name] = created
                source = self._say(self._phrases.sources[part.source])
                self.rows[Contact][number - 1].update(
                    _contact(created_at=created, source_on=self._day(part.age), source=source)
                )
            return number
        bought = part.source == "list"
        first_message = next((event.ago for event in events if event.kind == "out"), None)
        more = _contact(
            language=part.language,
            source=self._say(self._phrases.sources[part.source]),
            source_on=self._day(part.age),
            source_detail=self._say(self._phrases.list_detail) if bought else "",
            informed_on=self._day(first_message) if bought and first_message else None,
            note=self._say(part.note),
            opposed=int(part.opposed),
            introduced_by_id=self._contacts.get(part.introduced_by),
        )
        number = self._person(part.name, part.organization, self._say(part.job), part.age, more)
        self._points(part, number)
        return number

    def _person(self, name: str, organization: str, job: str, age: int, more: NewRow) -> int:
        given, _, family = name.partition(" ")
        created = self._instant(age, 0)
        row = _contact(
            uid=self._uid(),
            name=name,
            given_name=given,
            family_name=family,
            job_title=job,
            organization_id=self._organization(organization, created),
            created_at=created,
            updated_at=created,
        )
        row.update(more)
        self._contacts[name] = self._put(Contact, row)
        self._since[name] = created
        return self._contacts[name]

    def _organization(self, name: str, created: str) -> int | None:
        if not name:
            return None
        if name not in self._organizations:
            website = f"https://{_slug(name)}.example"
            row = _organization(uid=self._uid(), name=name, website=website, created_at=created, updated_at=created)
            self._organizations[name] = self._put(Organization, row)
        return self._organizations[name]

    def _points(self, part: Part, contact: int) -> None:
        """An address that leads nowhere, and a phone number kept free for fiction (ARCEP, 06 39 98)."""
        given = _slug(part.name.partition(" ")[0])
        domain = f"{_slug(part.organization)}.example" if part.organization else f"{_slug(part.name)}.example"
        email = f"{given}@{domain}"
        normalized = normalize_email(email)
        self._put(ContactPoint, _point(contact_id=contact, kind="email", value=email, normalized=normalized))
        if part.source in {"linkedin", "newsletter", "blog"} and part.stage in {"suspect", "lead"}:
            return  # met online, no number yet
        number = self._rng.randrange(10_000)
        phone = f"06 39 98 {number // 100:02} {number % 100:02}"
        normalized = normalize_phone(phone)
        self._put(ContactPoint, _point(contact_id=contact, kind="phone", value=phone, normalized=normalized))

    def _opportunity(self, part: Part, contact: int, events: tuple[Event, ...]) -> int:
        moves = ["suspect", *(event.what for event in events if event.kind == "move")]
        entered = [(order, event.ago) for order, event in enumerate(events) if event.kind == "move"]
        order, since = entered[-1] if entered else (0, part.age)
        closed = part.stage in {"client", "lost"}
        days, amount, rate = part.days_of_work, part.euros and part.euros * 100, None
        if days:
            amount, rate = days * _DAY_RATE, _DAY_RATE
        elif part.stage == "client" and part.euros:
            days = _days_of(part.euros)
            rate = part.euros * 100 // days
        return self._put(
            Opportunity,
            _card(
                uid=self._uid(),
                title=self._say(part.title),
                contact_id=contact,
                stage_id=self._stages[part.stage],
                former_stage_id=self._stages[moves[-2]]
                if len(moves) > 1 and part.stage in {"client", "lost", "parked"}
                else None,
                stage_since=self._instant(since, order if entered else 0),
                amount=amount,
                currency=part.currency,
                daily_rate=rate,
                half_days=2 * days if days else None,
                buyer_step=_BUYER_STEPS.get(part.stage, ""),
                expected_close=self._exact(20) if part.stage == "proposal" else None,
                tags=json.dumps([self._say(self._phrases.tags[tag]) for tag in part.tags], ensure_ascii=False),
                parked_until=self._exact(part.due or 0) if part.stage == "parked" else None,
                parked_why=self._say(events[-1].text) if part.stage == "parked" else "",
                parked_say=self._say(part.say) if part.stage == "parked" else "",
                lost_reason=part.reason,
                lost_note=self._say(part.say) if part.stage == "lost" else "",
                discarded_untried=int(part.stage == "lost" and all(event.kind == "move" for event in events)),
                won_amount=amount if part.stage == "client" else None,
                closed_on=self._day(since) if closed else None,
                work_starts=self._exact(7 - since) if part.stage == "client" else None,
                work_ends=self._exact(35 - since) if part.stage == "client" else None,
                created_at=self._instant(part.age, 0),
                updated_at=self._instant(events[-1].ago if events else part.age, len(events)),
            ),
        )

    def _moves(self, part: Part, opportunity: int, events: tuple[Event, ...]) -> None:
        self._put(
            StageMove,
            _move(
                opportunity_id=opportunity,
                from_stage_id=None,
                to_stage_id=self._stages["suspect"],
                moved_at=self._instant(part.age, 0),
                override_reason="",
                missing="[]",
            ),
        )
        former, met = "suspect", set[str]()
        for order, event in enumerate(events):
            if event.kind == "yes":
                met.add(event.what)
            if event.kind != "move":
                continue
            gate = event.what == "prospect" and bool(event.text.en)
            missing = [key for key in ("fit", "intent", "authority") if key not in met] if gate else []
            self._put(
                StageMove,
                _move(
                    opportunity_id=opportunity,
                    from_stage_id=self._stages[former],
                    to_stage_id=self._stages[event.what],
                    moved_at=self._instant(event.ago, order),
                    override_reason=self._say(event.text) if gate else "",
                    missing=json.dumps(missing),
                ),
            )
            former = event.what

    def _touch(self, event: Event, order: int, contact: int, opportunity: int) -> None:
        at = self._instant(event.ago, order)
        self._put(
            Touch,
            _touch(
                uid=self._uid(),
                contact_id=contact,
                opportunity_id=opportunity,
                happened_at=at,
                channel=event.what,
                direction=event.kind,
                gave=int(event.gave),
                note=self._say(event.text),
                created_at=at,
            ),
        )

    def _answer(self, event: Event, order: int, opportunity: int) -> None:
        self._put(
            Answer,
            _answer(
                uid=self._uid(),
                opportunity_id=opportunity,
                criterion_id=self._criteria[event.what],
                answer=event.kind,
                evidence=self._say(event.text),
                said_on=self._day(event.ago),
                created_at=self._instant(event.ago, order),
            ),
        )

    def _next_actions(self, part: Part, opportunity: int, events: tuple[Event, ...]) -> None:
        """The one that is planned, and those behind the messages already sent."""
        asked = self._phrases.next_steps["lead"]
        for order, event in enumerate(events):
            if event.kind == "out" and order and self._rng.random() < _PLANNED_BEFORE:
                text = next((text for channel, text in asked if channel == event.what), asked[0][1])
                done = _action(due_on=self._day(event.ago), state="done", ended_at=self._instant(event.ago, order))
                self._action(part, opportunity, (event.what, text), event.ago, done)
        if part.due is not None and part.stage not in {"parked", "lost"}:
            step = ("", part.what) if part.what.en else self._rng.choice(self._phrases.next_steps[part.stage])
            self._action(part, opportunity, step, -part.due, _action(due_on=self._exact(part.due)))

    def _action(self, part: Part, opportunity: int, step: tuple[str, Text], ago: int, more: NewRow) -> None:
        channel, what = step
        planned = ago + 4
        row = _action(
            uid=self._uid(),
            opportunity_id=opportunity,
            what=self._say(what),
            channel=channel,
            created_at=self._instant(min(part.age, max(1, planned)), 0),
        )
        row.update(more)
        self._put(NextAction, row)

    def _proposal(self, part: Part, opportunity: int, events: tuple[Event, ...]) -> None:
        sent = next(event.ago for event in events if event.what == "proposal")
        states = {"client": "accepted", "lost": "refused"}
        self._put(
            Proposal,
            _offer(
                uid=self._uid(),
                opportunity_id=opportunity,
                reference=f"D-{self._today.year}-{len(self.rows[Proposal]) + 11:03}",
                sent_on=self._day(sent),
                valid_until=self._day(sent - 30),
                state=states.get(part.stage, "sent"),
            ),
        )

    def _put(self, model: type[AnyRow], row: NewRow) -> int:
        """Add a row; returns its id."""
        rows = self.rows[model]
        row.setdefault(_UID, str(uuid5(NAMESPACE_OID, f"{model.__name__}/{len(rows)}")))
        rows.append(row)
        return len(rows)

    def _say(self, text: Text) -> str:
        return text.fr if self._language == "fr" else text.en

    def _uid(self) -> str:
        return str(UUID(int=self._rng.getrandbits(128), version=4))

    def _exact(self, ahead: int) -> str:
        return (self._today + timedelta(days=ahead)).isoformat()

    def _working_day(self, ago: int) -> date:
        """So many days ago, or the Friday before when that is a weekend; ahead, the Monday after."""
        day = self._today - timedelta(days=ago)
        rest = day.weekday() - 4
        if rest <= 0:
            return day
        return day - timedelta(days=rest) if ago > 0 else day + timedelta(days=3 - rest)

    def _day(self, ago: int) -> str:
        return self._working_day(ago).isoformat()

    def _instant(self, ago: int, order: int) -> str:
        """A working hour of that day; what comes later in a story comes later in the day."""
        hour = datetime.combine(self._working_day(ago), time(8)) + timedelta(minutes=21 * order)
        return hour.strftime("%Y-%m-%dT%H:%M:%SZ")


def _days_of(euros: int) -> int:
    """The days of work that make an amount at a rate in whole euros, the one nearest to the usual rate."""
    usual = _DAY_RATE // 100
    whole = (days for days in range(1, euros // usual * 2 + 2) if euros % days == 0)
    return min(whole, key=lambda days: abs(euros / days - usual))


def _slug(name: str) -> str:
    """A name as an address writes it."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in fold(name)).split())
