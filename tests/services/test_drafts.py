"""What was typed into a form that was left is kept beside the history."""

from __future__ import annotations

from funneltui.services.drafts import FormDrafts
from funneltui.settings import Settings
from funneltui.storage.reads import Reads


def test_a_form_that_was_left_is_offered_again(desk):
    drafts = FormDrafts(desk.unit_of_work, Settings())
    reads = Reads(desk.connection, desk.clock, Settings()).drafts
    ada = desk.add("Ada")
    assert (reads.draft("log"), reads.all()) == (None, ())
    drafts.save("log", {"note": "two\nlines"}, "opportunity", ada)
    drafts.save("add", {"name": "Zoé"})
    drafts.save("add", {"name": "Zoé", "organization": "Brume"})
    draft = reads.draft("add")
    assert draft is not None
    assert (draft.fields, draft.saved_at) == ({"name": "Zoé", "organization": "Brume"}, "2026-11-22T11:00:00Z")
    assert [(one.form, one.subject_id) for one in reads.all()] == [("add", 0), ("log", ada)]
    desk.history.undo()
    assert len(reads.all()) == 2, "undo has nothing to do with it"
    drafts.drop("add")
    drafts.drop("add")
    assert [one.form for one in reads.all()] == ["log"]
