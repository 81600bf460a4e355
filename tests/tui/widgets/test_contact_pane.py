"""The contact beside the board: complete, endless, and no more than its width."""

import re

import pytest
from textual.events import MouseScrollDown

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.domain.text import cells
from funneltui.i18n import set_language
from funneltui.storage.reads.timeline import EditMoment, FieldEdit
from funneltui.tui.looks.glyphs import glyphs
from funneltui.tui.widgets.pane_facts import Look
from funneltui.tui.widgets.pane_lines import Lines
from funneltui.tui.widgets.pane_timeline import moments
from tests import stored
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened
from tests.tui.engine.inside import mouse


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(
            name="Sophie Martin",
            organization="Asso Lumière",
            job_title="Assistant",
            emails=("sophie@asso-lumiere.fr",),
            phones=("06 12 34 56 78",),
            links=("linkedin.com/in/sophie",),
            source="LinkedIn",
            stage="lead",
            title="Film",
            amount=parse_amount("5d x 640"),
            tags=("video",),
            next_step=NextStep(NOW.date().replace(day=19), "call back"),
            note="likes short films\nboss decides",
        ),
        NewProspect(name="Léa Fontaine", organization="asso lumiere", job_title="Director"),
    )
    opportunities = funnel.services.opportunities
    opportunities.add(NewProspect(contact_id=1, stage="lead", title="Leaflet", amount=parse_amount("400")))
    opportunities.win([3])
    return funnel


def touches(funnel, count: int, note: str = "touch") -> None:
    with funnel.services._unit_of_work.step("Log") as work:
        for number in range(count):
            stored.insert(
                work,
                "touch",
                contact_id=1,
                happened_at=f"2026-{1 + number // 28 % 10:02}-{1 + number % 28:02}T09:00:00Z",
                channel="email",
                direction="out",
                note=f"{note} {number}",
            )


def pane_of(program):
    return next(iter(program.app.screen.query("ContactPane")), None)


async def test_it_shows_who_it_is_what_is_next_and_how_it_stands(funnel):
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees(
            "Sophie Martin",
            "Assistant · Asso Lumière",
            "sophie@asso-lumiere.fr",
            "06 12 34 56 78",
            "3 d late",
            "call back",
            "Film  €3,200  5 d × €640",
            "0/7",
            "− no reply logged",
            "likes short films",
            "boss decides",
            "Other deals",
            "€400",
            "Leaflet",
            "Also at Asso Lumière",
            "Léa Fontaine  Director",
            "LinkedIn",
            "disclose source by",
            "History",
            "added to Lead",
        )


async def test_of_a_won_deal_it_does_not_say_that_it_is_not_qualified(funnel):
    async with driven(funnel, (190, 60)) as program:
        await program.sees("not assessed yet")
        program.app.board.board.reveal(3)
        await program.sees("Total won")
        await program.until(lambda: re.search(r"Score +0/7 *$", program.text, re.MULTILINE))


async def test_it_follows_the_cursor(funnel):
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Assistant · Asso Lumière")
        program.app.board.board.go_to(2)
        await program.sees("Director · Asso Lumière")
        assert "sophie@asso-lumiere.fr" not in program.text


