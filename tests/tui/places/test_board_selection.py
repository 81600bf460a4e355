"""Selected cards go together, as one step."""

import pytest

from funneltui.domain.stages import StageKind
from funneltui.tui.places.chosen import Chosen
from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import column, current_name, go_to, lead


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


def state(funnel) -> list[tuple[object, ...]]:
    """What actions on cards change."""
    return funnel.reads.connection.execute(
        "SELECT o.id, o.stage_id, o.lost_reason, o.parked_until, o.won_amount, o.tags, o.temperature_override,"
        " o.binned_at, n.due_on, n.what, n.state, (SELECT count(*) FROM touch t WHERE t.contact_id = o.contact_id)"
        " FROM opportunity o LEFT JOIN next_action n ON n.opportunity_id = o.id ORDER BY o.id, n.id"
    ).fetchall()


async def test_selected_cards_move_in_one_step(funnel):
    fill(funnel, *(lead(name, stage="suspect") for name in ("Ann", "Bob", "Cid", "Dan")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space", "space")
        await program.sees("2 selected")
        await program.press("L")
        await program.until(lambda: column(program, "lead") == ["Ann", "Bob"])
        await program.sees("Moved 2 deals to Lead")
        assert "selected" not in program.text
        await program.press("u")
        await program.until(lambda: column(program, "suspect") == ["Ann", "Bob", "Cid", "Dan"])


async def test_a_range_and_a_whole_column_can_be_selected(funnel):
    fill(funnel, *(lead(name) for name in ("Ann", "Bob", "Cid", "Dan")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space", "j", "V")
        await program.sees("3 selected")
        await program.press("ctrl+a")
        await program.sees("4 selected")
        await program.press("escape")
        await program.until(lambda: "selected" not in program.text)


async def test_a_gate_asks_once_for_a_reason(funnel):
    fill(funnel, lead("Ann"))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("L")
        await program.opens("GateScreen")
        await program.write("she called me")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: column(program, "prospect") == ["Ann"])
        assert current_name(program) == "Ann"


async def test_what_cannot_be_done_says_why(funnel):
    async with driven(funnel) as program:
        await program.press("e")
        await program.sees("No deal is selected")
        await program.press("u")
        await program.sees("Nothing to undo")


async def test_why_something_cannot_be_done_here_is_not_said_elsewhere(funnel):
    async with driven(funnel) as program:
        await program.press("e")
        await program.sees("No deal is selected. a adds one.")
        await program.press("f7")
        await program.opens("DataScreen")
        assert "No deal is selected" not in program.text


async def test_what_went_wrong_is_said_from_place_to_place(funnel):
    async with driven(funnel) as program:
        program.app.desk.say("The disk is full.", problem=True)
        await program.press("f7")
        await program.opens("DataScreen")
        assert "The disk is full." in program.text


async def test_who_filtered_everything_away_is_not_told_to_add_somebody(funnel):
    fill(funnel, lead("Ann"))
    async with driven(funnel) as program:
        await program.press("slash", *"zzz", "enter", "e")
        await program.sees("No card is under the cursor.")


@pytest.mark.parametrize(
    ("keys", "screen", "label"),
    [
        (["L"], "BoardScreen", "Moved 3 deals to Lead"),
        (["m", "enter"], "BoardScreen", "Moved 3 deals to Lead"),
        (["w", "enter"], "BoardScreen", "Marked 3 deals as won"),
        (["p", "enter"], "BoardScreen", "Parked 3 deals"),
        (["x", "enter", "enter"], "BoardScreen", "Marked 3 deals as lost"),
        (["s", "enter"], "BoardScreen", "Postponed 3 deals"),
        (["f", *"fri", "enter"], "BoardScreen", "Planned the next action of 3 deals"),
        (["t", *"web", "enter"], "BoardScreen", "Tagged 3 deals"),
        (["B", "right", "enter"], "BoardScreen", "Set the temperature of 3 deals"),
        (["c", "ctrl+s"], "BoardScreen", "Logged an exchange with 3 contacts"),
        (["d"], "BoardScreen", "Moved 3 deals to the bin"),
        (["exclamation_mark"], "NextActionScreen", "Completed the next action of 3 deals"),
    ],
    ids=lambda one: "".join(one) if isinstance(one, list) else "",
)
async def test_what_is_done_with_selected_cards_is_one_step_that_one_key_takes_back(funnel, keys, screen, label):
    fill(funnel, *(lead(name, 1, stage="suspect") for name in ("Ann", "Bob", "Cid", "Dan")))
    before = state(funnel)
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space", "space", "space")
        await program.sees("3 selected")
        for key in keys:
            await program.press(key)
        await program.opens(screen)
        steps = list(funnel.reads.history.steps(10))
        assert label in steps[0].label
        assert len(steps) == 5, "four were added, and this is one more"
        assert state(funnel) != before
        if screen != "BoardScreen":
            await program.press("escape")
            await program.opens("BoardScreen")
        await program.press("u")
        await program.until(lambda: state(funnel) == before)


async def test_a_gate_asks_once_for_all_that_are_selected(funnel):
    fill(funnel, *(lead(name) for name in ("Ann", "Bob", "Cid")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("ctrl+a", "L")
        await program.opens("GateScreen")
        await program.sees("Ann", "Bob", "Cid")
        await program.write("they called")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: column(program, "prospect") == ["Ann", "Bob", "Cid"])
        await program.press("u")
        await program.until(lambda: column(program, "lead") == ["Ann", "Bob", "Cid"])


async def test_the_selection_outlives_a_filter_and_counts_what_it_hides(funnel):
    fill(funnel, *(lead(name, stage="suspect") for name in ("Ann", "Bob", "Cid")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space")
        await program.press("slash", *"cid", "enter")
        await program.until(lambda: column(program, "suspect") == ["Cid"])
        await program.press("space")
        await program.sees("2 selected")
        await program.press("escape")
        await program.until(lambda: len(column(program, "suspect")) == 3)
        await program.sees("2 selected")
        await program.press("L")
        await program.until(lambda: column(program, "lead") == ["Ann", "Cid"])


@pytest.mark.parametrize("place", ["f2", "f3"])
async def test_a_selected_card_that_is_gone_by_another_hand_is_selected_no_more(funnel, place):
    ids = fill(funnel, *(lead(name, 0, stage="suspect") for name in ("Ann", "Bob", "Cid")))
    async with driven(funnel, (140, 40)) as program:
        await program.press(place)
        await program.sees("Cid")
        await program.press("space", "space")
        await program.sees("2 selected")
        other = opened(funnel.database.path.parent)
        other.services.opportunities.bin(ids[:1])
        other.close()
        await program.sees("1 selected")
        await program.press("L")
        await program.sees("Moved Bob to Lead")


@pytest.mark.parametrize("place", ["f3", "f5"])
async def test_a_list_says_how_many_are_selected_too(funnel, place):
    fill(funnel, *(lead(name, 0) for name in ("Ann", "Bob", "Cid")))
    async with driven(funnel, (140, 40)) as program:
        await program.press(place)
        await program.sees("Cid")
        await program.press("space", "space")
        await program.sees("2 selected")
        await program.press("escape")
        await program.until(lambda: "selected" not in program.text)


def test_of_very_many_selected_cards_none_is_looked_at_with_each_key():
    class Place:
        desk = answered = app = current = None

        def selected_ids(self) -> list[int]:
            raise AssertionError("it takes longer the more are selected")

    assert Chosen(Place()).kinds(100_000) == frozenset(StageKind)
