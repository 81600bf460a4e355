"""A month's end: what was won, what was lost and why, what worked, and three things to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from funneltui.domain.channels import CHANNELS
from funneltui.domain.insights.facts import Closed, Exchange, Lead, Lost, Planned
from funneltui.domain.insights.funnel import LOST, WIN_RATE, WON, WON_VALUE, decided_cells
from funneltui.domain.insights.losses import loss_tables
from funneltui.domain.insights.rates import FEW, Share
from funneltui.domain.insights.report import Behind, Cell, Column, Kind, Note, Report, Row, Table, added
from funneltui.domain.insights.sources import source_label
from funneltui.domain.text import with_capital
from funneltui.i18n import N_, translate, translate_plural

_SENTENCES = 3
_TWICE = 2


@dataclass(frozen=True, slots=True)
class MonthEndFacts:
    """What a month's end is told from.

    Attributes:
        closed: Deals won or lost in the month, by source and by why they were lost.
        reasons: The user's own names of loss reasons, by key.
        exchanges: Exchanges of the month.
        leads: Deals of the last twelve months, by source: what works is not told from one month.
        talk: Exchanges of the last twelve months.
        planned: Deals that want attention today.
        alarms: What the dry-spell radar and the price alarm say, if they warn.
    """

    closed: Sequence[Closed]
    reasons: Mapping[str, str | None]
    exchanges: Sequence[Exchange]
    leads: Sequence[Lead]
    talk: Sequence[Exchange]
    planned: Planned
    alarms: Sequence[Note]


def month_end(facts: MonthEndFacts) -> Report:
    """The report on a month that is over, or nearly."""
    decided = Table(
        "decided",
        N_("Won and lost"),
        "",
        (WON, LOST, WIN_RATE, WON_VALUE),
        (Row("decided", translate(N_("Decided")), decided_cells(facts.closed, Behind("closed"))),),
        N_("Deals that were won or lost in the period, by the day they were. A reopened deal is not decided."),
        single=True,
    )
    lost = [
        Lost(entry.reason, entry.source, "", 0, entry.currency, entry.deals, entry.amount)
        for entry in facts.closed
        if entry.kind == "lost"
    ]
    tables = (decided, loss_tables(lost, facts.reasons)[0], _sources(facts.closed), _channels(facts))
    return Report("month", N_("Month's end"), tables, tuple(_next(facts)))


def _sources(closed: Sequence[Closed]) -> Table:
    won = [entry for entry in closed if entry.kind == "won"]
    rows = []
    for source in sorted({entry.source for entry in won}):
        entries = [entry for entry in won if entry.source == source]
        behind = Behind("closed").narrowed(kind="won", source=source)
        cells = (
            Cell(sum(entry.deals for entry in entries), behind),
            Cell(added((entry.currency, entry.amount) for entry in entries), behind),
        )
        rows.append(Row(source, source_label(source), cells))
    rows.sort(key=_won_deals, reverse=True)
    return Table(
        "sources",
        N_("What worked: sources of won deals"),
        N_("Source"),
        (WON, WON_VALUE),
        tuple(rows),
        N_("Deals won in the period, by the source of their contact."),
    )


def _won_deals(row: Row) -> int:
    count = row.cells[0].value
    return count if isinstance(count, int) else 0


def _rate(row: Row) -> float:
    share = row.cells[1].value
    return share.part / share.whole if isinstance(share, Share) and share.whole else 0.0


def _channels(facts: MonthEndFacts) -> Table:
    rows = []
    for channel, name in CHANNELS.items():
        share = _answers(facts.exchanges, channel)
        if share.whole:
            behind = Behind("exchanges").narrowed(channel=channel, direction="out")
            cells = (Cell(share.whole, behind), Cell(share, behind.narrowed(answered=1)))
            rows.append(Row(channel, with_capital(translate(name)), cells))
    rows.sort(key=_rate, reverse=True)
    columns = (
        Column("out", N_("Outgoing"), Kind.COUNT, N_("Exchanges in the period that went out from you.")),
        Column("answer_rate", N_("Answer rate"), Kind.SHARE, N_("Answered exchanges among the outgoing ones.")),
    )
    return Table(
        "channels",
        N_("What worked: answers by channel"),
        N_("Channel"),
        columns,
        tuple(rows),
        N_("Outgoing exchanges of the period, and how many were answered by now."),
    )


def _answers(exchanges: Iterable[Exchange], channel: str) -> Share:
    out = [entry for entry in exchanges if entry.channel == channel and entry.direction == "out"]
    return Share(sum(entry.exchanges for entry in out if entry.answered), sum(entry.exchanges for entry in out))


def _next(facts: MonthEndFacts) -> list[Note]:
    """What to do next: three sentences at most, the most urgent first."""
    notes = [note for note in facts.alarms if note.warns]
    notes += _attention(facts.planned)
    notes += filter(None, (_best_source(facts.leads), _best_channel(facts.talk)))
    return notes[:_SENTENCES]


def _attention(planned: Planned) -> list[Note]:
    notes = []
    if planned.unplanned:
        text = translate_plural(
            "Plan the next action of {count} open deal.",
            "Plan the next action of {count} open deals.",
            planned.unplanned,
        )
        behind = Behind("open").narrowed(kind="open", planned=0)
        notes.append(Note("unplanned", text, translate(N_("A deal without a date gets forgotten.")), behind))
    if planned.idle:
        text = translate_plural(
            "Ask {count} idle deal for a yes or a no.",
            "Ask {count} idle deals for a yes or a no.",
            planned.idle,
        )
        reason = translate(N_("Nothing has happened for longer than their stage allows, and nothing is planned."))
        notes.append(Note("idle", text, reason, Behind("open").narrowed(idle=1)))
    if planned.waking:
        text = translate_plural(
            "Write to {count} person whose “not now” ends within a month.",
            "Write to {count} people whose “not now” ends within a month.",
            planned.waking,
        )
        notes.append(Note("waking", text, translate(N_("They asked for this moment.")), Behind("waking")))
    return notes


def _best_source(leads: Sequence[Lead]) -> Note | None:
    """The source to look at more, when it wins twice as often as the others together and there is enough to tell."""
    shares = {}
    for source in {lead.source for lead in leads if lead.source}:
        shares[source] = _wins(lead for lead in leads if lead.source == source)
    known = {source: share for source, share in shares.items() if share.whole >= FEW and share.part}
    if not known:
        return None
    best = max(known, key=lambda source: (known[source].part / known[source].whole, source))
    others = _wins(lead for lead in leads if lead.source != best)
    ours = known[best]
    if others.whole < FEW or ours.part * others.whole < _TWICE * others.part * ours.whole:
        return None
    text = translate(N_("Look for more people through {source}.")).format(source=best)
    words = N_("In twelve months it won {share}, the other sources {others}.")
    reason = translate(words).format(share=ours.words, others=others.words)
    return Note("best_source", text, reason, Behind("year").narrowed(source=best, kind="won"))


def _wins(leads: Iterable[Lead]) -> Share:
    decided = [lead for lead in leads if lead.kind in {"won", "lost"}]
    won = sum(lead.deals for lead in decided if lead.kind == "won")
    return Share(won, sum(lead.deals for lead in decided))


def _best_channel(talk: Sequence[Exchange]) -> Note | None:
    """The channel that is answered twice as often as the one used most, when there is enough to tell."""
    shares = {channel: _answers(talk, channel) for channel in CHANNELS}
    known = {channel: share for channel, share in shares.items() if share.whole >= FEW}
    if len(known) < _TWICE:
        return None
    most = max(known, key=lambda channel: known[channel].whole)
    best = max(known, key=lambda channel: known[channel].part / known[channel].whole)
    ours, usual = known[best], known[most]
    if not ours.part or ours.part * usual.whole < _TWICE * usual.part * ours.whole:
        return None
    text = translate(N_("Try {channel} more often than {usual}.")).format(
        channel=translate(CHANNELS[best]), usual=translate(CHANNELS[most])
    )
    words = N_("In twelve months {share} were answered, of the other {others}.")
    reason = translate(words).format(share=ours.words, others=usual.words)
    return Note("best_channel", text, reason, Behind("year_exchanges").narrowed(channel=best, answered=1))
