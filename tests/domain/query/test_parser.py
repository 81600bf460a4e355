"""What a query asks, in both languages, and what is said when it cannot be understood."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.query import (
    FIELDS,
    Amounts,
    Blank,
    Choice,
    Condition,
    Days,
    Numbers,
    Phrase,
    Query,
    QueryError,
    Vocabulary,
    field_named,
    parse,
)
from funneltui.domain.text import fold

TODAY = date(2026, 11, 19)  # a Thursday
OWN = Vocabulary(stages={"lead": "Première piste", "audition": "Audition", "lost": "Perdu"})


def _tests(text, **context):
    (condition,) = parse(text, TODAY, **context).conditions
    return condition.tests


def _day(text):
    return date.fromisoformat(text)


def test_nothing_asks_for_everything():
    assert parse("", TODAY) == Query("")
    assert not parse('  "" \t', TODAY)
    assert parse("x", TODAY)


def test_free_words_phrases_and_negation():
    query = parse('Sophie -"Le  Devis" l’Été -', TODAY)
    assert query.conditions == (
        Condition("", (Phrase("sophie"),), False, 0, 6),
        Condition("", (Phrase("le devis", exact=True),), True, 7, 19),
        Condition("", (Phrase("l'ete"),), False, 20, 25),
        Condition("", (Phrase("-"),), False, 26, 27),
    )
    assert query.words == ("sophie", "l'ete", "-")


@pytest.mark.parametrize("text", ["http://x.org", "10:30", "a-b", "sophie@x.org", ":x", "_a:b"])
def test_a_colon_is_not_always_a_key(text):
    assert _tests(text) == (Phrase(fold(text)),)


@pytest.mark.parametrize("quoted", ['"le devis"', "“le devis”", "« le devis »", '"le devis'])
def test_quotes_of_all_kinds(quoted):
    assert _tests(quoted) == (Phrase("le devis", exact=True),)


def test_alternatives():
    assert _tests('tag:web|"vidéo, pro",photo') == (Phrase("web"), Phrase("video, pro", exact=True), Phrase("photo"))
    assert _tests("stage:lead,prospect") == (Choice("lead"), Choice("prospect"))
    assert parse("-tag:x", TODAY).conditions[0].negated


CHOICES = [
    ("stage:lead", "étape:piste", "lead"),
    ("stage:proposal", "etape:devis", "proposal"),
    ("stage:not-now", "étape:veille", "parked"),
    ('stage:"Not now"', "ÉTAPE:pas-maintenant", "parked"),
    ("status:open", "statut:ouverte", "open"),
    ("temp:hot", "température:chaud", "hot"),
    ("temp:warm", "temp:tiède", "warm"),
    ("missing:authority", "manque:décideur", "authority"),
    ("missing:decision", "manque:décision", "authority"),
    ("lost:price", "perdu:prix", "price"),
    ("lost:no-budget", "perdu:pas-de-budget", "no_budget"),
    ("is:client", "est:cliente", "client"),
    ("is:overdue", "est:en-retard", "overdue"),
    ("has:email", "avec:courriel", "email"),
    ("has:phone", "a:téléphone", "phone"),
]


@pytest.mark.parametrize(("english", "french", "key"), CHOICES)
def test_choices_in_both_languages(english, french, key):
    assert _tests(english) == _tests(french) == (Choice(key),)


def test_the_persons_own_names():
    assert _tests('stage:"première piste"', vocabulary=OWN) == (Choice("lead"),)
    assert _tests("stage:premiere-piste", vocabulary=OWN) == (Choice("lead"),)
    assert _tests("stage:aud", vocabulary=OWN) == (Choice("audition"),)
    with pytest.raises(QueryError):
        parse("stage:prospect", TODAY, vocabulary=OWN)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("score:3", 3, 3),
        ("score:=3", 3, 3),
        ("score:<3", None, 2),
        ("score:≤3", None, 3),
        ("score:>3", 4, None),
        ("score:>=3", 3, None),
        ("score:2..4", 2, 4),
        ("score:2..", 2, None),
        ("score:..4", None, 4),
        ("unanswered:>2", 3, None),
        ("sans-réponse:>2", 3, None),
        ("id:12", 12, 12),
    ],
)
def test_numbers(text, low, high):
    assert _tests(text) == (Numbers(low, high),)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("value:>1000", Amounts(100001, None, "EUR")),
        ("valeur:<=1,5k", Amounts(None, 150000, "EUR")),
        ("value:1k..5k", Amounts(100000, 500000, "EUR")),
        ("value:1000..", Amounts(100000, None, "EUR")),
        ("value:..500€", Amounts(None, 50000, "EUR", named=True)),
        ("value:<$500", Amounts(None, 49999, "USD", named=True)),
        ("value:1000..2000$", Amounts(100000, 200000, "USD", named=True)),
        ("value:$1000..$2000", Amounts(100000, 200000, "USD", named=True)),
        ('value:"3 200,50"', Amounts(320050, 320050, "EUR")),
        ("value:..", None),
    ],
)
def test_amounts(text, amounts):
    if amounts is None:
        with pytest.raises(QueryError):
            parse(text, TODAY)
    else:
        assert _tests(text) == (amounts,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("due:overdue", None, "2026-11-18"),
        ("échéance:retard", None, "2026-11-18"),
        ("due:today", "2026-11-19", "2026-11-19"),
        ("due:demain", "2026-11-20", "2026-11-20"),
        ("due:<7d", None, "2026-11-25"),
        ("due:7d", None, "2026-11-26"),
        ("due:7j", None, "2026-11-26"),
        ("due:7", None, "2026-11-26"),
        ("due:>2w", "2026-12-04", None),
        ("due:=2sem", "2026-12-03", "2026-12-03"),
        ("due:>=1m", "2026-12-19", None),
        ("due:3d..7d", "2026-11-22", "2026-11-26"),
        ("due:3d..", "2026-11-22", None),
        ("due:week", "2026-11-16", "2026-11-22"),
        ("due:semaine-prochaine", "2026-11-23", "2026-11-29"),
        ('due:"next week"', "2026-11-23", "2026-11-29"),
        ("due:ven", "2026-11-20", "2026-11-20"),
        ("due:fin-janvier", "2027-01-31", "2027-01-31"),
        ("due:<15/12", None, "2026-12-14"),
        ("parked:<2027-01", None, "2026-12-31"),
        ("parked:<=2027-01", None, "2027-01-31"),
        ("parked:>2027-01", "2027-02-01", None),
        ("parked:2027", "2027-01-01", "2027-12-31"),
        ("parked:mars", "2027-03-01", "2027-03-31"),
        ("parked:novembre", "2026-11-01", "2026-11-30"),
        ("veille:janvier-2028", "2028-01-01", "2028-01-31"),
        ("idle:>14d", None, "2026-11-04"),
        ("idle:14d", "2026-11-05", None),
        ("touched:>30d", None, "2026-10-19"),
        ("touched:<30d", "2026-10-21", None),
        ("touched:>=30j", None, "2026-10-20"),
        ("touched:7d..14d", "2026-11-05", "2026-11-12"),
        ("touched:7d..", None, "2026-11-12"),
        ("contacté:hier", "2026-11-18", "2026-11-18"),
        ("created:thu", "2026-11-12", "2026-11-12"),
        ("created:2026-11", "2026-11-01", "2026-11-30"),
        ("created:novembre", "2026-11-01", "2026-11-30"),
        ("created:décembre", "2025-12-01", "2025-12-31"),
        ("created:2026-01..2026-03", "2026-01-01", "2026-03-31"),
        ("created:..2026-03", None, "2026-03-31"),
        ("closed:2026-q3", "2026-07-01", "2026-09-30"),
        ("clos:2026t1", "2026-01-01", "2026-03-31"),
        ("closed:month", "2026-11-01", "2026-11-30"),
        ("closed:last-month", "2026-10-01", "2026-10-31"),
        ("closed:quarter", "2026-10-01", "2026-12-31"),
        ("closed:year", "2026-01-01", "2026-12-31"),
        ("closed:année-dernière", "2025-01-01", "2025-12-31"),
        ("closed:>=2026-06-15", "2026-06-15", None),
    ],
)
def test_days(text, first, last):
    assert _tests(text) == (Days(first and _day(first), last and _day(last)),)


@pytest.mark.parametrize(
    "text", ["due:none", "due:aucune", "touched:never", "contacté:jamais", "value:none", "tag:sans", "source:none"]
)
def test_nothing_there(text):
    assert _tests(text) == (Blank(),)


def test_none_in_quotes_is_a_word():
    assert _tests('tag:"none"') == (Phrase("none", exact=True),)
    assert _tests("name:none") == (Phrase("none"),)


def test_dates_follow_the_language():
    assert _tests("due:5/12", language="fr") == (Days(_day("2026-12-05"), _day("2026-12-05")),)


@pytest.mark.parametrize(
    ("text", "wrong", "reason", "suggestion"),
    [
        ("x stge:lead", "stge", "Unknown key “stge”. Did you mean “stage”?", "stage"),
        ("-tpe:x", "tpe", None, None),
        ("zzzzqq:lead", "zzzzqq", "Unknown key “zzzzqq”. To search for it as text, put it in quotes.", ""),
        ("échéence:x", "échéence", "Unknown key “échéence”. Did you mean “échéance”?", "échéance"),
        ("temp:hut", "hut", "“hut” isn't valid for temp. Use cold, warm, hot.", "hot"),
        ("stage:pro", "pro", "“pro” isn't valid for stage. Use prospect, proposal.", None),
        ("stage:lead|propect", "propect", None, "prospect"),
        ("stage:", "stage:", "“stage:” needs a value, such as stage:suspect.", ""),
        ("a -due: b", "due:", "“due:” needs a value, such as due:<7d.", ""),
        ("tag:|", "tag:|", "“tag:” needs a value, such as tag:web.", ""),
        ("temp:hto,cold", "hto", "“hto” isn't valid for temp. Use cold, warm, hot.", "hot"),
        ("re: hello", "re", "Unknown key “re”. To search for it as text, put it in quotes.", ""),
        ("score:>", ">", "A value is missing after “>”.", ""),
        ("score:x", "x", "“x” isn't a number: write 3, <3 or 2..4.", ""),
        ("score:1..x", "1..x", "“x” isn't a number: write 3, <3 or 2..4.", ""),
        ("score:5..2", "5..2", "“5..2” is reversed: the smaller end comes first.", ""),
        ("value:2k..1k", "2k..1k", "“2k..1k” is reversed: the smaller end comes first.", ""),
        ("value:abc", "abc", "“abc” isn't an amount. Enter a number, such as 3200.", ""),
        ("value:1$..2£x", "1$..2£x", "“2£x” isn't an amount: unknown word “£x”.", ""),
        ("due:soon", "soon", "Can't read “soon” as a date. Try tomorrow, fri, +3d, 15/12 or 2026-12-15.", ""),
        ("due:5/12", "5/12", "“5/12” could be 5 December or 12 May: write 2026-12-05.", ""),
        ("due:3x", "3x", None, ""),
        ("created:2026..2025", "2026..2025", "“2026..2025” is reversed: the smaller end comes first.", ""),
        ("touched:14d..7d", "14d..7d", "“14d..7d” is reversed: the smaller end comes first.", ""),
    ],
)  # fmt: skip
def test_mistakes_are_pointed_at(text, wrong, reason, suggestion):
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    error = caught.value
    assert text[error.start : error.end] == wrong
    assert reason is None or str(error) == reason
    assert suggestion is None or error.suggestion == suggestion
    assert error.field == "query"


def test_carets_stand_under_the_mistake():
    with pytest.raises(QueryError) as caught:
        parse("日本 é\x1b stge:lead", TODAY)
    assert caught.value.pointer == ("日本 é␛ stge:lead", "        ^^^^")
    assert caught.value.repaired == "日本 é\x1b stage:lead"
    assert QueryError("?", "x", 0, 0).repaired is None
    assert QueryError("?", "", 0, 0).pointer == ("", "^")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("tag:a||b,", "tag:a|b"),
        ("stage:lead,", "stage:lead"),
        ("stage:,lead", "stage:lead"),
        ("value:>1 000", "value:>1000"),
        ("valeur:>1 000 000 € sophie", "value:>1000000€ sophie"),
        ("value:1\u202f500..2\u00a0000", "value:1500..2000"),
        ("value:<500 EUR", "value:<500EUR"),
        ("id:12,15", "id:12|15"),
        ("score:1,2", "score:1|2"),
    ],
)
def test_two_ways_to_write_the_same(text, same):
    def meaning(query):
        return [(one.field, one.tests, one.negated) for one in parse(query, TODAY).conditions]

    assert meaning(text) == meaning(same)


@pytest.mark.parametrize("text", ["value:>1000 500", "value:>1 50", "value:>5k 200", "score:1 000", "value:none 100"])
def test_a_number_behind_an_amount_is_a_word_of_its_own_unless_it_goes_on_with_it(text):
    assert [one.field for one in parse(text, TODAY).conditions][1:] == [""]


def test_keys_are_told_apart():
    words = [fold(word) for one in FIELDS for word in (one.name, *one.aliases)]
    assert len(words) == len(set(words))
    assert field_named("Étape").name == "stage"


def test_words_of_choices_are_told_apart():
    for one in FIELDS:
        words = [fold(word) for key, (_, aliases) in one.choices.items() for word in (key, *aliases)]
        assert len(words) == len(set(words)), one.name


pieces = st.sampled_from(
    'stage: lead tag: due: <7d >3 "a b" « » - | , .. 2026-11 value: 1k..2k€ score:1..3 étape:pi is:client touched:'
    " 3d..9d temp:h zz: 5/12 created:<=mars 2026q1 sophie parked: 99999999999 +9999y idle:9999y id:".split()
)


@given(st.lists(pieces, max_size=6).flatmap(lambda some: st.sampled_from([" ".join(some), "".join(some)])))
def test_any_text_is_a_query_or_a_pointed_mistake(text):
    for language in ("en", "fr"):
        try:
            query = parse(text, TODAY, language)
        except QueryError as mistake:
            places = [0, mistake.start, mistake.end, len(text)]
        else:
            places = [place for one in query.conditions for place in (one.start, one.end)]
            assert all(one.tests for one in query.conditions)
        assert places == sorted(places)


@given(st.text(max_size=20))
def test_other_text_too(text):
    test_any_text_is_a_query_or_a_pointed_mistake.hypothesis.inner_test(text)


@given(st.integers(0, 999), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_operators_part_the_days(number, today):
    def days(text):
        (condition,) = parse(text, today).conditions
        return condition.tests[0]

    day = timedelta(days=1)
    for key in ("due", "touched"):
        less, more, exactly = (days(f"{key}:{sign}{number}d") for sign in ("<", ">", "="))
        within = days(f"{key}:{number}d")
        assert within == days(f"{key}:<={number}d")
        assert exactly.first == exactly.last
        if key == "due":
            assert (less.last + day, more.first - day, within.last) == (exactly.first,) * 3
        else:
            assert (less.first - day, more.last + day, within.first) == (exactly.first,) * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 10_001, "A search has at most {most} characters; this one has {count}."),
        ("a " * 101, "A search has at most {most} words; this one has {count}."),
    ],
)
def test_a_search_that_nobody_types_is_refused_at_once(text, said):
    with pytest.raises(QueryError) as refused:
        parse(text, TODAY)
    assert refused.value.message == said
    assert len(refused.value.query) < 200, "the whole of it is not repeated"


def test_a_long_search_that_somebody_may_type_is_understood():
    assert parse("ab " * 100, TODAY)
