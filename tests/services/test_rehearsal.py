"""What is made before the first change: it leaves nothing, and the first change is made as any other."""

from __future__ import annotations

from contextlib import closing

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.settings import Settings


def test_a_program_that_has_only_been_opened_has_changed_nothing(desk):
    path = desk.database.path
    with closing(open_funnel(path, settings=Settings(), clock=desk.clock)) as funnel:
        before = path.read_bytes()
        funnel.prepare()
        assert (path.read_bytes(), funnel.backups.list()) == (before, [])
        assert funnel.services.opportunities.add(NewProspect("Ada Martin")).step_id == 1
        assert [one[0] for one in funnel.reads.connection.execute("SELECT name FROM contact")] == ["Ada Martin"]
        funnel.services.close()
        assert [one.reason for one in funnel.backups.list()] == ["first"]
