"""What can be done with a card where it stands."""

import pytest

from funneltui.domain.obstacles import LOST, UNPLANNED, Doing, obstacle

KINDS = ("suspect", "open", "won", "parked", "lost")


def possible(doing: Doing, *, planned: bool) -> list[str]:
    return [kind for kind in KINDS if obstacle(doing, kind, planned=planned) is None]


@pytest.mark.parametrize(
    ("doing", "kinds"),
    [
        (Doing.STEP, ["suspect", "open", "won"]),
        (Doing.PLAN, ["suspect", "open", "won", "parked"]),
        (Doing.PUT_OFF, ["suspect", "open", "won", "parked"]),
        (Doing.DONE, ["suspect", "open", "won", "parked"]),
        (Doing.REOPEN, ["won", "parked", "lost"]),
    ],
)
def test_what_can_be_done_depends_on_where_the_card_stands(doing: Doing, kinds: list[str]) -> None:
    assert possible(doing, planned=True) == kinds


def test_without_a_next_action_there_is_nothing_to_put_off_or_to_have_done() -> None:
    assert obstacle(Doing.PUT_OFF, "open", planned=False) is UNPLANNED
    assert obstacle(Doing.DONE, "won", planned=False) is UNPLANNED
    assert obstacle(Doing.PLAN, "open", planned=False) is None


def test_of_a_lost_card_it_is_the_loss_that_is_said() -> None:
    assert obstacle(Doing.PUT_OFF, "lost", planned=False) is LOST
    assert obstacle(Doing.PLAN, "lost", planned=False) is LOST
