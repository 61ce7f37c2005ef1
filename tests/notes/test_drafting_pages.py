"""Saving drafts with and without a script, two versions side by side, and coming back."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from common.clock import now
from notes.models import Draft, Note, Picture
from tests.factories import category, note, person, product
from tests.notes.test_composer import ready, words

pytestmark = pytest.mark.django_db
SAVE = "/publish/save/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def author():
    return person("mina_writes")


@pytest.fixture
def browser(author, client: Client) -> Client:
    client.force_login(author)
    return client


def save(browser: Client, sent: dict, version: int = 0):
    return browser.post(SAVE, sent | {"draft_version": version}, headers=JSON)


def test_a_script_saves_the_page_and_learns_when_and_which_version(browser, author):
    sent = words(topics="#sourdough")
    answer = save(browser, sent)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["version"], body["url"]) == (1, f"/publish/{sent['submission_key']}/")
    assert body["saved"].startswith("Saved ")
    assert Draft.objects.get().author == author


def test_the_time_of_saving_is_by_the_authors_own_clock(client):
    author = person(time_zone="Asia/Kathmandu")
    client.force_login(author)
    said = save(client, words()).json()["saved"]
    from zoneinfo import ZoneInfo

    wall = Draft.objects.get().saved_at.astimezone(ZoneInfo("Asia/Kathmandu"))
    assert said == f"Saved {wall:%H:%M}"


def test_a_draft_opens_as_it_was_left(browser, author):
    cream, first, second = product("Oat cream"), ready(author), ready(author)
    facts = {f"relation_{cream.public_id}": "gifted", f"alt_{second.public_id}": "A loaf"}
    marked = {
        f"pt_about_{second.public_id}": "place",
        f"pt_words_{second.public_id}": "The oven",
        f"pt_x_{second.public_id}": "12.5",
        f"pt_y_{second.public_id}": "80",
    }
    sent = words(
        picture=[second.public_id, first.public_id], product=cream.public_id, visibility="followers",
        comments_from="nobody", is_ai_made="on", scheduled_at="2026-12-01T12:00", topics="#rye", category="",
    )  # fmt: skip
    save(browser, sent | facts | marked)
    page = browser.get(f"/publish/{sent['submission_key']}/")
    desk, form = page.context["desk"], page.context["form"]
    assert [use.picture for use in desk.pictures.uses] == [second, first]
    row = desk.pictures.uses[0]
    assert (row.alt, row.rows[0].words, row.rows[0].x, row.rows[0].y) == ("A loaf", "The oven", "12.5", "80")
    assert [(row.product, row.relation) for row in desk.products.rows] == [(cream, "gifted")]
    shown = {name: form[name].value() for name in ("title", "topics", "visibility", "comments_from", "is_ai_made")}
    assert shown == {
        "title": "Bread that rose",
        "topics": "#rye",
        "visibility": "followers",
        "comments_from": "nobody",
        "is_ai_made": True,
    }
    assert not form.errors


def test_an_unfinished_draft_is_laid_before_its_author_and_a_new_one_can_be_begun(browser):
    sent = words()
    save(browser, sent)
    assert browser.get("/publish/")["Location"] == f"/publish/{sent['submission_key']}/?back"
    fresh = browser.get("/publish/?new")
    assert fresh.status_code == 200
    assert fresh.context["form"]["title"].value() in ("", None)


def test_what_was_begun_for_a_product_is_not_pushed_aside_by_an_old_draft(browser):
    save(browser, words())
    cream = product()
    page = browser.get("/publish/", {"product": cream.public_id})
    assert [row.product for row in page.context["desk"].products.rows] == [cream]


def test_a_script_whose_version_is_old_is_told_and_nothing_changes(browser):
    sent = words()
    save(browser, sent)
    save(browser, sent | {"title": "From the first tab"}, 1)
    late = save(browser, sent | {"title": "From the second tab"}, 1)
    assert (late.status_code, late.json()["version"]) == (409, 2)
    assert Draft.objects.get().title == "From the first tab"


def test_a_script_that_saves_what_was_handed_in_is_told_where_it_is(browser):
    sent = words()
    save(browser, sent)
    browser.post("/publish/", sent)
    late = save(browser, sent, 1)
    assert (late.status_code, late.json()) == (410, {"url": Note.objects.get().get_absolute_url()})


def test_the_button_saves_without_a_script_files_included(browser, author):
    from tests.notes.test_uploads import photograph

    sent = words(files=[photograph()])
    response = browser.post(SAVE, sent)
    assert response["Location"] == f"/publish/{sent['submission_key']}/"
    assert Draft.objects.get().fields["picture"] == [Picture.objects.get().public_id]
    assert Picture.objects.get().draft == Draft.objects.get()


def test_two_tabs_without_a_script_see_both_versions_and_choose_part_by_part(browser):
    sent = words()
    save(browser, sent)
    save(browser, sent | {"title": "Kept title", "body": "Kept body"}, 1)
    page = browser.post(SAVE, sent | {"title": "My title", "body": "My body", "draft_version": 1})
    assert page.status_code == 409
    assert [(part.key, part.mine.words, part.kept.words) for part in page.context["differences"]] == [
        ("title", "My title", "Kept title"),
        ("body", "My body", "Kept body"),
    ]
    choice = {
        "submission_key": sent["submission_key"],
        "draft_version": page.context["draft"].version,
        "mine": page.context["mine"],
        "take_title": "mine",
        "take_body": "kept",
    }
    browser.post(reverse("notes:draft_settle", args=[sent["submission_key"]]), choice)
    draft = Draft.objects.get()
    assert (draft.fields["title"], draft.fields["body"], draft.version) == (["My title"], ["Kept body"], 3)


@pytest.mark.parametrize("mine", ["", "{", "[]", '{"title": "no list"}', '{"title": [1]}', "null"])
def test_a_choice_that_no_page_of_ours_sends_changes_nothing(browser, mine: str):
    sent = words()
    save(browser, sent)
    response = browser.post(
        reverse("notes:draft_settle", args=[sent["submission_key"]]),
        {"submission_key": sent["submission_key"], "draft_version": 1, "mine": mine, "take_title": "mine"},
    )
    assert response.status_code == 302
    assert Draft.objects.get().version == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"submission_key": "nonsense"},
        {"submission_key": str(uuid.uuid4()), "draft_version": "-1"},
        {"submission_key": str(uuid.uuid4()), "draft_version": "9" * 30},
        {"submission_key": str(uuid.uuid4()), "editing": "\x00"},
    ],
)
def test_what_no_page_of_ours_sends_is_not_found(browser, sent: dict):
    assert browser.post(SAVE, sent, headers=JSON).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("hostile", ["\x00", "../../x", "<script>", "9" * 400, "\ud7ff"])
def test_hostile_names_of_pictures_and_products_do_no_harm(browser, hostile: str):
    sent = words(picture=[hostile], product=[hostile], category=hostile, city=hostile)
    assert save(browser, sent).status_code == 200
    assert browser.get(f"/publish/{sent['submission_key']}/").status_code == 200
    assert browser.post("/publish/compare/", sent).status_code == 409


def test_nobody_opens_changes_or_throws_away_somebody_elses_draft(browser, author):
    sent = words()
    save(browser, sent)
    stranger = Client()
    stranger.force_login(person())
    key = sent["submission_key"]
    assert stranger.get(f"/publish/{key}/")["Location"] == "/publish/?new"
    assert save(stranger, sent | {"title": "Mine"}, 1).status_code == 410
    stranger.post(reverse("notes:draft_discard", args=[key]))
    assert stranger.post("/publish/compare/", sent)["Location"] == "/publish/"
    draft = Draft.objects.get()
    assert (draft.author, draft.title) == (author, "Bread that rose")


def test_a_draft_is_thrown_away_after_a_question(browser):
    sent = words()
    save(browser, sent)
    address = reverse("notes:draft_discard", args=[sent["submission_key"]])
    assert browser.get(address).status_code == 200
    assert Draft.objects.count() == 1
    browser.post(address)
    assert Draft.objects.count() == 0


def test_changes_to_a_note_wait_in_its_composer(browser, author):
    written = note(author, title="Bread")
    sent = words(title="Rye", submission_key=str(written.submission_key), editing=written.public_id)
    save(browser, sent)
    page = browser.get(reverse("notes:edit", args=[written.public_id]))
    assert page.context["form"]["title"].value() == "Rye"
    assert Note.objects.get().title == "Bread"
    assert browser.get(f"/publish/{written.submission_key}/")["Location"] == f"/n/{written.public_id}/edit/"


def test_somebody_elses_note_is_not_changed_by_way_of_a_draft(browser):
    written = note()
    sent = words(submission_key=str(uuid.uuid4()), editing=written.public_id)
    save(browser, sent)
    assert Draft.objects.get().note is None


@pytest.mark.parametrize("address", ["/publish/", SAVE])
def test_words_sent_after_the_session_ended_are_there_again_after_logging_in(address: str, author, client):
    sent = words(title="Nearly lost")
    answer = client.post(address, sent)
    assert answer["Location"] == "/accounts/login/?next=%2Fpublish%2Fkept%2F"
    author.set_password("a-long-quiet-meadow")
    author.save()
    back = client.post(answer["Location"], {"login": author.handle, "password": "a-long-quiet-meadow"})
    assert back["Location"] == "/publish/kept/"
    assert client.get(back["Location"])["Location"] == f"/publish/{sent['submission_key']}/"
    assert Draft.objects.get().title == "Nearly lost"


def test_a_script_whose_session_ended_is_asked_to_log_in(client):
    answer = client.post(SAVE, words(), headers=JSON)
    assert (answer.status_code, answer.json()) == (401, {"login": "/accounts/login/?next=%2Fpublish%2Fkept%2F"})


@pytest.mark.parametrize(
    ("zone", "wall", "sentence"),
    [
        ("Europe/London", "2027-03-28T01:30", "The clocks go forward that night: 01:30 does not exist."),
        ("Europe/London", "2027-10-31T01:30", "The clocks go back that night: 01:30 comes twice."),
        ("America/New_York", "2027-03-14T02:30", "The clocks go forward that night: 02:30 does not exist."),
        ("Australia/Lord_Howe", "2027-04-04T01:45", "The clocks go back that night: 01:45 comes twice."),
        ("Asia/Shanghai", "tomorrow", "Write the time as 2026-11-25 18:30."),
    ],
)
def test_an_hour_that_is_missing_or_comes_twice_is_told_beside_the_field(client, zone: str, wall: str, sentence: str):
    client.force_login(person(time_zone=zone, level=4))
    response = client.post("/publish/", words(scheduled_at=wall))
    assert response.status_code == 422
    assert response.context["form"].errors["scheduled_at"][0].startswith(sentence)
    assert not Note.objects.exists()


def test_a_time_is_read_by_the_authors_clock(client):
    from datetime import UTC, timedelta
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Tokyo")
    wall = (now().astimezone(zone) + timedelta(days=2)).replace(hour=12, minute=0, second=0, microsecond=0)
    client.force_login(person(time_zone="Asia/Tokyo", level=4))
    client.post("/publish/", words(scheduled_at=f"{wall:%Y-%m-%dT%H:%M}"))
    assert Note.objects.get().scheduled_at == wall.astimezone(UTC)


def test_marks_are_set_and_taken_away_button_by_button(browser, author):
    picture = ready(author)
    pid = picture.public_id
    more = browser.post("/publish/", words(picture=[pid], step=f"add-point:{pid}"))
    assert [row.x for row in more.context["desk"].pictures.uses[0].rows] == ["50"]
    marked = {f"pt_about_{pid}": ["place", ""], f"pt_words_{pid}": ["Oven", ""], f"pt_x_{pid}": ["1", "2"]}
    marked[f"pt_y_{pid}"] = ["3", "4"]
    fewer = browser.post("/publish/", words(picture=[pid], step=f"drop-point:{pid}:1") | marked)
    assert [row.words for row in fewer.context["desk"].pictures.uses[0].rows] == ["Oven"]


def test_a_note_is_handed_in_with_its_marks(browser, author):
    picture, friend = ready(author), person("ali_reads")
    pid = picture.public_id
    marked = {f"pt_about_{pid}": "person", f"pt_words_{pid}": "@Ali_Reads", f"pt_x_{pid}": "33,3", f"pt_y_{pid}": "0"}
    browser.post("/publish/", words(picture=[pid]) | marked)
    point = picture.points.get()
    assert (point.person, point.x, point.y) == (friend, 333, 0)


def test_an_unfinished_mark_is_told_beside_the_pictures_and_stays(browser, author):
    pid = ready(author).public_id
    marked = {f"pt_about_{pid}": "", f"pt_words_{pid}": "?", f"pt_x_{pid}": "50", f"pt_y_{pid}": "x"}
    response = browser.post("/publish/", words(picture=[pid]) | marked)
    assert response.status_code == 422
    assert response.context["desk"].errors["pictures"] == ["A mark lies beside its picture."]
    assert response.context["desk"].pictures.uses[0].rows[0].words == "?"


def test_what_is_missing_is_listed_at_the_top_and_leads_to_its_field(browser):
    text = browser.post("/publish/", words(title="", category="")).content.decode()
    summary = text.split("data-summary", 1)[1].split("</div>", 1)[0]
    assert '<a class="link" href="#id_title">Title</a>: Give your note a title.' in summary
    assert '<a class="link" href="#id_category">Category</a>: Choose the category that fits best.' in summary


def test_the_page_that_compares_escapes_what_was_typed(browser):
    sent = words(title="<script>alert(1)</script>")
    save(browser, words(submission_key=sent["submission_key"], title="Kept"))
    text = browser.post("/publish/compare/", sent).content.decode()
    assert "<script>alert(1)" not in text
    assert json.loads(browser.post("/publish/compare/", sent).context["mine"])["title"] == [sent["title"]]


def test_a_category_is_named_beside_the_other(browser):
    sent = words(category=category("food").pk)
    save(browser, sent)
    page = browser.post("/publish/compare/", sent | {"category": category("travel").pk})
    side = page.context["differences"][0]
    assert (side.mine.words, side.kept.words) == ("Travel", "Food")
