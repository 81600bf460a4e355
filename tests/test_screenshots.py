"""The pictures are made by the program itself."""

from datetime import datetime

from funneltui.clock import FixedClock
from funneltui.services.demo import build
from tests.screenshots import NOW, Scene, take


async def test_a_scene_is_a_picture_of_the_demo(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_NOW", NOW)
    build(tmp_path / "demo.db", clock=FixedClock(datetime.fromisoformat(NOW)), language="fr")
    svg = await take(Scene("board-fr", ("l",), language="fr"), tmp_path / "demo.db")
    assert svg.startswith("<svg")
    assert "Sophie&#160;Mart" in svg
    assert "Proposition" in svg or "Piste" in svg