async def test_edits_are_in_the_timeline_before_and_after(funnel):
    opportunities = funnel.services.opportunities
    opportunities.edit(1, {"title": "Campaign film"})
    opportunities.edit(1, {"value": "4000"})
    opportunities.edit(1, {"organization": "Lumière SA"})
    async with driven(funnel, (200, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Deal: Film → Campaign film", "Value: €3,200 → €4,000", "Asso Lumière → Lumière SA")


async def test_a_change_is_shown_at_once(funnel):
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Assistant · Asso Lumière")
        await program.press("e")
        await program.opens("EditScreen")
        program.app.screen.field("job_title").input.focus()
        await program.erase()
        await program.write("Head of marketing")
        await program.press("ctrl+s")
        await program.sees("Head of marketing · Asso Lumière")


async def test_a_long_timeline_is_read_as_far_as_it_is_scrolled(funnel):
    touches(funnel, 250)
    async with driven(funnel, (190, 50)) as program:
        program.app.board.board.go_to(1)
        await program.sees("touch")
        pane = pane_of(program)
        assert len(pane.history.moments) < 100
        pane.focus()
        await program.press("end")
        await program.sees("touch 0")
        assert len(pane.history.moments) >= 250
        await program.press("home")
        await program.sees("Assistant · Asso Lumière")
        await program.press("j", "j", "pagedown", "k")
        assert "Assistant · Asso Lumière" not in program.text


def history_of(program) -> str:
    """What stands under the history's heading."""
    return program.text.partition("History")[2]


async def test_the_history_is_narrowed_down_by_kind(funnel):
    funnel.services.opportunities.edit(1, {"note": "likes short films\nboss decides\nback in spring", "title": "Ad"})
    touches(funnel, 3, note="asked for the budget")
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.press("enter")
        await program.sees("History ‹ everything ›")
        for kind, there, gone in (
            ("exchanges", "asked for the budget 2", "added to Lead"),
            ("stages", "added to Lead", "asked"),
            ("answers", "No match in the history", "added"),
            ("actions", "No match", "added"),
            ("notes", "Note: back in spring", "Film → Ad"),
            ("edits", "Film → Ad", "back in spring"),
        ):
            await program.press("right")
            await program.sees(f"History ‹ {kind} ›")
            await program.until(lambda there=there: there in history_of(program), there)
            assert gone not in history_of(program)
        await program.press("escape")
        await program.sees("History ‹ everything ›")
        assert pane_of(program).has_focus
        await program.press("left", "escape", "escape")
        await program.until(lambda: program.app.focused is program.app.board.board, "back on the board")


@pytest.mark.parametrize("size", [(190, 60), (80, 24), (40, 12)])
async def test_the_history_is_searched_to_its_end_and_all_of_it_is_shown_again(funnel, size):
    touches(funnel, 1500)
    with funnel.services._unit_of_work.step("Log") as work:
        stored.insert(work, "touch", contact_id=1, happened_at="2025-03-01T09:00:00Z", channel="call", direction="in",
            note="rêve d'un été à Nice",
        )  # fmt: skip
    async with driven(funnel, size) as program:
        program.app.board.board.go_to(1)
        await program.press("enter", "slash")
        await program.write("nice ETE")
        await program.until(lambda: "Nice" in history_of(program), "what was looked for")
        assert "touch" not in history_of(program)
        assert [one.note for one in pane_of(program).history.moments] == ["rêve d'un été à Nice"]
        await program.press("enter")
        await program.sees("“nice")
        await program.press("j", "k")
        await program.press("slash", "end", "ctrl+u")
        await program.write(HOSTILE)
        await program.sees("No match")
        assert "\x1b" not in program.raw
        await program.press("escape")
        await program.until(lambda: "touch" in history_of(program), "everything again")
        assert pane_of(program).has_focus


async def test_the_filter_of_the_history_stays_for_the_next_card(funnel):
    touches(funnel, 2)
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.press("enter", "right")
        await program.sees("History ‹ exchanges ›", "touch 1")
        await program.press("N")
        await program.sees("Léa Fontaine", "No match in the history.")
        await program.press("n")
        await program.sees("History ‹ exchanges ›", "touch 1")


async def test_a_click_on_its_heading_narrows_the_history_down(funnel):
    async with driven(funnel, (190, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees("History ‹ everything ›")
        lines = program.text.splitlines()
        line = next(y for y, text in enumerate(lines) if "History ‹" in text)
        await program.pilot.click(offset=(lines[line].index("History ‹"), line))
        await program.sees("History ‹ exchanges ›")


async def test_the_wheel_scrolls_it(funnel):
    touches(funnel, 60)
    async with driven(funnel, (190, 50)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Assistant · Asso Lumière")
        pane = pane_of(program)
        await mouse(program.pilot, MouseScrollDown, pane)
        await program.pilot.pause()
        assert "Assistant · Asso Lumière" not in program.text


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24), (40, 12)])
async def test_nothing_goes_beyond_its_width(funnel, size):
    funnel.services.opportunities.edit(1, {"name": HOSTILE, "organization": "東京" * 40, "title": "é" * 300})
    touches(funnel, 5, note="x" * 400)
    async with driven(funnel, size) as program:
        program.app.board.board.go_to(1)
        await program.press("enter")
        await program.until(lambda: pane_of(program) is not None and pane_of(program).size.width > 0)
        await program.sees("Ada [/]")
        pane = pane_of(program)
        widest = max(sum(cells(text) for _, text in line) for line in pane._lines)
        assert widest <= pane.size.width - 3
        assert "\x1b" not in program.raw
        assert "\x07" not in program.raw


async def test_it_advises_unless_a_plan_answers_already(funnel):
    with funnel.services._unit_of_work.step("Log") as work:
        for day in (10, 12, 15):
            at = f"2026-11-{day}T09:00:00Z"
            stored.insert(work, "touch", contact_id=1, happened_at=at, channel="email", direction="out")
    async with driven(funnel, (200, 60)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Advice", "3 unanswered in 12 d: wait until", "Offer something useful first")
        program.app.board.board.go_to(2)
        await program.sees("Never contacted: introduce yourself.")
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.write("+9d write")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.until(lambda: "introduce yourself" not in program.text)


async def test_a_plan_silences_the_idle_signal(tmp_path):
    funnel = opened(tmp_path, density="full")
    fill(funnel, NewProspect(name="Sleepy", stage="lead"))
    with funnel.services._unit_of_work.step("Age") as work:
        stored.update(work, "opportunity", 1, stage_since="2026-09-01T09:00:00Z")
    async with driven(funnel, (190, 50)) as program:
        await program.sees("Sleepy", "idle 82 d")
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.write("+9d write")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.until(lambda: "idle" not in program.text)


async def test_what_is_decided_over_the_board_is_read_once_when_one_is_back(funnel):
    fill(funnel, NewProspect(name="Ada"), NewProspect(name="Bob"))
    async with driven(funnel, (190, 50)) as program:
        await program.until(lambda: pane_of(program) is not None and pane_of(program).detail is not None)
        pane, read = pane_of(program), []
        usual = pane.show
        await program.press("f4")
        await program.opens("ReviewScreen")
        await program.until(lambda: not program.app.board._side._following)
        pane.show = lambda *which: (read.append(which), usual(*which))
        for _ in range(2):
            await program.press("p", "enter")
            await program.opens("ReviewScreen")
        await program.until(lambda: not program.app.board._side._following)
        assert not read
        await program.press("f2")
        await program.opens("BoardScreen")
        await program.until(lambda: pane.opportunity_id == program.app.board.current)
        assert len(read) <= 2


@pytest.mark.parametrize("key", ["escape", "q"])
@pytest.mark.parametrize("size", [(190, 50), (80, 24), (40, 12)])
async def test_leaving_the_contact_goes_back_one_step_and_is_hinted_at(funnel, key, size):
    async with driven(funnel, size) as program:
        board = program.app.board.board
        board.go_to(1)
        await program.press("enter")
        await program.until(lambda: pane_of(program) is not None and pane_of(program).has_focus)
        await program.sees("Esc go back")
        await program.press(key)
        await program.until(lambda: program.app.focused is board and board.display)
        assert program.app.is_running


async def test_escape_shows_the_whole_history_before_it_leaves(funnel):
    async with driven(funnel, (190, 50)) as program:
        program.app.board.board.go_to(1)
        await program.press("enter")
        await program.until(lambda: pane_of(program) is not None and pane_of(program).has_focus)
        await program.press("right", "escape")
        await program.until(lambda: not pane_of(program).history.is_filtered)
        assert pane_of(program).has_focus
        await program.press("escape")
        await program.until(lambda: program.app.focused is program.app.board.board)


async def test_evidence_is_quoted_with_who_said_it(funnel):
    from funneltui.domain.entries import Given
    from funneltui.domain.qualification import Answer

    funnel.services.qualification.answer(1, {"fit": Given(Answer.YES, "forty members", "Sophie")})
    funnel.services.qualification.answer(1, {"need": Given(Answer.YES, "«a film»", "")})
    async with driven(funnel, (200, 50)) as program:
        program.app.board.board.go_to(1)
        await program.sees("yes  “forty members”  (Sophie)", "yes  «a film»")


async def test_who_has_no_history_yet_has_it_said(funnel):
    with funnel.services._unit_of_work.step("Add") as work:
        stored.insert(work, "contact", name="Aaron")
    async with driven(funnel, (190, 50)) as program:
        await program.press("f5")
        await program.sees("Aaron", "No history yet.")


async def test_more_colleagues_than_are_listed_are_counted(funnel):
    for number in range(30):
        fill(funnel, NewProspect(name=f"Colleague {number}", organization="Asso Lumière"))
    async with driven(funnel, (140, 70)) as program:
        program.app.board.board.go_to(1)
        await program.sees("Also at Asso Lumière", "Colleague 18", "and 11 more")


def test_no_line_of_the_history_begins_with_a_comma():
    fields = tuple(FieldEdit(name, "", "some words") for name in ("title", "promotion_code", "note", "contact_reason"))
    edit = EditMoment("2026-11-22T10:00:00Z", 1, 1, 1, "program", ("EUR", "EUR"), fields)
    look = Look(NOW.date(), glyphs(ascii_only=False), ascii_only=False)
    for width in range(24, 90):
        lines = Lines(width)
        moments(lines, [edit], look, 1, 2026)
        texts = ["".join(text for _style, text in line).strip() for line in lines.lines]
        assert not [text for text in texts if text.startswith(",")], width


def test_the_first_of_a_month_is_written_as_everywhere():
    set_language("fr")
    first, other = (
        EditMoment(f"2026-{day}T10:00:00Z", 1, 1, 1, "program", ("EUR", "EUR"), (FieldEdit("title", "", "Film"),))
        for day in ("09-01", "08-31")
    )
    lines = Lines(80)
    moments(lines, [first, other], Look(NOW.date(), glyphs(ascii_only=False), ascii_only=False), 1, 2026)
    texts = ["".join(text for _style, text in line) for line in lines.lines]
    assert texts[0].startswith("1er sept. ")
    assert texts[0].index("±") == texts[1].index("±")


def test_a_date_or_an_amount_is_not_broken():
    for width in range(30, 70):
        lines = Lines(width)
        lines.fact("Deal", ("text", "Reception film"), ("faint", "  4 d × €450"), ("faint", "  won 6 Nov"))
        texts = ["".join(text for _style, text in line) for line in lines.lines]
        assert [whole for whole in ("4 d × €450", "won 6 Nov") if not any(whole in text for text in texts)] == [], width
