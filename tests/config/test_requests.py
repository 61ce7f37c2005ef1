"""What every answer carries: the request's id, a strict content policy, and the headers that keep people safe."""

import gzip
import io
import json
import logging
import re

import pytest
import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from config.logs import configure, logging_table
from notes.models import NoteTopic, Topic
from tests.factories import note, person, product

pytestmark = pytest.mark.django_db


def public_pages() -> list[str]:
    """One address of every public page of the site."""
    written, topic, cream = note(), Topic.objects.create(slug="bread", name="bread"), product()
    NoteTopic.objects.create(note=written, topic=topic)
    names = ["feed:explore", "feed:topics", "shop:home", "about", "account_login", "account_signup"]
    addresses = [reverse(name) for name in names]
    addresses += [one.get_absolute_url() for one in (written, topic, cream, cream.brand, written.author)]
    return [*addresses, "/c/food/", reverse("account_reset_password")]


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


def test_every_public_page_has_a_policy_without_inline_code_or_style():
    for address in public_pages():
        answer = Client().get(address)
        assert answer.status_code == 200, address
        found = directives(answer["Content-Security-Policy"])
        assert found["script-src"] == ["'self'"]
        assert found["style-src"] == ["'self'"]
        assert (found["object-src"], found["frame-ancestors"]) == (["'none'"], ["'none'"])
        assert (found["base-uri"], found["form-action"]) == (["'self'"], ["'self'"])
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_no_public_page_holds_what_its_policy_forbids():
    for address in public_pages():
        text = Client().get(address).content.decode()
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*(?:ld\+json|application/json))[^>]*>", text)
        assert inline == [], address
        assert re.findall(r"<style\b|<[^>]+\sstyle=|<[^>]+\son[a-z]+=\"", text) == [], address


@pytest.mark.parametrize("address", ["/", "/healthz", "/no/such/page/", "/accounts/login/"])
def test_every_answer_carries_the_safe_headers(address: str):
    answer = Client().get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_policy_is_wider_in_the_admin_alone():
    browser = Client()
    browser.force_login(person(is_staff=True, is_superuser=True))
    assert "unsafe-eval" in browser.get("/admin/", follow=True)["Content-Security-Policy"]
    assert "unsafe" not in Client().get("/administration/")["Content-Security-Policy"]


def test_every_answer_has_an_id_of_its_own():
    ids = {Client().get("/healthz")["X-Request-ID"] for _ in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in ids)


@pytest.mark.parametrize("address", ["/healthz", "/no/such/page/"])
def test_an_id_given_by_the_proxy_goes_through(address: str):
    assert Client().get(address, headers={"X-Request-ID": "proxy-1234_ab.c"})["X-Request-ID"] == "proxy-1234_ab.c"


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "with blank in it", "a;drop table", "<script>x</script>", "né" * 8]
)
def test_an_id_that_is_none_is_replaced(given: str):
    assert re.fullmatch(r"[0-9a-f]{16}", Client().get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"])


def lines_of(deed) -> list[dict]:
    """What a deed writes to the log in production's form."""
    table = logging_table(as_json=True, level="INFO")
    heard = io.StringIO()
    table["handlers"]["stderr"] = {"class": "logging.StreamHandler", "formatter": "line", "stream": heard}
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    try:
        configure(table)
        deed()
    finally:
        root.handlers[:] = kept
        root.setLevel(level)
    return [json.loads(line) for line in heard.getvalue().splitlines()]


def test_lines_of_a_request_carry_its_id():
    lines = lines_of(lambda: Client().get("/no/such/page/", headers={"X-Request-ID": "proxy-1234"}))
    assert [line["request_id"] for line in lines if line["logger"] == "django.request"] == ["proxy-1234"]


def test_a_value_from_outside_cannot_forge_a_second_line():
    forged = "x\n" + json.dumps({"event": "paid", "level": "info"})
    lines = lines_of(lambda: structlog.stdlib.get_logger("test").warning("heard", value=forged))
    assert [line["event"] for line in lines] == ["heard"]
    assert lines[0]["value"] == forged


def test_the_readable_form_keeps_one_line_an_event_too(capsys):
    table = logging_table(as_json=False, level="INFO")
    formatter = table["formatters"]["line"]
    line = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    ).format(logging.LogRecord("test", logging.INFO, "", 0, "heard %s", ("x\ny",), None))
    assert "heard" in line


def test_an_answer_says_what_it_varies_with():
    assert "Cookie" in Client().get("/")["Vary"]


def test_the_language_of_a_reader_stands_before_the_browsers():
    browser = Client()
    browser.force_login(person(language="zh-hans"))
    assert '<html lang="zh-hans"' in browser.get("/", headers={"Accept-Language": "en"}).content.decode().lower()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "x" * 5000])
def test_a_zone_that_is_none_shows_times_of_the_site(zone: str):
    browser = Client()
    browser.cookies["zone"] = zone
    assert browser.get("/").status_code == 200


def test_a_page_goes_out_packed_to_whoever_can_unpack_it():
    plain, packed = Client().get("/about/"), Client().get("/about/", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(packed.content)


def test_the_same_page_is_never_as_long_twice():
    """Its length would tell what else stands on a page that repeats what somebody put into its address (BREACH)."""
    asked = [Client().get("/about/", headers={"Accept-Encoding": "gzip"}) for _ in range(12)]
    assert len({len(answer.content) for answer in asked}) > 1


def test_files_go_out_as_they_lie():
    default_storage.save("p/zz/words.vtt", ContentFile(b"WEBVTT\n" + b"A loaf. " * 100))
    answer = Client().get("/media/p/zz/words.vtt", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert answer["Content-Length"] == "807"
