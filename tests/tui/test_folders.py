"""Calendar folders while the program runs: they follow what is done on the screen, and are whole when it ends."""

from __future__ import annotations

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.settings import Settings
from funneltui.tui.desk.writer import Job, Writer


def test_a_change_of_the_program_reaches_the_calendar_before_it_ends(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    folder = tmp_path / "calendar"
    funnel = open_funnel(settings=Settings(calendar_folder=str(folder)))
    writer = Writer(funnel, lambda _message: None)
    writer.start()
    step = NextStep(funnel.clock.today(), "call")
    job = Job(lambda services: services.opportunities.add(NewProspect(name="Sophie", next_step=step)), None)
    writer.do(job, 60)
    writer.put(Job(lambda services: services.opportunities.add(NewProspect(name="Paul", next_step=step)), None))
    writer.finish()
    funnel.close()
    assert len(list(folder.glob("*.ics"))) == 2


def test_without_folders_nothing_is_begun(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    funnel = open_funnel(settings=Settings())
    writer = Writer(funnel, lambda _message: None)
    writer.start()
    writer.do(Job(lambda services: services.opportunities.add(NewProspect(name="Sophie")), None), 60)
    writer.finish()
    assert writer._folders._thread.ident is None
    funnel.close()
