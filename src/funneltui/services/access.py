"""What a person may see of what is held on them: all of it, to read, and as JSON for a machine (GDPR article 15)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path
from typing import Any, Literal

from funneltui.clock import Clock, local_time
from funneltui.domain.channels import CHANNELS
from funneltui.domain.field_names import FIELD_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.money import decimal_string
from funneltui.domain.offers import OFFER_STATES
from funneltui.domain.qualification import ANSWER_WORDS, criterion_name
from funneltui.domain.roles import BUYER_STEPS, ROLES
from funneltui.domain.stages import stage_name
from funneltui.domain.text import cells, safe, safe_lines
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.interchange.files import write_file
from funneltui.storage.database import Database
from funneltui.storage.reads.held import held

AccessFormat = Literal["text", "json"]

_LABELS = FIELD_NAMES | {
    "opposed_channels": N_("Do not contact by"),
    "created_at": N_("Added on"),
    "updated_at": N_("Last changed"),
    "binned_at": N_("In the bin since"),
    "stage": N_("Stage"),
    "stage_since": N_("In this stage since"),
    "won_amount": N_("Won value"),
    "daily_rate": N_("Daily rate"),
    "parked_until": N_("Parked until"),
    "parked_why": N_("Reason"),
    "parked_say": N_("Talking points"),
    "lost_reason": N_("Loss reason"),
    "lost_note": N_("Loss note"),
    "discarded_untried": N_("Discarded untried"),
    "closed_on": N_("Date closed"),
    "external_id": N_("Identifier in another program"),
}
"""What a column is called; one that is not here goes by its own name."""
_WORDS = {
    "market": MARKET_NAMES,
    "language": LANGUAGE_NAMES,
    "temperature_override": {"cold": N_("cold"), "warm": N_("warm"), "hot": N_("hot")},
    "buyer_step": BUYER_STEPS,
}
_INSTANTS = frozenset({"created_at", "updated_at", "binned_at", "stage_since"})
_AMOUNTS = frozenset({"amount", "won_amount", "daily_rate"})
_SILENT = frozenset({"told_at", "id", "currency", "stage_name", "half_days"})
"""Columns that are told with another one, or are a number for the program."""
_ACTIONS = {"open": N_("planned"), "done": N_("done"), "replaced": N_("replaced"), "dropped": N_("dropped")}
_WAYS = {"email": N_("E-mail"), "phone": N_("Phone"), "link": N_("Link")}


class Access:
    """The use case.

    Args:
        database: The file.
        clock: When it is told.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def document(self, contact_id: int) -> dict[str, Any]:
        """Everything held on a contact, as plain values for JSON: `told_at`, then `reads.held`, amounts as decimals.

        Raises:
            NotFoundError: There is no such contact.
        """
        now = self._clock.now().astimezone(UTC)
        with self._database.moment() as connection:
            told = held(connection, contact_id)
        for card in told["opportunities"]:
            for name in _AMOUNTS & {name for name, value in card.items() if value is not None}:
                card[name] = decimal_string(card[name], card["currency"])
        return {"told_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", **told}

    def write(self, contact_id: int, path: Path, form: AccessFormat | None = None, *, force: bool = False) -> Path:
        """Write it to a file, whole or not at all, readable by its owner only.

        Args:
            contact_id: Whose.
            path: Where.
            form: As text or JSON; None: JSON when the file is called so.
            force: Whether to replace a file that is there.

        Raises:
            FileExistsAlreadyError: The file is there, and `force` is not given.
            InvalidValueError: It is the database itself.
            NotFoundError: There is no such contact.
            UnwritableFileError: The system does not let us.
        """
        if path.exists() and path.samefile(self._database.path):
            raise InvalidValueError(N_("{path} holds your data. Choose another name."), field="path", path=path)
        told = self.document(contact_id)
        if form == "json" or (form is None and path.suffix.lower() == ".json"):
            content = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        else:
            content = "".join(f"{line}\n" for line in as_text(told))
        write_file(path, [content.encode()], force=force)
        return path


