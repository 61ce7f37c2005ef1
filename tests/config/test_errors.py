"""When something went wrong: plain words, the right status, and never what is inside."""

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path, reverse

from config.urls import urlpatterns as _site
from tests.factories import note, person, product

pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> None:
    raise RuntimeError("the secret inside")


urlpatterns = [path("broken/", broken), *_site]


def test_an_address_that_is_not_there_says_so_and_leads_on():
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert "This page is not here." in answer.content.decode()
    assert reverse("feed:explore") in answer.content.decode()


def test_a_fault_of_ours_is_a_page_in_both_languages_that_tells_nothing_of_the_inside():
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(raise_request_exception=False).get("/broken/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Something on our side failed." in text
    assert "我们这边出了点问题" in text
    assert "secret" not in text
    assert answer["X-Request-ID"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_form_without_its_token_is_refused_in_plain_words():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("notes:like", args=[note().public_id]))
    assert answer.status_code == 403
    assert "The form had been open too long." in answer.content.decode()


def test_what_is_not_for_somebody_is_said_in_plain_words():
    browser = Client()
    browser.force_login(person())
    answer = browser.get(reverse("portal:home"))
    assert answer.status_code == 403
    assert "This is not for you to see." in answer.content.decode()


def test_the_wrong_method_changes_nothing():
    assert Client().get(reverse("notes:like", args=[note().public_id])).status_code == 405
    assert Client().post(product().get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/%00", "/c/%00/", "/t/%00/", "/@%00/", "/shop/?category=%00", "/?after=k%00", "/t/bread/?after=%00", "/b/%00/"],
)
def test_an_address_with_a_nul_is_no_page(address: str):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/t/%ff%fe/", "/c/%c3%28/", "/?after=%ff", "/shop/?category=%ff"])
def test_bytes_that_are_no_text_are_no_fault(address: str):
    assert Client().get(address).status_code in {200, 404}
