"""What the rules find in a text."""

import pytest

from moderation.models import Decision, Rule
from moderation.rules import CLEAN, PASSAGE, Ruling, judge, rulings_in_force

WORDS = Ruling(1, Rule.Kind.WORDS, ("buy likes", "互粉"), 11, Rule.Action.REFUSE)
LINKS = Ruling(2, Rule.Kind.LINKS, (), 11, Rule.Action.HOLD)
CONTACT = Ruling(3, Rule.Kind.CONTACT, (), 5, Rule.Action.HOLD)


def test_a_text_without_findings_is_clean() -> None:
    assert judge("Bread that rose overnight.", 0, [WORDS, LINKS, CONTACT]) == CLEAN


@pytest.mark.parametrize("text", ["BUY LIKES here", "ｂｕｙ　ｌｉｋｅｓ", "来互粉吧"])
def test_words_are_found_however_they_are_dressed(text: str) -> None:
    assert judge(text, 0, [WORDS]).rule == 1


@pytest.mark.parametrize(
    "text",
    [
        "call 13812345678",
        "ring +44 20 7946 0958",
        "微信：mina_reads",
        "加微信号 mina_reads",
        "vx mina2026",
        "WhatsApp: mina.reads",
    ],
)
def test_contact_details_are_found(text: str) -> None:
    assert judge(text, 0, [CONTACT]).rule == 3


@pytest.mark.parametrize("text", ["700 g water", "open 10-18, 2026-11-24", "qq candy", "微信支付很方便"])
def test_quantities_and_days_are_no_contact_details(text: str) -> None:
    assert judge(text, 0, [CONTACT]) == CLEAN


def test_links_are_counted_against_the_level() -> None:
    text = "https://one.example https://two.example"
    assert judge(text, 1, [LINKS], free_links=1).passage == "https://two.example"
    assert judge(text, 2, [LINKS], free_links=2) == CLEAN


def test_links_to_the_site_itself_are_not_counted(settings) -> None:
    settings.SITE_URL = "https://meadow.example"
    assert judge("https://meadow.example/notes/x and www.meadow.example.evil", 1, [LINKS], free_links=1) == CLEAN


def test_an_author_of_the_exempt_level_is_not_subject_to_the_rule() -> None:
    assert judge("call 13812345678", 4, [CONTACT]).rule == 3
    assert judge("call 13812345678", 5, [CONTACT]) == CLEAN


def test_refusing_outweighs_holding_and_the_first_finding_of_a_kind_counts() -> None:
    text = "call 13812345678, https://one.example, buy likes"
    assert judge(text, 0, [LINKS, CONTACT, WORDS]).rule == 1
    assert judge(text, 0, [LINKS, CONTACT]).rule == 2


def test_a_finding_a_person_let_stand_is_found_no_more_and_one_beside_it_is():
    passed = frozenset({(3, "13812345678")})
    assert judge("call 13812345678", 0, [CONTACT], passed=passed) == CLEAN
    assert judge("call 13812345678 or 13987654321", 0, [CONTACT], passed=passed).passage == "13987654321"
    assert judge("buy likes, 互粉", 0, [WORDS], passed={(1, "buy likes")}).passage == "互粉"


def test_a_long_passage_is_cut_to_what_its_column_holds() -> None:
    assert len(judge("https://one.example/" + "a" * 500, 0, [LINKS]).passage) == PASSAGE


@pytest.mark.django_db
def test_rules_that_are_off_are_not_in_force_and_reading_them_is_one_query(django_assert_num_queries) -> None:
    Rule.objects.exclude(name="Gambling").update(is_on=False)
    with django_assert_num_queries(1):
        rulings = rulings_in_force()
    assert [(ruling.kind, ruling.action) for ruling in rulings] == [("words", "refuse")]


@pytest.mark.django_db
def test_the_house_starts_with_rules_that_speak_both_languages() -> None:
    started = Rule.objects.filter(is_on=True)
    assert {"Contact details", "Many links", "Gambling"} <= {rule.name for rule in started}
    assert all(rule.sentence_en and rule.sentence_zh for rule in started)
    assert judge("博彩平台送彩金", 0, rulings_in_force()).action == Decision.Verdict.REFUSE
