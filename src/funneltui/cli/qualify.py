"""Commands on what is known of a prospect: qualify, role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import answer_words, role_keys
from funneltui.cli.options import Id, Json, Next
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import NotFoundError, UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.domain.entries import Given
    from funneltui.storage.outcome import Change

_SIGNS = {"yes": "✓", "no": "✗", "unknown": "?"}
_NOT_KNOWN = "inconnu"
"""What French may type for `unknown` as well."""
_NOBODY = "none"
_NOBODY_WORDS = N_("none")


@command(
    "qualify",
    help=N_(
        "Show or fill in a deal's qualification. Without answers it shows the grid, the "
        "missing criteria and the next question to ask. Earlier answers stay in the history."
    ),
    examples=(
        N_("qualify 12"),
        N_('qualify 12 fit=yes need=yes:"a film for spring" authority=no'),
        N_('qualify 12 budget=yes:"10 k€ this year" --by "Paul Roux" --on yesterday'),
        N_("qualify 12 budget=unknown --json"),
    ),
    describes_json=True,
)
def qualify(
    context: typer.Context,
    id: Id,
    answers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("CRITERION=ANSWER[:EVIDENCE]"),
            help=N_("Criterion's key or name, yes, no or unknown, then the evidence."),
            autocompletion=answer_words,
        ),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar=N_("NAME"), help=N_("Who said it."))] = "",
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("When it was said (default: today)."))] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    if (by or on) and not answers:
        raise UsageError(N_("--by and --on can only be used with answers."))
    if answers:
        session.reads.opportunities.record(number)
        said_on = values.past_day(session, on) if on.strip() else None
        given = {
            key: replace(answer, said_by=by.strip() or answer.said_by, said_on=said_on)
            for key, answer in _given(session, answers)
        }
        session.report(session.services.qualification.answer(number, given), as_json=as_json, ids=[number])
        if not as_json:
            for line in _advice(session, number):
                session.out.say(line)
    elif as_json:
        from funneltui.cli.shape import opportunity_json

        session.out.entry(opportunity_json(session.reads.opportunities.record(number)))
    else:
        _show(session, number)


def _given(session: Session, texts: Sequence[str]) -> Iterator[tuple[str, Given]]:
    """Each `criterion=answer:evidence`, understood."""
    from funneltui.domain.entries import Given
    from funneltui.domain.qualification import ANSWER_WORDS, Answer

    words = values.spellings(((key, None) for key in ANSWER_WORDS), lambda key, _own: _(ANSWER_WORDS[key]))
    words.append(("unknown", _NOT_KNOWN))
    seen: set[str] = set()
    for text in texts:
        name, assigned, rest = text.partition("=")
        if not assigned:
            raise UsageError(N_("No answer in “{word}”. Write criterion=yes, no or unknown."), word=text)
        key = values.criterion(session, name)
        if key in seen:
            raise UsageError(N_("{field} is given twice."), field=key)
        seen.add(key)
        said, colon, evidence = rest.partition(":")
        try:
            answer = values.choice("unknown" if said.strip() == "?" else said, words, message="{text}{known}")
        except NotFoundError as error:
            raise UsageError(N_("An answer is yes, no or unknown, not “{text}”."), text=said) from error
        yield key, Given(Answer(answer), evidence if colon else None)


def _show(session: Session, number: int) -> None:
    """The grid of a card, how it stands, and what to ask next."""
    from funneltui.domain import qualification as grid

    record = session.reads.opportunities.record(number)
    detail = session.reads.contact.detail(number)
    head = " · ".join(filter(None, (record.contact.name, record.contact.organization, record.title)))
    session.out.line(f"#{number}  {head}")
    columns = (
        Column(""),
        Column(_("Criterion")),
        Column(_("Key"), from_width=60),
        Column(_("Evidence"), gives_way=2),
        Column(_("Answer date"), from_width=100),
        Column(_("Question"), gives_way=1, from_width=80),
    )
    rows = (
        (
            _SIGNS[criterion.answer],
            criterion.called + ("*" if criterion.required else ""),
            criterion.key,
            grid.evidence_text(criterion.evidence, criterion.said_by),
            criterion.said_on or "",
            criterion.asks,
        )
        for criterion in detail.criteria
    )
    session.out.table(columns, rows)
    for line in _advice(session, number):
        session.out.line(line)


def _advice(session: Session, number: int) -> Iterator[str]:
    """Score and verdict, what the gate ahead lacks, the next question, and what a no calls for."""
    from funneltui.domain import qualification as grid
    from funneltui.domain.stages import gate_ahead, missing

    detail = session.reads.contact.detail(number)
    answers, weights = detail.answers, detail.weights
    names = {criterion.key: criterion.called for criterion in detail.criteria}
    gate = gate_ahead(session.reads.stages.stages(), detail.stage_key)
    required = gate.required if gate else ()
    points = grid.score(answers, weights)
    verdict = grid.verdict(answers, weights, required).words
    yield _("Score: {points}/{most}, {verdict}").format(points=points.points, most=points.out_of, verdict=verdict)
    lacks = missing(required, answers)
    if gate and lacks:
        listed = ", ".join(names[key] for key in lacks if key in names)
        yield _("Missing for {stage}: {criteria}").format(stage=gate.called, criteria=listed)
    following = grid.next_best(answers, weights, required)
    for criterion in detail.criteria:
        if criterion.key == following:
            yield _("Ask next: “{question}”").format(
                question=grid.criterion_next_question(criterion.key, criterion.question)
            )
    if detail.lacks_decider:
        yield _("They are not the decision-maker. Add the one who is: funneltui role {id} NAME decider --new.").format(
            id=number
        )
    if grid.no_budget(answers) and detail.kind in {"suspect", "open"}:
        yield _("No budget often means “not now”: funneltui park {id} --until DATE.").format(id=number)


@command(
    "role",
    help=N_("Set who has a say in a deal. “none” removes the role."),
    examples=(
        N_('role 12 "Sophie Martin" decider'),
        N_("role 12 34 influencer"),
        N_("role 12 34 none"),
        N_('role 12 "Paul Roux" decider --new --email paul@asso.fr'),
    ),
    describes_json=True,
)
def role(
    context: typer.Context,
    id: Id,
    contact: Annotated[
        str, typer.Argument(metavar=N_("CONTACT"), help=N_("A contact's number, or a name no other contact has."))
    ],
    part: Annotated[
        str,
        typer.Argument(
            metavar=N_("ROLE"),
            help=N_("decider, influencer, user or gatekeeper, in either language; none removes the role."),
            autocompletion=role_keys,
        ),
    ],
    new: Annotated[
        bool, typer.Option("--new", help=N_("Add them as a new contact, introduced by the deal's."))
    ] = False,
    email: Annotated[str, typer.Option("--email", metavar=N_("ADDRESS"), help=N_("Only with --new."))] = "",
    phone: Annotated[str, typer.Option("--phone", metavar=N_("NUMBER"), help=N_("Only with --new."))] = "",
    next_: Next = "",
    as_json: Json = False,
) -> None:
    from funneltui.domain.roles import ROLES

    session = session_of(context)
    number = values.opportunity_id(id)
    session.reads.opportunities.record(number)
    words = values.spellings(
        ((key, None) for key in (*ROLES, _NOBODY)), lambda key, _own: _(ROLES.get(key, _NOBODY_WORDS))
    )
    key = values.choice(part, words, message=N_("Unknown role “{text}”. Choose from: {known}."))
    if not new and (email or phone or next_):
        raise UsageError(N_("--email, --phone and --next can only be used with --new."))
    if new:
        change = _introduce(session, number, contact, key, email, phone, next_)
    else:
        person = values.contact_id(session, contact, N_("No contact is called “{text}”. Use --new to add them."))
        change = session.services.qualification.role(number, person, "" if key == _NOBODY else key)
    session.report(change, as_json=as_json, ids=[number])
    if new:
        from funneltui.cli.duplicates import warn_of_duplicates

        warn_of_duplicates(session, change.contacts)


def _introduce(session: Session, number: int, name: str, part: str, email: str, phone: str, then: str) -> Change:
    """Somebody new with a part in the decision; who decides comes with the next action to reach them."""
    from funneltui.domain.cadence import suggested_day
    from funneltui.domain.entries import NextStep

    if part == _NOBODY:
        raise UsageError(N_("--new requires a role."))
    service = session.services.qualification
    if part != "decider":
        if then.strip():
            raise UsageError(N_("--next can only be used for the decision-maker: they are the one to reach."))
        return service.involve(number, name, part, email=email, phone=phone)
    if then.strip():
        step = values.next_step(session, then)
    else:
        stage, rhythm = session.reads.contact.detail(number).stage_key, session.reads.review.rhythm
        step = NextStep(suggested_day(session.today, stage, "hot", rhythm=rhythm), _("get their details, book a call"))
    return service.add_decider(number, name, call=step, email=email, phone=phone)
