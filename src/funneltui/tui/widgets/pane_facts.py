"""The upper part of the contact pane: who it is, what is next, how it stands, what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from funneltui.clock import local_time
from funneltui.domain.days import short_day
from funneltui.domain.due import lateness
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.qualification import (
    criterion_name,
    criterion_next_question,
    next_best,
    not_the_decider,
    score,
    verdict,
)
from funneltui.domain.stages import LIVE_KINDS, stage_name
from funneltui.i18n import translate as _
from funneltui.i18n import translate_plural
from funneltui.storage.reads.contact import ContactDetail, OpportunityDetail
from funneltui.tui.looks import format as fmt
from funneltui.tui.looks.words import (
    BUYER_STEP_NAMES,
    CHANNEL_NAMES,
    FIELD_NAMES,
    LANGUAGE_NAMES,
    MARKET_NAMES,
    PROPOSAL_NAMES,
    ROLE_NAMES,
)
from funneltui.tui.widgets.pane_lines import Lines, Piece

__all__ = ["Look", "facts", "local_day", "person_facts"]


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


def local_day(instant: str) -> date:
    """The local day of a stored instant."""
    return local_time(instant).date()


def facts(
    lines: Lines, one: OpportunityDetail, look: Look, temperature: tuple[str, str, str], advice: str = ""
) -> None:
    """Write what is known of an opportunity and its contact.

    Args:
        lines: Where to.
        one: What is known.
        look: How to draw it.
        temperature: Its level in code, the level in words, the reasons in words.
        advice: What to do about a silence.
    """
    level, level_words, reasons = temperature
    lines.ends(one.name, "name", f"{look.signs[level]} {level_words}", level)
    _who(lines, one, look)
    _next(lines, one, look)
    _stage(lines, one, look)
    if advice:
        lines.fact(_("Advice"), ("text", advice))
    _value(lines, one, look)
    _brought_in(lines, one, look)
    _qualification(lines, one)
    if reasons:
        lines.fact(_capital(_("Why {level}").format(level=level_words)), ("text", reasons))
    _details(lines, one, look)
    _notes(lines, one.details, one.note)
    _others(lines, one, look)
    _origin(lines, one, look)


def person_facts(lines: Lines, one: ContactDetail, look: Look, deal_key: str) -> None:
    """Write what is known of somebody with whom there is no opportunity.

    Args:
        lines: Where to.
        one: What is known.
        look: How to draw it.
        deal_key: The key that opens an opportunity.
    """
    lines.text("name", one.name)
    _who(lines, one, look)
    lines.fact(_("Deal"), ("faint", _("none yet: {key} adds one").format(key=deal_key)))
    _brought_in(lines, one, look)
    _tags(lines, one.contact_tags)
    _notes(lines, one.note)
    _others(lines, one, look)
    _origin(lines, one, look)


def _who(lines: Lines, one: ContactDetail, look: Look) -> None:
    """What they do where, and how to reach them."""
    who = " · ".join(filter(None, (one.job_title, one.organization)))
    if who:
        lines.text("text", who)
    if one.binned:
        lines.text("problem", _("In the bin"))
    _ways(lines, one, look)
    lines.blank()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ways(lines: Lines, one: ContactDetail, look: Look) -> None:
    labels = {"email": _("E-mail"), "phone": _("Phone"), "link": _("Link")}
    lines.blank()
    for way in one.ways:
        pieces: list[Piece] = [("way", way.value)]
        if way.label:
            pieces.append(("faint", f"  {way.label}"))
        label = labels.pop(way.kind, "")
        if lines.is_narrow:  # an address says by itself what it is, and is not to be broken
            lines.flow((), 0, *pieces)
        else:
            lines.fact(label, *pieces)
    if one.address:
        lines.fact(_("Address"), ("text", one.address))
    if one.language:
        lines.fact(_("Language"), ("text", _(LANGUAGE_NAMES[one.language])))
    if one.market == "b2c":  # to whom a message may be written without their yes differs (DOMAIN 6)
        lines.fact(_("Type"), ("text", _(MARKET_NAMES[one.market])))
    if one.opposed:
        words = _("Do not contact: no messages, no calls")
        lines.fact("", ("problem", f"{look.signs['opposed']} {words}"))
    elif one.opposed_channels:
        names = ", ".join(_(CHANNEL_NAMES.get(channel, channel)) for channel in one.opposed_channels)
        words = _("Do not contact by: {channels}").format(channels=names)
        lines.fact("", ("problem", f"{look.signs['opposed']} {words}"))


def _next(lines: Lines, one: OpportunityDetail, look: Look) -> None:
    if one.kind == "parked":
        until = look.day(one.parked_until) if one.parked_until else "?"
        lines.fact(_("Not now"), ("today", _("until {day}").format(day=until)))
        if one.parked_why:
            lines.fact(_("Reason"), ("text", one.parked_why))
        if one.parked_say:
            lines.fact(_("Talking points"), ("text", one.parked_say))
        if one.due_on is None:
            return
    if one.kind == "lost":
        why = loss_reason_name(one.lost_reason, one.lost_name) if one.lost_reason else "?"
        when = look.day(one.closed_on) if one.closed_on else ""
        lines.fact(_("Lost"), ("overdue", why), ("faint", f"  {when}"))
        if one.lost_note:
            lines.fact("", ("text", one.lost_note))
        if one.discarded_untried:
            lines.fact("", ("faint", _("discarded untried")))
        return
    if one.kind == "won" and one.due_on is None:
        return
    late = lateness(one.due_on, look.today)
    words = f"{look.signs[late.kind.value]} {late.words}"
    if one.due_time and late.kind.value != "overdue":
        words += f" {one.due_time}"
    pieces: list[Piece] = [(late.kind.value, words)]
    if one.what:
        pieces.append(("text", f"  {one.what}"))
    if one.channel:
        pieces.append(("faint", f"  ({_(CHANNEL_NAMES[one.channel])})"))
    lines.fact(_("Next action"), *pieces)


def _stage(lines: Lines, one: OpportunityDetail, look: Look) -> None:
    days = (look.today - local_day(one.stage_since)).days
    since = translate_plural("for {count} day", "for {count} days", days) if days > 0 else _("since today")
    pieces: list[Piece] = [("strong", stage_name(one.stage_key, one.stage_name)), ("faint", f"  {since}")]
    if one.unanswered:
        count = translate_plural("{count} unanswered", "{count} unanswered", one.unanswered)
        pieces.append(("today", f"  {count}"))
    lines.fact(_("Stage"), *pieces)


def _value(lines: Lines, one: OpportunityDetail, look: Look) -> None:
    pieces: list[Piece] = []
    if one.title:
        pieces.append(("text", one.title))
    amount = one.amount if one.won_amount is None else one.won_amount
    if amount is not None:
        gap = "  " if pieces else ""
        pieces.append(("strong", f"{gap}{look.money(amount, one.currency)}"))
    if one.daily_rate is not None and one.half_days is not None:
        rate = _("{days} d × {rate}").format(
            days=f"{one.half_days / 2:g}", rate=look.money(one.daily_rate, one.currency)
        )
        pieces.append(("faint", f"  {rate}"))
    if one.kind == "won" and one.closed_on:
        pieces.append(("faint", "  " + _("won {day}").format(day=look.day(one.closed_on))))
    if pieces:
        lines.fact(_("Deal"), *pieces)


def _brought_in(lines: Lines, one: ContactDetail, look: Look) -> None:
    """What the contact has brought in with every deal, and year by year."""
    if not one.won:
        return
    sums: dict[str, int] = {}
    years: dict[str, dict[str, int]] = {}
    for part in one.won:
        for totals in (sums, years.setdefault(part.year, {})):
            totals[part.currency] = totals.get(part.currency, 0) + part.amount
    count = sum(part.deals for part in one.won)
    deals = translate_plural("in one deal", "in {count} deals", count)
    pieces: list[Piece] = [("strong", fmt.amounts(sums, ascii_only=look.ascii_only)), ("faint", f"  {deals}")]
    if len(years) > 1:
        by_year = (f"{year or '?'} {fmt.amounts(totals, ascii_only=look.ascii_only)}" for year, totals in years.items())
        pieces.append(("faint", "  " + " · ".join(by_year)))
    lines.fact(_("Total won"), *pieces)


def _qualification(lines: Lines, one: OpportunityDetail) -> None:
    answers = {line.key: line.answer for line in one.criteria}
    grid = {line.key: line.weight for line in one.criteria}
    if not grid:
        return
    required = [line.key for line in one.criteria if line.required]
    total = score(answers, grid)
    lines.fact(
        _("Score"), ("strong", f"{total.yes}/{len(grid)}"), ("faint", f"  {verdict(answers, grid, required).words}")
    )
    if one.kind not in {"suspect", "open", "parked"}:
        return
    missing = [line for line in one.criteria if line.required and line.answer != "yes"]
    if missing and total.unknown < len(grid):
        names = ", ".join(criterion_name(line.key, line.name) for line in missing)
        lines.fact("", ("text", _("missing: {criteria}").format(criteria=names)))
    ask = next_best(answers, grid, required)
    question = next((criterion_next_question(line.key, line.question) for line in one.criteria if line.key == ask), "")
    if question:
        lines.fact("", ("faint", _("ask: “{question}”").format(question=question)))


def _details(lines: Lines, one: OpportunityDetail, look: Look) -> None:
    for proposal in one.proposals:
        pieces: list[Piece] = [("text", _(PROPOSAL_NAMES[proposal.state]))]
        if proposal.reference:
            pieces.append(("text", f"  {proposal.reference}"))
        if proposal.valid_until:
            pieces.append(("faint", "  " + _("valid until {day}").format(day=look.day(proposal.valid_until))))
        lines.fact(_("Proposal"), *pieces)
    if one.contact_reason:
        lines.fact(_("Contact reason"), ("text", one.contact_reason))
    if one.buyer_step:
        lines.fact(_("Buyer"), ("text", _(BUYER_STEP_NAMES[one.buyer_step])))
    if one.expected_close:
        words = _("expected {day}").format(day=look.day(one.expected_close))
        if one.kind in LIVE_KINDS and one.expected_close < look.today.isoformat():
            lines.fact(_("Closing"), ("overdue", f"{look.signs['overdue']} {words}"))
        else:
            lines.fact(_("Closing"), ("text", words))
    if one.promotion_code or one.promotion_until:
        until = _("until {day}").format(day=look.day(one.promotion_until)) if one.promotion_until else ""
        lines.fact(_(FIELD_NAMES["promotion_code"]), ("text", one.promotion_code), ("faint", f"  {until}".rstrip()))
    _tags(lines, one.tags, one.contact_tags)
    answers = {line.key: line.answer for line in one.criteria}
    if not_the_decider(answers) and not any(person.role == "decider" for person in one.roles):
        words = _("not this contact: {key} to add the decision-maker").format(key=look.roles_key)
        lines.fact(_("Decision-maker"), ("today", words))
    for person in one.roles:
        lines.fact(_(ROLE_NAMES[person.role]), ("text", " · ".join(filter(None, (person.name, person.job_title)))))


def _tags(lines: Lines, *tags: Iterable[str]) -> None:
    """Tags of whatever, each once."""
    if shown := dict.fromkeys(chain(*tags)):
        lines.fact(_("Tags"), ("tag", " · ".join(shown)))


def _notes(lines: Lines, *notes: str) -> None:
    for note in notes:
        if note.strip():
            lines.fact(_("Note"), ("text", note.strip()))


def _organization(lines: Lines, one: ContactDetail, look: Look) -> None:
    """What is known of where they work; nothing when its name is all."""
    company = one.company
    if company is None:
        return
    numbers = {name: fmt.company_number(getattr(company, name)) for name in ("siren", "siret")}
    if numbers["siret"]:
        numbers.pop("siren")  # it begins with it
    texts = {
        "website": company.website,
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


def _others(lines: Lines, one: ContactDetail, look: Look) -> None:
    if one.others:
        lines.rule(_("Other deals"), look.signs["rule"])
        for other in one.others:
            pieces: list[Piece] = [("text", stage_name(other.stage_key, other.stage_name))]
            if other.closed_on:
                pieces.append(("faint", f" {look.day(other.closed_on)}"))
            if other.title:
                pieces.append(("text", f"  {other.title}"))
            if other.amount is not None:
                pieces.append(("strong", f"  {look.money(other.amount, other.currency)}"))
            lines.flow((), 0, *pieces)
    _organization(lines, one, look)
    if one.colleagues:
        lines.rule(_("Also at {organization}").format(organization=one.organization), look.signs["rule"])
        for person in one.colleagues:
            lines.flow((), 0, ("text", person.name), ("faint", f"  {person.job_title}" if person.job_title else ""))
        more = one.colleague_count - len(one.colleagues)
        if more > 0:
            lines.flow((), 0, ("faint", translate_plural("and {count} more", "and {count} more", more)))


def _origin(lines: Lines, one: ContactDetail, look: Look) -> None:
    lines.blank()
    pieces: list[Piece] = [("text", one.source)] if one.source else []
    if one.source_on:
        pieces.append(("faint", f"  {look.day(one.source_on)}"))
    if one.source_detail:
        pieces.append(("text", f"  {one.source_detail}"))
    if one.introduced_by:
        pieces.append(("text", "  " + _("introduced by {name}").format(name=one.introduced_by)))
    if pieces:
        lines.fact(_("Source"), *pieces)
    informed = (
        _("source disclosed on {day}").format(day=look.day(one.informed_on))
        if one.informed_on
        else _("source not disclosed yet")
    )
    lines.fact(_("Privacy"), ("faint", informed))
