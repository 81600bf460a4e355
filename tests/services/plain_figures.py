"""The figures of reports, reckoned from an exported JSON file in the plainest way there is: one deal at a time."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from funneltui.domain.insights.scope import Scope

Row = dict[str, Any]


def local(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone().date()


@dataclass
class Deal:
    """One deal with everything around it."""

    row: Row
    contact: Row
    stage: Row
    segment: str
    moves: list[Row] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.stage["kind"])

    @property
    def amount(self) -> int:
        return int((self.row["amount"] if self.row["won_amount"] is None else self.row["won_amount"]) or 0)

    @property
    def came_in(self) -> date:
        return local(self.row["created_at"])

    def day_of(self, number: int) -> date:
        """The day of a move: that of the last one of a closed deal is the day it was closed."""
        if number == len(self.moves) - 1 and self.row["closed_on"]:
            return date.fromisoformat(self.row["closed_on"])
        return local(self.moves[number]["moved_at"])


class Figures:
    """All of it, from one exported file."""

    def __init__(self, path: Path, today: date) -> None:
        tables = json.loads(path.read_text("utf-8"))["tables"]
        self.today = today
        self.stages = {row["id"]: row for row in tables["stage"]}
        self.touches = tables["touch"]
        self.contacts = {row["id"]: row for row in tables["contact"] if row["binned_at"] is None}
        sectors = {row["id"]: row["sector"] for row in tables["organization"]}
        self.all = {}
        for row in tables["opportunity"]:
            if row["binned_at"] is None and row["contact_id"] in self.contacts:
                contact = self.contacts[row["contact_id"]]
                segment = sectors.get(contact["organization_id"]) or contact["market"]
                self.all[row["id"]] = Deal(row, contact, self.stages[row["stage_id"]], segment)
        for move in sorted(tables["stage_move"], key=lambda move: move["id"]):
            if move["opportunity_id"] in self.all:
                self.all[move["opportunity_id"]].moves.append(move)

    def deals(self, scope: Scope) -> Iterator[Deal]:
        for deal in self.all.values():
            tags = json.loads(deal.row["tags"]) + json.loads(deal.contact["tags"])
            if scope.tag is not None and scope.tag not in tags:
                continue
            if scope.source is not None and deal.contact["source"] != scope.source:
                continue
            if _within(deal.came_in, scope.created_since, scope.created_until):
                yield deal

    def created(self, scope: Scope) -> list[Deal]:
        return [deal for deal in self.deals(scope) if _within(deal.came_in, scope.since, scope.until)]

    def closed(self, scope: Scope, kind: str) -> list[Deal]:
        return [
            deal
            for deal in self.deals(scope)
            if deal.kind == kind and _within(date.fromisoformat(deal.row["closed_on"]), scope.since, scope.until)
        ]

    def entries(self, scope: Scope) -> dict[str, dict[int, int]]:
        """For each stage the deals that entered it in the period, with the number of their last such move."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for deal in self.deals(scope):
            for number, move in enumerate(deal.moves):
                if _within(deal.day_of(number), scope.since, scope.until):
                    found[self.stages[move["to_stage_id"]]["key"]][deal.row["id"]] = number
        return found

    def fates(self, scope: Scope) -> dict[str, Counter[str]]:
        """What became of them."""
        counted = {}
        for key, deals in self.entries(scope).items():
            here = next(stage for stage in self.stages.values() if stage["key"] == key)
            counted[key] = Counter(
                self._fate(here, self.all[deal].moves[number + 1 :]) for deal, number in deals.items()
            )
        return counted

    def _fate(self, here: Row, later: Sequence[Row]) -> str:
        if not later:
            return "still"
        then = self.stages[later[0]["to_stage_id"]]
        live = {"suspect", "open"}
        if here["kind"] in live and then["kind"] in live:
            return "on" if then["position"] > here["position"] else "back"
        return "back" if then["kind"] in live else str(then["kind"])

    def stays(self, scope: Scope, key: str) -> list[tuple[int, bool]]:
        """Days in a stage, and whether that is over."""
        stays = []
        for deal, number in self.entries(scope).get(key, {}).items():
            one = self.all[deal]
            over = number + 1 < len(one.moves)
            end = one.day_of(number + 1) if over else self.today
            stays.append((max(0, (end - one.day_of(number)).days), over))
        return stays

    def answered(self, scope: Scope) -> tuple[dict[str, Counter[str]], dict[str, list[int]]]:
        """By channel: outgoing, answered and incoming exchanges of the period, and the days to each answer."""
        narrow = scope != Scope(scope.since, scope.until)
        people = {deal.contact["id"] for deal in self.deals(scope)} if narrow else set(self.contacts)
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        waited: dict[str, list[int]] = defaultdict(list)
        for person in people:
            talk = sorted(
                (touch for touch in self.touches if touch["contact_id"] == person),
                key=lambda touch: (touch["happened_at"], touch["id"]),
            )
            for number, touch in enumerate(talk):
                if _within(local(touch["happened_at"]), scope.since, scope.until):
                    counts = counted[touch["channel"]]
                    counts[touch["direction"]] += 1
                    then = talk[number + 1] if number + 1 < len(talk) else {"direction": ""}
                    if (touch["direction"], then["direction"]) == ("out", "in"):
                        counts["answered"] += 1
                        sent, came = (datetime.fromisoformat(one["happened_at"]) for one in (touch, then))
                        waited[touch["channel"]].append((came - sent).days)
        return counted, waited


def textbook_median(stays: Sequence[tuple[int, bool]]) -> int | None:
    """The Kaplan-Meier median as a textbook has it: everybody at risk, day by day, in exact fractions."""
    staying = Fraction(1)
    for day in sorted({days for days, over in stays if over}):
        at_risk = sum(1 for days, _ in stays if days >= day)
        leaving = sum(1 for days, over in stays if over and days == day)
        staying *= Fraction(at_risk - leaving, at_risk)
        if staying <= Fraction(1, 2):
            return day
    return None


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)


def money(deals: Sequence[Deal]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for deal in deals:
        total[deal.row["currency"]] += deal.amount
    return {currency: amount for currency, amount in total.items() if amount}
