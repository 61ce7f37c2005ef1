"""Two people write to each other in two browsers; a square is worked out where it belongs, in the browser."""

import contextlib
import copy
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from common.cells import cell_of
from conversations.models import Conversation, Message, Step
from tests.browser.conftest import _PROJECT, PASSWORD, _worker_variables
from tests.browser.visitor import Visitor
from tests.factories import NOON
from users.following import follow
from users.models import User, Whereabouts

PATIENCE = 20_000


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, seconds: float = 90) -> None:
    """Until it takes connections; a process that ends meanwhile is told at once."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the live process ended with {process.wait(0.2)}")
    raise AssertionError("the live process takes no connections")


@pytest.fixture
def live(live_server, settings) -> Iterator[None]:
    """The live process on this test's database, the same program as in production."""
    port = _free_port()
    # The host of the test's server: cookies know hosts and no ports.
    address = f"http://localhost:{port}"
    settings.SITE_URL, settings.LIVE_URL = live_server.url, f"{address}/live/"
    policy = copy.deepcopy(django_settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"] = ["'self'", address]
    settings.CONTENT_SECURITY_POLICY = policy
    words = ["--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    words += ["--workers-kill-timeout", "2s"]
    variables = _worker_variables() | {"SITE_URL": live_server.url, "PYTHONPATH": f"{_PROJECT}/platform"}
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *words, "config.live:application"],
        cwd=_PROJECT,
        env={**os.environ, **variables},
    )
    _wait_for(process, port)
    yield
    process.terminate()
    process.wait(20)


def _friends(member: Callable[..., User]) -> tuple[User, User]:
    mina, noa = member("mina", name="Mina", level=3), member("noa", name="Noa", level=3)
    follow(mina, noa, at=NOON)
    follow(noa, mina, at=NOON)
    return mina, noa


def _write(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_label("Your message").fill(words)
    visitor.page.keyboard.press("Enter")


def test_two_people_talk_and_see_each_other_write_read_and_take_back(visitor, member, live):
    _friends(member)
    one = visitor("mina").log_in("mina", PASSWORD, then="/messages/to/noa/")
    _write(one, "Bread at six?")
    expect(one.page.locator(".said", has_text="Bread at six?")).to_be_visible()
    one.page.wait_for_url("**/messages/c/**")
    other = visitor("noa").log_in("noa", PASSWORD, then="/messages/")
    other.page.get_by_text("Bread at six?").click()
    expect(one.page.locator(".said__foot", has_text="Read")).to_be_visible(timeout=PATIENCE)
    _write(other, "I bring the butter")
    expect(one.page.locator(".said", has_text="I bring the butter")).to_be_visible(timeout=PATIENCE)
    _write(one, "See you there")
    expect(other.page.locator(".said", has_text="See you there")).to_be_visible(timeout=PATIENCE)
    # The answer is on the page, so nothing of this conversation is unread.
    said = [(message.author.handle, message.body) for message in Message.objects.order_by("pk")]
    assert said == [("mina", "Bread at six?"), ("noa", "I bring the butter"), ("mina", "See you there")]
    line = one.page.locator(".said--own", has_text="See you there")
    line.locator("summary").click()
    line.get_by_role("link", name="Take back").click()
    one.page.get_by_role("button", name="Take back").click()
    expect(other.page.locator(".said", has_text="See you there")).to_have_count(0, timeout=PATIENCE)


def test_a_request_is_accepted_without_a_script(visitor, member):
    member("mina", name="Mina", level=3)
    member("noa", name="Noa")
    one = visitor("mina", java_script_enabled=False).log_in("mina", PASSWORD, then="/messages/to/noa/")
    one.page.get_by_label("Your message").fill("May I ask you something?")
    one.page.get_by_role("button", name="Send").click()
    expect(one.page.get_by_text("waiting to be accepted")).to_be_visible()
    other = visitor("noa", java_script_enabled=False).log_in("noa", PASSWORD, then="/messages/requests/")
    other.page.get_by_text("May I ask you something?").click()
    other.page.get_by_role("button", name="Accept").click()
    other.page.get_by_label("Your message").fill("Ask away")
    other.page.get_by_role("button", name="Send").click()
    expect(other.page.locator(".said", has_text="Ask away")).to_be_visible()
    assert Conversation.objects.get().step == Step.OPEN


def test_a_message_that_did_not_reach_us_stays_in_its_field_and_is_sent_once(visitor, member):
    _friends(member)
    one = visitor("mina").log_in("mina", PASSWORD, then="/messages/to/noa/")
    _write(one, "First")
    one.page.wait_for_url("**/messages/c/**")
    one.page.context.set_offline(True)
    _write(one, "Second")
    expect(one.page.locator(".toast")).to_be_visible()
    expect(one.page.get_by_label("Your message")).to_have_value("Second")
    one.page.context.set_offline(False)
    one.complaints.clear()
    one.page.keyboard.press("Enter")
    expect(one.page.locator(".said", has_text="Second")).to_be_visible()
    assert Message.objects.filter(body="Second").count() == 1


def test_the_browser_counts_squares_as_the_server_does(visitor):
    chance = random.Random(5)
    places = [(chance.uniform(-90, 90), chance.uniform(-180, 180)) for _number in range(2000)]
    places += [(90, 0), (-90, 0), (0, 180), (0, -180), (51.5, 0), (-17, 179.999)]
    page = visitor().go("/about/").page
    found = page.evaluate(
        """async (places) => {
            const { cellOf } = await import("/static/js/people/cell.js");
            return places.map(([latitude, longitude]) => cellOf(latitude, longitude));
        }""",
        places,
    )
    assert found == [cell_of(*place) for place in places]


def test_only_the_number_of_the_square_leaves_the_browser(visitor, member):
    member("mina")
    where = {"latitude": 51.50735, "longitude": -0.12776}
    one = visitor("mina", geolocation=where, permissions=["geolocation"])
    one.log_in("mina", PASSWORD, then="/settings/nearby/")
    with one.page.expect_request(lambda request: request.method == "POST") as posted:
        one.page.get_by_role("button", name="Use the square I am in").click()
    expect(one.page.get_by_text("Nearby now reads around you.")).to_be_visible()
    cell = cell_of(where["latitude"], where["longitude"])
    assert Whereabouts.objects.get().cell == cell
    assert f"cell={cell}" in (posted.value.post_data or "")
    assert "51.5" not in (posted.value.post_data or "")


def test_a_browser_that_does_not_tell_is_told_what_to_do(visitor, member):
    member("mina")
    one = visitor("mina", permissions=[])
    one.log_in("mina", PASSWORD, then="/settings/nearby/")
    one.page.get_by_role("button", name="Use the square I am in").click()
    expect(one.page.get_by_text("Your browser does not give the position.")).to_be_visible()
    assert not Whereabouts.objects.exists()
