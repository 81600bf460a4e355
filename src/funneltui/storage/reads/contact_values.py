"""What is known of one deal and its contact, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.domain.qualification import criterion_name, criterion_question, not_the_decider


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach a contact."""

    kind: str
    """`email`, `phone` or `link`."""
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the qualification grid, as it stands on this deal."""

    key: str
    name: str | None
    """The user's own name for it; None: the built-in one."""
    question: str | None
    weight: int
    required: bool
    """Whether some stage asks for it on entry."""
    answer: str
    """`yes`, `no` or `unknown`."""
    evidence: str
    said_on: str | None
    said_by: str

    @property
    def called(self) -> str:
        """Its name in the language in force."""
        return criterion_name(self.key, self.name)

    @property
    def asks(self) -> str:
        """Its question in the language in force; empty for none."""
        return criterion_question(self.key, self.question)


@dataclass(frozen=True, slots=True)
class Other:
    """Another deal of the same contact."""

    id: int
    title: str
    stage_key: str
    stage_name: str | None
    kind: str
    amount: int | None
    """What it is worth, or brought in when it is won: minor units of `currency`."""
    currency: str
    closed_on: str | None


@dataclass(frozen=True, slots=True)
class Won:
    """What a contact's won deals brought in during a year, in one currency."""

    year: str
    currency: str
    amount: int
    deals: int


@dataclass(frozen=True, slots=True)
class Organization:
    """Where a contact works; empty texts for what is not known."""

    id: int
    name: str
    website: str
    sector: str
    siren: str
    siret: str
    vat_number: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody else: a colleague, or another person on this deal."""

    contact_id: int
    name: str
    job_title: str
    role: str = ""
    """`decider`, `influencer`, `user`, `gatekeeper`; empty for a colleague."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer made for this deal."""

    id: int
    reference: str
    state: str
    sent_on: str | None
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """One contact as stored, whether or not there is a deal with them."""

    contact_id: int
    name: str
    given_name: str
    family_name: str
    job_title: str
    organization: str
    address: str
    language: str
    market: str
    note: str
    source: str
    source_on: str | None
    source_detail: str
    introduced_by: str
    opposed: bool
    opposed_channels: tuple[str, ...]
    informed_on: str | None
    contact_tags: tuple[str, ...]
    binned: bool
    """Whether it is in the bin, or its deal."""
    ways: tuple[Way, ...]
    others: tuple[Other, ...]
    """The contact's deals, or the other ones."""
    colleagues: tuple[Person, ...]
    """The first others of the organization."""
    colleague_count: int
    """How many others there are."""
    company: Organization | None
    """The organization; None: they have none."""
    won: tuple[Won, ...]
    """What all their deals brought in, the earliest year first."""


@dataclass(frozen=True, slots=True)
class OpportunityDetail(ContactDetail):
    """One deal with its contact, as stored: days, instants, amounts in minor units."""

    id: int
    title: str
    stage_key: str
    stage_name: str | None
    kind: str
    idle_days: int
    probability: int
    """Of a sale from this stage, in percent."""
    stage_since: str
    amount: int | None
    won_amount: int | None
    currency: str
    daily_rate: int | None
    half_days: int | None
    contact_reason: str
    buyer_step: str
    expected_close: str | None
    tags: tuple[str, ...]
    details: str
    """The deal's own note."""
    due_on: str | None
    due_time: str | None
    what: str
    channel: str
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
    parked_until: str | None
    parked_why: str
    parked_say: str
    lost_reason: str
    lost_name: str | None
    lost_note: str
    discarded_untried: bool
    closed_on: str | None
    promotion_code: str
    promotion_until: str | None
    work_starts: str | None
    work_ends: str | None
    files: tuple[str, ...]
    """Paths and links of what belongs to it."""
    created_at: str
    criteria: tuple[Criterion, ...]
    proposals: tuple[Proposal, ...]
    roles: tuple[Person, ...]

    @property
    def answers(self) -> dict[str, str]:
        """What the grid's criteria are answered with, by key."""
        return {criterion.key: criterion.answer for criterion in self.criteria}

    @property
    def weights(self) -> dict[str, int]:
        """What a yes to each of them counts, by key."""
        return {criterion.key: criterion.weight for criterion in self.criteria}

    @property
    def lacks_decider(self) -> bool:
        """Whether somebody else decides, who is not known yet."""
        return not_the_decider(self.answers) and not any(person.role == "decider" for person in self.roles)

    @property
    def worth(self) -> int | None:
        """What it brought in, before that what it may."""
        return self.amount if self.won_amount is None else self.won_amount
