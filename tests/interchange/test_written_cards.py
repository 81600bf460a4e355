"""vCards and calendars as they are written: by the standards, folded, harmless, the same each time."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, strategies as st

from funneltui.interchange.calendar_writer import Event, calendar
from funneltui.interchange.content_lines import folded
from funneltui.interchange.vcard_reader import read_vcards
from funneltui.interchange.vcard_writer import CardPerson, vcard, vcard_chunks

SOPHIE = CardPerson(
    uid="8c1a",
    name="Sophie Martin, PhD",
    given_name="Sophie",
    family_name="Martin",
    organization="Asso; Lumière",
    job_title="Présidente",
    address="1 rue A\n21000 Dijon",
    language="fr",
    tags=("video", "a,b"),
    source="Fair",
    source_on="2026-03-02",
    note="one\ntwo\\three",
    opposition=("email",),
    points=(
        ("email", "sophie@asso.example", "work"),
        ("phone", "06 12 34 56 78", "mobile"),
        ("phone", "03 80 00 00 00", "Main desk"),
        ("link", "https://asso.example/a,b;c", ""),
    ),
    revised="20261122T120000Z",
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_a_card_says_is_read_back(version):
    (row,) = (grid := read_vcards(vcard(SOPHIE, version))).rows()
    assert dict(zip(grid.header, row.cells, strict=True)) == {
        "Name": "Sophie Martin, PhD",
        "First Name": "Sophie",
        "Last Name": "Martin",
        "Company": "Asso; Lumière",
        "Job Title": "Présidente",
        "E-mail 1 - Value": "sophie@asso.example",
        "E-mail 1 - Type": "work",
        "Phone 1 - Value": "06 12 34 56 78",
        "Phone 1 - Type": "mobile",
        "Phone 2 - Value": "03 80 00 00 00",
        "Phone 2 - Type": "Main desk",
        "Website 1 - Value": "https://asso.example/a,b;c",
        "Address": "1 rue A\n21000 Dijon",
        "Language": "fr",
        "Tags": "video; a,b",
        "Source": "Fair",
        "First contact date": "2026-03-02",
        "Opposition": "email",
        "Contact ID": "8c1a",
        "Notes": "one\ntwo\\three",
    }


def test_a_name_that_is_not_known_in_parts_is_where_telephones_look_for_it():
    assert b"\r\nN:Martin;Sophie;;;\r\n" in vcard(CardPerson("1", "Sophie Martin"), "3.0")
    company = vcard(CardPerson("1", "Asso Lumière", organization="Asso Lumière"), "3.0")
    assert "\r\nN:;Asso Lumière;;;\r\n".encode() in company
    (row,) = (grid := read_vcards(company)).rows()
    assert set(grid.header) == {"Name", "Company", "Contact ID"}
    assert row.cells[0] == "Asso Lumière"


@given(st.text())
def test_any_text_comes_back_but_for_control_characters(text):
    lines = vcard(CardPerson("1", "Name", note=text), "4.0")
    assert all(len(line) <= 75 for line in lines.split(b"\r\n"))
    assert lines.replace(b"\r\n", b"").isascii() or lines.decode()
    assert not set(lines) & {*range(9), 11, 12, *range(14, 32), 127}
    (row,) = (grid := read_vcards(lines)).rows()
    expected = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(one for one in expected if one in "\t\n" or (one >= " " and one != "\x7f")).strip()
    assert dict(zip(grid.header, row.cells, strict=True)).get("Notes", "") == expected


@given(st.text(min_size=1, max_size=300))
def test_folding_parts_no_character(text):
    line = "X:" + text.replace("\r", "").replace("\n", "")
    written = folded(line)
    assert all(len(piece) <= 75 for piece in written.split(b"\r\n"))
    for piece in written.split(b"\r\n"):
        piece.decode()
    assert written.replace(b"\r\n ", b"").removesuffix(b"\r\n") == line.encode("utf-8", "replace")


def test_many_cards_are_one_file():
    people = [CardPerson(str(number), f"Name {number}") for number in range(1001)]
    assert len(list(read_vcards(b"".join(vcard_chunks(people, "3.0"))).rows())) == 1001


def test_vobject_reads_the_cards():
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    (card,) = vobject.readComponents(vcard(SOPHIE, "3.0").decode())
    assert (card.fn.value, card.n.value.given, card.n.value.family) == ("Sophie Martin, PhD", "Sophie", "Martin")
    assert (card.email.value, card.tel.value, card.note.value) == (
        "sophie@asso.example",
        "06 12 34 56 78",
        "one\ntwo\\three",
    )
    assert (card.org.value, card.categories.value, card.adr.value.street) == (
        ["Asso; Lumière"],
        ["video", "a,b"],
        "1 rue A\n21000 Dijon",
    )


# -- Calendars ------------------------------------------------------------------------------------

STAMP = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def event(**fields: object) -> Event:
    """An event on a day in November."""
    known: dict[str, object] = {"uid": "a@x", "day": date(2026, 11, 30), "at": None, "title": "Call Sophie M."}
    return Event(**{**known, "stamp": STAMP, **fields})  # type: ignore[arg-type]


def test_a_day_is_a_whole_day():
    assert calendar([event()]).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//funneltui//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:a@x",
        "DTSTAMP:20261122T120000Z",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Call Sophie M.",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.fixture
def paris(monkeypatch):
    """The clock of Paris, which is moved in spring and autumn."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the system has no time zone by process")
@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 10, 24), "20261024T123000Z"),
        (date(2026, 10, 25), "20261025T133000Z"),  # clocks went back in the night
        (date(2027, 3, 27), "20270327T133000Z"),
        (date(2027, 3, 28), "20270328T123000Z"),  # clocks went forward
    ],
)
def test_a_time_is_the_instant_that_the_clock_on_the_wall_will_show(paris, day, instant):
    written = calendar([event(day=day, at=time(14, 30), alarm=15)]).decode()
    assert f"DTSTART:{instant}\r\n" in written
    assert "TRIGGER:-PT15M\r\n" in written


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the system has no time zone by process")
def test_icalendar_reads_the_calendar(paris):
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    title = "Rappeler; « Sophie », \\ etc.\n" + "é" * 100
    read = icalendar.Calendar.from_ical(calendar([event(at=time(9, 0), title=title, alarm=10, details="one\ntwo")]))
    (only,) = read.walk("VEVENT")
    assert str(only["SUMMARY"]) == title
    assert str(only["DESCRIPTION"]) == "one\ntwo"
    assert only.start == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    (alarm,) = only.walk("VALARM")
    assert alarm["TRIGGER"].dt.total_seconds() == -600


def test_many_events_are_one_calendar():
    written = calendar([event(uid=str(number)) for number in range(2000)], "funneltui")
    assert written.count(b"BEGIN:VEVENT") == 2000
    assert (written.count(b"BEGIN:VCALENDAR"), written.count(b"END:VCALENDAR")) == (1, 1)
