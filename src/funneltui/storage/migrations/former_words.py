"""What older files say in words of before: the names of their steps, and contents nobody has touched."""

from __future__ import annotations

from hashlib import sha256
from sqlite3 import Connection

from funneltui.domain.default_templates import DEFAULT_TEMPLATES
from funneltui.domain.losses import DEFAULT_LOSS_REASONS
from funneltui.i18n import N_

_STEPS = {
    "Add criterion {criterion}": "Added criterion {criterion}",
    "Add stage {stage}": "Added stage {stage}",
    "Add template {name}": "Added template {name}",
    "Add {name}": "Added {name}",
    "Add {name}, who decides": "Added {name}, decision-maker",
    "An address is off the opposition list": "Took an address off the do-not-contact list",
    "Bin {count} cards": "Moved {count} deals to the bin",
    "Bin {name}": "Moved {name} to the bin",
    "Change criterion {criterion}": "Changed criterion {criterion}",
    "Change stage {stage}": "Changed stage {stage}",
    "Edit template {name}": "Edited template {name}",
    "Edit {name}": "Edited {name}",
    "End of the opposition of {name}": "Took {name} off “do not contact”",
    "End of {count} oppositions": "Took {count} contacts off “do not contact”",
    "Import {file}": "Imported {file}",
    "Import {file}: {created} new, {updated} updated": "Imported {file}: {created} new, {updated} updated",
    "Inform": "Source disclosed",
    "Log an exchange with {count} contacts": "Logged an exchange with {count} contacts",
    "Log an exchange with {name}": "Logged an exchange with {name}",
    "Lose {count} cards": "Marked {count} deals as lost",
    "Lose {name}": "Marked {name} as lost",
    "Merge {other} into {name}": "Merged {other} into {name}",
    "Move criterion {criterion}": "Moved criterion {criterion}",
    "Move stage {stage}": "Moved stage {stage}",
    "Move {count} cards": "Moved {count} deals",
    "Move {count} cards to {stage}": "Moved {count} deals to {stage}",
    "Move {name} to {stage}": "Moved {name} to {stage}",
    "Next action of {count} cards done": "Completed the next action of {count} deals",
    "Next action of {name} done": "Completed {name}'s next action",
    "Opposition": "Do not contact",
    "Opposition of {count} contacts": "Marked {count} contacts “do not contact”",
    "Opposition of {name}": "Marked {name} “do not contact”",
    "Park {count} cards": "Parked {count} deals",
    "Park {name}": "Parked {name}",
    "Plan next action of {count} cards": "Planned the next action of {count} deals",
    "Plan next action of {name}": "Planned {name}'s next action",
    "Privacy of {name}": "Privacy: {name}",
    "Qualify {name}": "Qualified {name}",
    "Qualify {name}: {criterion} {answer}": "Qualified {name}: {criterion} {answer}",
    "Remove criterion {criterion}": "Removed criterion {criterion}",
    "Remove stage {stage}": "Removed stage {stage}",
    "Remove template {name}": "Removed template {name}",
    "Remove view {view}": "Removed view {view}",
    "Rename view {view} to {name}": "Renamed view {view} to {name}",
    "Reopen {count} cards": "Reopened {count} deals",
    "Reopen {name}": "Reopened {name}",
    "Restore {count} cards": "Restored {count} deals",
    "Restore {name}": "Restored {name}",
    "Role of {name}": "Set {name}'s role",
    "Save view {view}": "Saved view {view}",
    "Snooze {count} cards": N_("Postponed {count} deals"),
    "Snooze {name}": N_("Postponed {name}"),
    "Somebody erased for good": "Erased a contact",
    "Tag {count} cards": "Tagged {count} deals",
    "Tag {name}": "Tagged {name}",
    "Temperature of {count} cards": "Set the temperature of {count} deals",
    "Temperature of {name}": "Set {name}'s temperature",
    "Use the grid {grid}": "Chose the grid {grid}",
    "Use the words of {preset}": "Chose the vocabulary {preset}",
    "Win {count} cards": "Marked {count} deals as won",
    "Win {name}": "Marked {name} as won",
    "already there: same identifier": "already exists: same identifier",
    "{count} contacts were informed": "Disclosed the source to {count} contacts",
    "{name} was informed": "Disclosed the source to {name}",
}
"""The name of a step as it was, and as it is: both are message ids, and only the present ones are translated.

Those marked with N_ are in older files only: today a step of that kind says more."""

_TEMPLATES = {
    "first-en": "ddb3f962e60e075f",
    "first-fr": "aeeeeaefc2a09989",
    "teach-en": "84fef633e28933b8",
    "teach-fr": "753a24ec35a19334",
    "case-en": "3dd6b6caf8d7af24",
    "case-fr": "a1a1a638fbed696b",
    "offer-en": "81617df49811459a",
    "offer-fr": "e972cd31848409b5",
    "promotion-en": "049acff3dd74aaff",
    "promotion-fr": "99f050e3d265e5dc",
    "proposal-en": "484ecd055dcbcbea",
    "proposal-fr": "a8671370d4b7e391",
    "client-en": "21bea7c0810655f4",
    "client-fr": "bfd36f8346def5d0",
    "wake-en": "9f5a0f50aee34378",
    "wake-fr": "239c1179c6ec914b",
    "clear-en": "753da004b3999033",
    "clear-fr": "54c63b2080e08411",
    "last-en": "babf6e5a9064bcc3",
    "last-fr": "8e78f90cb38ea726",
}
"""What the first messages of an older file were: the beginning of the SHA-256 of name, subject and text."""

_LOSSES = ("price", "competitor", "cancelled", "timing", "scope", "no_budget", "no_answer", "outside_target", "other")
"""The loss reasons an older file started with."""


def renew(connection: Connection) -> None:
    """Put the present words where the former ones still stand as the program wrote them."""
    connection.executemany("UPDATE step SET name = ? WHERE name = ?", [(now, before) for before, now in _STEPS.items()])
    for template in DEFAULT_TEMPLATES:
        uid = f"template-{template.key}-{template.language}"
        row = connection.execute("SELECT name, subject, body FROM template WHERE uid = ?", (uid,)).fetchone()
        if row is not None and _digest(*row) == _TEMPLATES[f"{template.key}-{template.language}"]:
            connection.execute(
                "UPDATE OR IGNORE template SET name = ?, subject = ?, body = ? WHERE uid = ?",
                (template.name, template.subject, template.body, uid),
            )
    reasons = connection.execute("SELECT key, name, position FROM loss_reason ORDER BY position").fetchall()
    if reasons == [(key, None, place) for place, key in enumerate(_LOSSES)]:
        for place, reason in enumerate(DEFAULT_LOSS_REASONS):
            connection.execute(
                "INSERT INTO loss_reason (uid, key, position, note_required) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET position = excluded.position",
                (f"loss-{reason.key}", reason.key, place, int(reason.note_required)),
            )


def _digest(name: str, subject: str, body: str) -> str:
    return sha256(f"{name}\0{subject}\0{body}".encode()).hexdigest()[:16]