def as_text(told: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a document for people, in the language in force. Safe to send to a terminal."""
    day = local_time(told["told_at"]).date()
    yield from safe_lines(_("Data stored about {name} on {day}").format(name=told["name"], day=day))
    yield ""
    yield from _facts(told)
    for way in told["ways"]:
        label = f" ({way['label']})" if way["label"] else ""
        yield from _entry(_(_WAYS[way["kind"]]) + label, way["value"])
    if told["organization"] is not None:
        yield from _titled(_("Organization"), _facts(told["organization"]))
    for card in told["opportunities"]:
        yield from _titled(_("Deal {number}").format(number=f"#{card['id']}"), _card(card))
    yield from _titled(_("Exchanges"), _exchanges(told))
    yield from _titled(_("Roles in other deals"), _parts(told))
    rows, steps = told["history"]["rows"], told["history"]["steps"]
    words = translate_plural(
        "The history keeps {rows} earlier state of it (changes: {steps}), so that changes can be undone.",
        "The history keeps {rows} earlier states of it (changes: {steps}), so that changes can be undone.",
        rows,
    )
    yield ""
    yield words.format(rows=rows, steps=steps)


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Lines below a title; neither, when there are no lines."""
    entries = list(lines)
    if entries:
        yield from ("", title, "-" * cells(title), *entries)


def _facts(row: Mapping[str, Any]) -> Iterator[str]:
    for key, value in row.items():
        if isinstance(value, dict) or key in _SILENT or value in ("", None, [], False):
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            continue
        if key in _LABELS or isinstance(value, str | int):
            yield from _entry(_(_LABELS[key]) if key in _LABELS else key, _said(key, value, row))


def _said(key: str, value: Any, row: Mapping[str, Any]) -> str:  # noqa: ANN401 - whatever a column holds
    """A value for people."""
    if key == "stage":
        return stage_name(value, row["stage_name"])
    if key == "lost_reason":
        return loss_reason_name(value)
    if key in _AMOUNTS:
        return f"{value} {row['currency']}"
    if key == "opposed_channels":
        return ", ".join(_(CHANNELS[channel]) for channel in value)
    if key in _WORDS:
        return _(_WORDS[key][value])
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _("yes") if value is True else _when(value) if key in _INSTANTS else str(value)


def _card(card: Mapping[str, Any]) -> Iterator[str]:
    yield from _facts(card)
    former = _("earlier answer")
    for action in card["next_actions"]:
        time = f" {action['due_time']}" if action["due_time"] else ""
        yield from _entry(
            _("Next action"), f"{action['due_on']}{time} · {_(_ACTIONS[action['state']])} · {action['what']}"
        )
    for answered in card["answers"]:
        said = " · ".join(filter(None, (answered["evidence"], answered["said_by"], answered["said_on"])))
        given = answered["answer"]
        word = _(ANSWER_WORDS[given])
        answer = word if answered["current"] else f"{word} ({former})"
        yield from _entry(
            criterion_name(answered["criterion"], answered["criterion_name"]), f"{answer}  {said}".rstrip()
        )
    for proposal in card["proposals"]:
        days = " · ".join(filter(None, (proposal["reference"], proposal["sent_on"], proposal["valid_until"])))
        yield from _entry(_("Proposal"), f"{_(OFFER_STATES[proposal['state']])}  {days}".rstrip())
    for move in card["moves"]:
        reasons = (loss_reason_name(move["lost_reason"]) if move["lost_reason"] else "", move["lost_note"])
        parked = (move["parked_until"], move["parked_why"], move["parked_say"])
        stage = stage_name(move["stage"], move["stage_name"])
        why = " · ".join(filter(None, (stage, move["override_reason"], *reasons, *parked)))
        yield from _entry(_("Stage"), f"{_when(move['moved_at'])} · {why}")
    for part in card["roles"]:
        role = part["role"]
        yield from _entry(_(ROLES[role]), " · ".join(filter(None, (part["name"], part["detail"]))))


def _exchanges(told: Mapping[str, Any]) -> Iterator[str]:
    for exchange in told["exchanges"]:
        way = _("incoming") if exchange["direction"] == "in" else _("outgoing")
        said = "  ".join(filter(None, (exchange["outcome"], exchange["objection"], exchange["note"])))
        yield from _entry(_when(exchange["happened_at"]), f"{_(CHANNELS[exchange['channel']])}, {way}  {said}".rstrip())


def _parts(told: Mapping[str, Any]) -> Iterator[str]:
    for part in told["parts"]:
        role = part["role"]
        yield from _entry(_(ROLES[role]), " · ".join(filter(None, (part["title"], part["detail"]))))


def _entry(label: str, text: str) -> Iterator[str]:
    """A label and what it is, however many lines."""
    first, *rest = safe_lines(text)
    yield _("{label}: {text}").format(label=safe(label), text=first)
    yield from (f"    {line}" for line in rest)


def _when(text: str) -> str:
    """An instant on the person's own clock."""
    return local_time(text).strftime("%Y-%m-%d %H:%M")
