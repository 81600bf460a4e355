"""Why a prospect says no, and which no is often "not now"."""

from __future__ import annotations

from funneltui.domain.losses import DEFAULT_LOSS_REASONS, loss_reason_name, parking_first


def test_what_is_often_not_now_is_parked_first() -> None:
    assert [reason.key for reason in DEFAULT_LOSS_REASONS if parking_first(reason.key)] == [
        "price",
        "timing",
        "no_budget",
    ]
    assert not parking_first("one of my own")


def test_ones_own_name_for_a_reason_is_the_one_shown() -> None:
    assert loss_reason_name("price") == "Price"
    assert loss_reason_name("price", "Too dear") == "Too dear"
