"""The composer's page without any script: every button a form, nothing typed is ever lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from notes import uploads
from notes.models import Note, Picture, State, Topic, Visibility
from tests.factories import NOON, category, note, person, product
from tests.notes.test_uploads import photograph

pytestmark = pytest.mark.django_db
PUBLISH = "/publish/"


@pytest.fixture
def author():
    return person("mina_writes")


@pytest.fixture
def browser(author, client: Client) -> Client:
    client.force_login(author)
    return client


def words(**sent):
    """What a browser sends of a filled-in composer."""
    return {
        "submission_key": str(uuid.uuid4()),
        "title": "Bread that rose",
        "body": "It took all night.",
        "category": category().pk,
        "visibility": "public",
    } | sent


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def ready(owner) -> Picture:
    picture = uploads.receive(owner, photograph(), at=NOON)
    uploads.prepare(picture, at=NOON)
    return picture


def test_a_visitor_is_asked_to_log_in_and_comes_back(client):
    response = client.get(PUBLISH)
    assert response["Location"] == "/accounts/login/?next=/publish/"


def test_a_filled_in_page_makes_one_note_and_leads_to_it(browser, author):
    response = browser.post(PUBLISH, words(topics="#sourdough", place="Mill Lane Bakery"))
    written = Note.objects.get()
    assert response["Location"] == written.get_absolute_url()
    assert (written.title, written.author, written.state) == ("Bread that rose", author, State.SUBMITTED)
    assert [topic.name for topic in written.topics.all()] == ["sourdough"]
    assert written.place.name == "Mill Lane Bakery"


def test_a_double_press_makes_one_note(browser):
    sent = words()
    first, second = browser.post(PUBLISH, sent), browser.post(PUBLISH, sent)
    assert first["Location"] == second["Location"]
    assert Note.objects.count() == 1


def test_a_page_that_was_handed_in_leads_on_to_its_note(browser, author):
    sent = words()
    browser.post(PUBLISH, sent)
    leads = browser.get(reverse("notes:draft", args=[sent["submission_key"]]))
    assert leads["Location"] == reverse("notes:edit", args=[Note.objects.get().public_id])
    nowhere = browser.get(reverse("notes:draft", args=[uuid.uuid4()]))
    assert nowhere["Location"] == f"{PUBLISH}?new"


def test_back_and_a_changed_word_change_the_one_note(browser):
    sent = words()
    browser.post(PUBLISH, sent)
    browser.post(PUBLISH, sent | {"title": "Bread that rose twice"})
    assert [written.title for written in Note.objects.all()] == ["Bread that rose twice"]


def test_what_is_wrong_is_said_beside_each_field_and_nothing_typed_is_lost(browser):
    response = browser.post(PUBLISH, words(title="", body="x" * 3001, category="", place="Mill Lane Bakery"))
    assert response.status_code == 422
    assert b"Mill Lane Bakery" in response.content
    assert b"x" * 3001 in response.content
    assert errors_of(response) == {
        "category": ["Choose the category that fits best."],
        "title": ["Give your note a title."],
        "body": ["The text is too long: at most 1,000 Chinese characters or 3,000 Latin letters."],
    }
    assert Note.objects.count() == 0


def test_twenty_chinese_characters_fit_a_title_and_twenty_one_do_not(browser):
    assert browser.post(PUBLISH, words(title="面" * 20)).status_code == 302
    refused = browser.post(PUBLISH, words(title="面" * 21))
    assert errors_of(refused) == {
        "title": ["The title is too long: at most 20 Chinese characters or 60 Latin letters."]
    }


def test_a_private_note_needs_no_category(browser):
    browser.post(PUBLISH, words(category="", visibility="private"))
    assert Note.objects.get().visibility == Visibility.PRIVATE


def test_pictures_keep_the_order_and_the_descriptions_sent(browser, author):
    first, second = ready(author), ready(author)
    sent = words(picture=[second.public_id, first.public_id]) | {f"alt_{first.public_id}": "A loaf on a rack"}
    browser.post(PUBLISH, sent)
    assert list(Picture.objects.order_by("position").values_list("pk", "alt")) == [
        (second.pk, ""),
        (first.pk, "A loaf on a rack"),
    ]


def test_somebody_elses_picture_is_not_taken(browser):
    stranger = ready(person())
    browser.post(PUBLISH, words(picture=[stranger.public_id]))
    stranger.refresh_from_db()
    assert stranger.note is None
    assert Note.objects.get().pictures.count() == 0


def test_files_sent_with_the_page_are_taken_in_without_a_script(browser):
    browser.post(PUBLISH, words(files=[photograph(), photograph()]))
    assert Note.objects.get().pictures.count() == 2


def test_one_refused_file_is_named_and_the_rest_is_kept(browser):
    response = browser.post(PUBLISH, words(files=[photograph(), SimpleUploadedFile("empty.jpg", b"")]))
    assert response.status_code == 422
    desk = response.context["desk"]
    assert [(problem.file_name, problem.reason) for problem in desk.pictures.problems] == [
        ("empty.jpg", "This file is empty.")
    ]
    assert len(desk.pictures.uses) == 1
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "left"), [("earlier:{b}", "bac"), ("later:{b}", "acb"), ("earlier:{a}", "abc"), ("drop-picture:{b}", "ac")]
)
def test_buttons_reorder_and_remove_pictures(browser, author, step, left):
    pictures = {letter: ready(author) for letter in "abc"}
    names = {letter: picture.public_id for letter, picture in pictures.items()}
    response = browser.post(PUBLISH, words(picture=list(names.values()), step=step.format(**names)))
    shown = [use.picture.public_id for use in response.context["desk"].pictures.uses]
    assert shown == [names[letter] for letter in left]
    assert response.status_code == 200
    assert Note.objects.count() == 0


def test_a_product_is_found_added_and_needs_its_relation(browser):
    cream = product("Oat hand cream")
    found = browser.post(PUBLISH, words(product_query="oat", step="find-product"))
    assert list(found.context["desk"].products.found) == [cream]
    added = browser.post(PUBLISH, words(step=f"add-product:{cream.public_id}"))
    assert [row.product for row in added.context["desk"].products.rows] == [cream]
    refused = browser.post(PUBLISH, words(product=cream.public_id))
    assert refused.context["desk"].errors == {"products": ["Say how you came by the product."]}
    facts = {f"relation_{cream.public_id}": "bought", f"stance_{cream.public_id}": "4"}
    browser.post(PUBLISH, words(product=cream.public_id) | facts)
    tag = Note.objects.get().note_products.get()
    assert (tag.product, tag.relation, tag.stance) == (cream, "bought", 4)


def test_the_limit_of_the_day_says_when_the_next_note_may_come(browser):
    for _ in range(3):
        browser.post(PUBLISH, words())
    response = browser.post(PUBLISH, words(title="The fourth"))
    assert response.status_code == 429
    assert response.context["desk"].errors["limit"][0].startswith("Your level allows 3 notes a day.")
    assert b"The fourth" in response.content
    assert Note.objects.count() == 3


def test_an_own_note_opens_in_the_composer_and_is_changed(browser, author):
    written = note(author)
    page = browser.get(reverse("notes:edit", args=[written.public_id]))
    assert page.context["form"]["title"].value() == written.title
    sent = words(title="Changed", submission_key=str(written.submission_key))
    response = browser.post(reverse("notes:edit", args=[written.public_id]), sent)
    written.refresh_from_db()
    assert (response["Location"], written.title) == (written.get_absolute_url(), "Changed")
    assert Note.objects.count() == 1


def test_nobody_opens_somebody_elses_note_in_the_composer(browser):
    written = note()
    address = reverse("notes:edit", args=[written.public_id])
    assert browser.get(address).status_code == 404
    assert browser.post(address, words(title="Mine now")).status_code == 404
    written.refresh_from_db()
    assert written.title != "Mine now"


def test_the_script_gets_a_state_or_a_reason_for_each_file(browser, author):
    answer = browser.post(reverse("notes:upload"), {"file": photograph()})
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")
    refused = browser.post(reverse("notes:upload"), {"file": SimpleUploadedFile("x.jpg", b"")})
    assert (refused.status_code, refused.json()) == (422, {"code": "empty", "reason": "This file is empty."})
    picture = Picture.objects.get()
    uploads.prepare(picture, at=NOON)
    states = browser.get(reverse("notes:upload_states"), {"id": [picture.public_id]}).json()["pictures"]
    assert [(state["id"], state["state"], state["width"]) for state in states] == [(picture.public_id, "ready", 900)]


def test_the_states_of_other_peoples_pictures_are_not_told(browser):
    stranger = uploads.receive(person(), photograph(), at=NOON)
    assert browser.get(reverse("notes:upload_states"), {"id": [stranger.public_id]}).json() == {"pictures": []}
    browser.post(reverse("notes:upload_discard", args=[stranger.public_id]))
    assert Picture.objects.filter(pk=stranger.pk).exists()


def test_choices_for_products_and_topics_are_offered_as_somebody_types(browser):
    cream = product("Oat hand cream")
    Topic.objects.create(slug="sourdough", name="sourdough")
    Topic.objects.create(slug="sour-plums", name="sour plums", is_hidden=True)
    products = browser.get(reverse("notes:product_choices"), {"q": "OAT hand"}).json()["products"]
    assert [(found["id"], found["name"]) for found in products] == [(cream.public_id, "Oat hand cream")]
    assert browser.get(reverse("notes:topic_choices"), {"q": "Sour"}).json() == {
        "topics": [{"name": "sourdough", "notes": 0}]
    }


def test_uploading_too_fast_is_slowed_down(browser):
    answers = {browser.post(reverse("notes:upload"), {}).status_code for _ in range(61)}
    assert answers == {422, 429}
