"""The upper part of the contact pane: who it is, what is next, how it stands, what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from funneltui.clock import local_time
from funneltui.domain.channels import CHANNELS
from funneltui.domain.days import at_time, short_day
from funneltui.domain.due import lateness
from funneltui.domain.field_names import BUYER_STEP_NAMES, FIELD_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.offers import OFFER_STATES
from funneltui.domain.privacy import inform_by, owes_source
from funneltui.domain.qualification import (
    criterion_next_question,
    next_best,
    score,
    verdict,
)
from funneltui.domain.roles import ROLES
from funneltui.domain.stages import LIVE_KINDS, stage_name
from funneltui.domain.text import with_capital
from funneltui.i18n import translate as _, translate_plural
from funneltui.storage.reads.contact_values import ContactDetail, OpportunityDetail
from funneltui.tui.looks import format as fmt
from funneltui.tui.widgets.pane_lines import Lines, Piece


@dataclass(frozen=True, slots=True)
class Look:
    """How the pane draws: the day, the signs, and whether only ASCII is allowed."""

    today: date
    signs: Mapping[str, str]
    ascii_only: bool
    roles_key: str = ""
    """The key that says who else decides."""

    def money(self, minor: int, currency: str) -> str:
        """An amount in full."""
        return fmt.money(minor, currency, ascii_only=self.ascii_only).replace(" ", "\N{NO-BREAK SPACE}")

    def day(self, stored: str) -> str:
        """A stored day."""
        return short_day(date.fromisoformat(stored), self.today)


def facts(
    lines: Lines, deal: OpportunityDetail, look: Look, temperature: tuple[str, str, str], advice: str = ""
) -> None:
    """Write what is known of a deal and its contact.

    Args:
        lines: Where to.
        deal: What is known.
        look: How to draw it.
        temperature: Its level in code, the level in words, the reasons in words.
        advice: What to do about a silence.
    """
    level, level_words, reasons = temperature
    lines.ends(deal.name, "name", f"{look.signs[level]} {level_words}", level)
    _who(lines, deal, look)
    _next(lines, deal, look)
    _stage(lines, deal, look)
    lines.fact(_("Advice"), ("text", advice))
    _value(lines, deal, look)
    _brought_in(lines, deal, look)
    _qualification(lines, deal)
    lines.fact(with_capital(_("Why {level}").format(level=level_words)), ("text", reasons))
    _details(lines, deal, look)
    _note(lines, _("Deal note"), deal.details)
    _note(lines, _("Note"), deal.note)
    _others(lines, deal, look)
    _origin(lines, deal, look)


def person_facts(lines: Lines, contact: ContactDetail, look: Look, deal_key: str) -> None:
    """Write what is known of somebody with whom there is no deal.

    Args:
        lines: Where to.
        contact: What is known.
        look: How to draw it.
        deal_key: The key that opens a deal.
    """
    lines.text("name", contact.name)
    _who(lines, contact, look)
    lines.fact(_("Deal"), ("faint", _("none yet: {key} adds one").format(key=deal_key)))
    _brought_in(lines, contact, look)
    _tags(lines, contact.contact_tags)
    _note(lines, _("Note"), contact.note)
    _others(lines, contact, look)
    _origin(lines, contact, look)


def _who(lines: Lines, contact: ContactDetail, look: Look) -> None:
    """What they do where, and how to reach them."""
    who = " · ".join(filter(None, (contact.job_title, contact.organization)))
    if who:
        lines.text("text", who)
    if contact.binned:
        lines.text("problem", _("In the bin"))
    _ways(lines, contact, look)
    lines.blank()


def _ways(lines: Lines, contact: ContactDetail, look: Look) -> None:
    labels = {"email": _("E-mail"), "phone": _("Phone"), "link": _("Link")}
    lines.blank()
    for way in contact.ways:
        pieces: list[Piece] = [("way", way.value)]
        if way.label:
            pieces.append(("faint", f"  {way.label}"))
        label = labels.pop(way.kind, "")
        if lines.is_narrow:  # an address says by itself what it is, and is not to be broken
            lines.flow((), 0, *pieces)
        else:
            lines.fact(label, *pieces)
    lines.fact(_("Address"), ("text", contact.address))
    if contact.language:
        lines.fact(_("Language"), ("text", _(LANGUAGE_NAMES[contact.language])))
    if contact.market == "b2c":  # who is to be asked before a message is sent
        lines.fact(_("Type"), ("text", _(MARKET_NAMES[contact.market])))
    if contact.opposed:
        words = _("Do not contact: no messages, no calls")
        lines.fact("", ("problem", f"{look.signs['opposed']} {words}"))
    elif contact.opposed_channels:
        names = ", ".join(_(CHANNELS.get(channel, channel)) for channel in contact.opposed_channels)
        words = _("Do not contact by: {channels}").format(channels=names)
        lines.fact("", ("problem", f"{look.signs['opposed']} {words}"))


def _next(lines: Lines, deal: OpportunityDetail, look: Look) -> None:
    if deal.kind == "parked":
        until = look.day(deal.parked_until) if deal.parked_until else "?"
        lines.fact(_("Not now"), ("today", _("until {day}").format(day=until)))
        lines.fact(_("Reason"), ("text", deal.parked_why))
        lines.fact(_("Talking points"), ("text", deal.parked_say))
        if deal.due_on is None:
            return
    if deal.kind == "lost":
        why = loss_reason_name(deal.lost_reason, deal.lost_name) if deal.lost_reason else "?"
        when = look.day(deal.closed_on) if deal.closed_on else ""
        lines.fact(_("Lost"), ("overdue", why), ("faint", f"  {when}"))
        lines.fact("", ("text", deal.lost_note))
        if deal.discarded_untried:
            lines.fact("", ("faint", _("discarded untried")))
        return
    if deal.kind == "won" and deal.due_on is None:
        return
    late = lateness(deal.due_on, look.today)
    words = f"{look.signs[late.kind.value]} {late.words}"
    if deal.due_time and late.kind.value != "overdue":
        words += f" {at_time(deal.due_time)}"
    pieces: list[Piece] = [(late.kind.value, words)]
    if deal.what:
        pieces.append(("text", f"  {deal.what}"))
    if deal.channel:
        pieces.append(("faint", f"  ({_(CHANNELS[deal.channel])})"))
    lines.fact(_("Next action"), *pieces)


def _stage(lines: Lines, deal: OpportunityDetail, look: Look) -> None:
    days = (look.today - local_time(deal.stage_since).date()).days
    since = translate_plural("for {count} day", "for {count} days", days) if days > 0 else _("since today")
    pieces: list[Piece] = [("strong", stage_name(deal.stage_key, deal.stage_name)), ("faint", f"  {since}")]
    if deal.unanswered:
        count = translate_plural("{count} unanswered", "{count} unanswered", deal.unanswered)
        pieces.append(("today", f"  {count}"))
    lines.fact(_("Stage"), *pieces)


def _value(lines: Lines, deal: OpportunityDetail, look: Look) -> None:
    pieces: list[Piece] = []
    if deal.title:
        pieces.append(("text", deal.title))
    if deal.worth is not None:
        gap = "  " if pieces else ""
        pieces.append(("strong", f"{gap}{look.money(deal.worth, deal.currency)}"))
    if deal.daily_rate is not None and deal.half_days is not None:
        rate = _("{days} d × {rate}").format(
            days=f"{deal.half_days / 2:g}", rate=look.money(deal.daily_rate, deal.currency)
        )
        pieces.append(("faint", f"  {rate}"))
    if deal.kind == "won" and deal.closed_on:
        pieces.append(("faint", "  " + _("won {day}").format(day=look.day(deal.closed_on))))
    lines.fact(_("Deal"), *pieces)


def _brought_in(lines: Lines, contact: ContactDetail, look: Look) -> None:
    """What the contact has brought in with every deal, and year by year."""
    if not contact.won:
        return
    sums: dict[str, int] = {}
    years: dict[str, dict[str, int]] = {}
    for sold in contact.won:
        for totals in (sums, years.setdefault(sold.year, {})):
            totals[sold.currency] = totals.get(sold.currency, 0) + sold.amount
    count = sum(sold.deals for sold in contact.won)
    deals = translate_plural("in one deal", "in {count} deals", count)
    pieces: list[Piece] = [("strong", fmt.amounts(sums, ascii_only=look.ascii_only)), ("faint", f"  {deals}")]
    if len(years) > 1:
        by_year = (f"{year or '?'} {fmt.amounts(totals, ascii_only=look.ascii_only)}" for year, totals in years.items())
        pieces.append(("faint", "  " + " · ".join(by_year)))
    lines.fact(_("Total won"), *pieces)


def _qualification(lines: Lines, deal: OpportunityDetail) -> None:
    answers, grid = deal.answers, deal.weights
    if not grid:
        return
    required = [criterion.key for criterion in deal.criteria if criterion.required]
    total = score(answers, grid)
    figure: Piece = ("strong", f"{total.yes}/{len(grid)}")
    if deal.kind not in {"suspect", "open", "parked"}:  # decided: whether it was qualified no longer matters
        lines.fact(_("Score"), figure)
        return
    lines.fact(_("Score"), figure, ("faint", f"  {verdict(answers, grid, required).words}"))
    missing = [criterion for criterion in deal.criteria if criterion.required and criterion.answer != "yes"]
    if missing and total.unknown < len(grid):
        names = ", ".join(criterion.called for criterion in missing)
        lines.fact("", ("text", _("missing: {criteria}").format(criteria=names)))
    ask = next_best(answers, grid, required)
    asked = next((criterion for criterion in deal.criteria if criterion.key == ask), None)
    question = criterion_next_question(asked.key, asked.question) if asked else ""
    if question:
        lines.fact("", ("faint", _("ask: “{question}”").format(question=question)))


def _details(lines: Lines, deal: OpportunityDetail, look: Look) -> None:
    for proposal in deal.proposals:
        pieces: list[Piece] = [("text", _(OFFER_STATES[proposal.state]))]
        if proposal.reference:
            pieces.append(("text", f"  {proposal.reference}"))
        if proposal.valid_until:
            pieces.append(("faint", "  " + _("valid until {day}").format(day=look.day(proposal.valid_until))))
        lines.fact(_("Proposal"), *pieces)
    lines.fact(_("Contact reason"), ("text", deal.contact_reason))
    if deal.buyer_step:
        lines.fact(_("Buyer"), ("text", _(BUYER_STEP_NAMES[deal.buyer_step])))
    if deal.expected_close:
        words = _("expected {day}").format(day=look.day(deal.expected_close))
        if deal.kind in LIVE_KINDS and deal.expected_close < look.today.isoformat():
            lines.fact(_("Closing"), ("overdue", f"{look.signs['overdue']} {words}"))
        else:
            lines.fact(_("Closing"), ("text", words))
    if deal.promotion_code or deal.promotion_until:
        until = _("until {day}").format(day=look.day(deal.promotion_until)) if deal.promotion_until else ""
        lines.fact(_(FIELD_NAMES["promotion_code"]), ("text", deal.promotion_code), ("faint", f"  {until}".rstrip()))
    lines.fact(_("Work"), ("text", _period(deal.work_starts, deal.work_ends, look)))
    files = FIELD_NAMES["files"]
    for place, file in enumerate(deal.files):
        lines.fact("" if place else _(files), ("way", file))
    _tags(lines, deal.tags, deal.contact_tags)
    if deal.lacks_decider:
        words = _("not this contact: {key} to add the decision-maker").format(key=look.roles_key)
        lines.fact(_("Decision-maker"), ("today", words))
    for person in deal.roles:
        lines.fact(
            with_capital(_(ROLES[person.role])), ("text", " · ".join(filter(None, (person.name, person.job_title))))
        )


def _period(starts: str | None, ends: str | None, look: Look) -> str:
    if starts and ends:
        return f"{look.day(starts)} – {look.day(ends)}"
    words, day = (_("from {day}"), starts) if starts else (_("until {day}"), ends)
    return words.format(day=look.day(day)) if day else ""


def _tags(lines: Lines, *tags: Iterable[str]) -> None:
    """Tags of whatever, each once."""
    lines.fact(_("Tags"), ("tag", " · ".join(dict.fromkeys(chain(*tags)))))


def _note(lines: Lines, label: str, note: str) -> None:
    lines.fact(label, ("text", note.strip()))


def _organization(lines: Lines, contact: ContactDetail, look: Look) -> None:
    """What is known of where they work; nothing when its name is all."""
    company = contact.company
    if company is None:
        return
    numbers = {name: fmt.company_number(getattr(company, name)) for name in ("siren", "siret")}
    if numbers["siret"]:
        numbers.pop("siren")  # it begins with it
    texts = {
        "website": company.website.removeprefix("https://").rstrip("/"),
        "sector": company.sector,
        **numbers,
        "vat_number": company.vat_number,
        "address": company.address,
        "note": company.note.strip(),
    }
    known = {name: text for name, text in texts.items() if text}
    if known:
        lines.rule(company.name, look.signs["rule"])
    for name, text in known.items():
        lines.fact(_(FIELD_NAMES[name]), ("way" if name == "website" else "text", text))


def _others(lines: Lines, contact: ContactDetail, look: Look) -> None:
    if contact.others:
        lines.rule(_("Other deals"), look.signs["rule"])
        for other in contact.others:
            pieces: list[Piece] = [("text", stage_name(other.stage_key, other.stage_name))]
            if other.closed_on:
                pieces.append(("faint", f" {look.day(other.closed_on)}"))
            if other.title:
                pieces.append(("text", f"  {other.title}"))
            if other.amount is not None:
                pieces.append(("strong", f"  {look.money(other.amount, other.currency)}"))
            lines.flow((), 0, *pieces)
    _organization(lines, contact, look)
    if contact.colleagues:
        lines.rule(_("Also at {organization}").format(organization=contact.organization), look.signs["rule"])
        for person in contact.colleagues:
            lines.flow((), 0, ("text", person.name), ("faint", f"  {person.job_title}" if person.job_title else ""))
        more = contact.colleague_count - len(contact.colleagues)
        if more > 0:
            lines.flow((), 0, ("faint", translate_plural("and {count} more", "and {count} more", more)))


def _origin(lines: Lines, contact: ContactDetail, look: Look) -> None:
    lines.blank()
    pieces: list[Piece] = [("text", contact.source)] if contact.source else []
    if contact.source_on:
        pieces.append(("faint", f"  {look.day(contact.source_on)}"))
    if contact.source_detail:
        pieces.append(("text", f"  {contact.source_detail}"))
    if contact.introduced_by:
        pieces.append(("text", "  " + _("introduced by {name}").format(name=contact.introduced_by)))
    lines.fact(_("Source"), *pieces)
    lines.fact(_("Privacy"), *_disclosure(contact, look))


def _disclosure(contact: ContactDetail, look: Look) -> Iterable[Piece]:
    """Whether they know where one has their data from; nothing of who gave them, or has no source."""
    if contact.informed_on:
        yield "faint", _("source disclosed on {day}").format(day=look.day(contact.informed_on))
        return
    deal = contact if isinstance(contact, OpportunityDetail) else None
    wrote = deal is not None and deal.last_in_at is not None
    if not owes_source(contact.source, contact.informed_on, opposed=contact.opposed, wrote=wrote):
        return
    if deal is None or deal.kind in {"won", "lost"} or not contact.source_on:
        yield "faint", _("source not disclosed yet")
        return
    by = inform_by(date.fromisoformat(contact.source_on))
    words = _("disclose source by {day}").format(day=short_day(by, look.today))
    yield ("overdue", f"{look.signs['overdue']} {words}") if by < look.today else ("faint", words)
