"""A video in a real browser: sent in pieces, stopped and gone on with, its still and captions chosen, published."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from notes.models import Form, Note, State, Video
from tests.browser.conftest import PASSWORD
from tests.browser.films import large_film
from tests.common.video_files import film

CUES = "WEBVTT\n\n00:00.100 --> 00:02.500\nThe crust sings.\n"


@pytest.fixture
def author(member, visitor):
    member("mina_writes", name="Mina")
    return visitor("mina").log_in("mina_writes", PASSWORD)


@pytest.fixture
def loaf(tmp_path: Path) -> Path:
    return film(tmp_path / "loaf.mp4", seconds=4, size=(360, 640))


def item(visitor):
    return visitor.page.locator("[data-film-item]")


def forgive(visitor) -> None:
    """A connection that the test itself cut is no fault of the page."""
    visitor.complaints = [line for line in visitor.complaints if "net::ERR_FAILED" not in line]


def composed(visitor, path: Path) -> None:
    visitor.compose("Bread that sang", "Listen.", category="Food")
    visitor.page.check("#kind-video", force=True)
    visitor.page.set_input_files("[name=video_file]", str(path))


def test_a_video_is_sent_prepared_and_published_with_its_still_and_captions(author, worker, loaf, tmp_path):
    cues = tmp_path / "loaf.vtt"
    cues.write_text(CUES)
    composed(author, loaf)
    expect(item(author)).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(author.page.locator("[data-film-stills] img")).to_have_count(6)
    author.page.locator("[data-film-stills] label").nth(4).click()
    author.page.set_input_files("[name=captions_file]", str(cues))
    expect(author.page.locator("[data-film-captions]")).to_be_visible()
    author.page.fill("[name=video_alt]", "A loaf on a board")
    expect(author.page.locator("[data-preview-picture] img")).to_have_attribute("src", _still(4))
    path = author.publish()
    author.wait_until_live(path)
    made, video = Note.objects.get(), Video.objects.get()
    assert (made.form, made.state, video.note) == (Form.VIDEO, State.LIVE, made)
    assert (video.poster, video.alt, video.captions_language) == (4, "A loaf on a board", "en")


def _still(number: int):
    return re.compile(rf"-p{number}-360\.webp$")


def test_an_upload_that_was_cut_goes_on_where_it_stopped_after_a_reload(author, worker, tmp_path):
    """The first piece arrives, then the connection is gone; another day the same file is chosen again."""
    path = large_film(tmp_path / "loaf.mp4")
    pieces: list[int] = []

    def second_piece_fails(route, request):
        if request.method != "PATCH":
            route.continue_()
            return
        pieces.append(int(request.headers["upload-offset"]))
        if len(pieces) > 1:
            route.abort()
        else:
            route.continue_()

    author.page.route("**/publish/videos/*/", second_piece_fails)
    composed(author, path)
    expect(author.page.locator("[data-film-status]")).to_contain_text("5.0 of 12", timeout=60_000)
    half = Video.objects.get()
    assert half.state == Video.State.RECEIVING
    author.page.once("dialog", lambda dialog: dialog.accept())
    author.go("/publish/")
    # Only now: the page that was left tries again by itself, and would send the rest as soon as it could.
    author.page.unroute("**/publish/videos/*/")
    author.wait_for_composer()
    author.page.check("#kind-video", force=True)
    expect(author.page.locator("[data-film-unfinished]")).to_contain_text("loaf.mp4: ")
    with author.page.expect_request(lambda request: request.method == "PATCH", timeout=60_000) as went_on:
        author.page.set_input_files("[name=video_file]", str(path))
    assert int(went_on.value.headers["upload-offset"]) == 5 * 1024 * 1024
    expect(item(author)).to_have_attribute("data-state", "ready", timeout=60_000)
    assert Video.objects.get().public_id == half.public_id
    forgive(author)


def test_a_lost_connection_is_told_and_the_upload_goes_on_by_hand(author, worker, tmp_path):
    path = large_film(tmp_path / "loaf.mp4")
    author.page.route("**/publish/videos/", lambda route, _request: route.abort())
    author.page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    composed(author, path)
    expect(item(author)).to_have_attribute("data-state", "failed")
    expect(author.page.locator("[data-film-reason]")).to_contain_text("The connection is gone.")
    author.page.unroute("**/publish/videos/")
    author.page.click("[data-film-again]")
    expect(item(author)).to_have_attribute("data-state", "ready", timeout=60_000)
    forgive(author)


def test_a_file_that_is_no_video_says_why_and_can_be_replaced(author, worker, loaf, tmp_path):
    page = tmp_path / "page.mp4"
    page.write_text("<html><script>alert(1)</script></html>")
    composed(author, page)
    expect(item(author)).to_have_attribute("data-state", "refused", timeout=60_000)
    expect(author.page.locator("[data-film-reason]")).to_have_text(
        "This file is not a video we can read. Use MP4, MOV or WebM."
    )
    author.page.click("[data-film-drop]")
    expect(item(author)).to_be_hidden()
    author.page.set_input_files("[name=video_file]", str(loaf))
    expect(item(author)).to_have_attribute("data-state", "ready", timeout=60_000)


def test_a_cancelled_upload_leaves_nothing_behind(author, tmp_path):
    held: list = []
    author.page.route("**/publish/videos/*/", lambda route, request: held.append(route))
    composed(author, large_film(tmp_path / "loaf.mp4"))
    expect(item(author)).to_have_attribute("data-state", "sending")
    expect(author.page.locator("[data-film-progress]")).to_be_visible()
    while not held:
        author.page.wait_for_timeout(50)
    author.page.unroute("**/publish/videos/*/")
    with author.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        author.page.click("[data-film-drop]")
    expect(item(author)).to_be_hidden()
    assert not Video.objects.exists()


def test_a_still_of_any_moment_can_be_taken_from_the_film(author, worker, loaf):
    composed(author, loaf)
    viewer = author.page.locator("[data-film-viewer]")
    expect(viewer).to_be_visible(timeout=60_000)
    expect(viewer).to_have_js_property("paused", value=True)
    # The film has to be known before it can be wound.
    viewer.evaluate(
        "(video) => new Promise((done) => { video.preload = 'auto'; video.load();"
        " video.addEventListener('loadedmetadata', () => { video.currentTime = 1.5; });"
        " video.addEventListener('seeked', done); })"
    )
    author.page.click("[data-film-take]")
    expect(author.page.locator("[data-film-stills] img")).to_have_count(7, timeout=60_000)
    expect(author.page.locator("[data-film-stills] label").nth(6).locator("input")).to_be_checked()
    assert Video.objects.get().posters[6]["at_ms"] in range(1400, 1601)


def test_a_video_is_published_without_a_script(member, visitor, worker, loaf):
    member("mina_writes")
    phone = visitor("phone", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.log_in("mina_writes", PASSWORD, then="/publish/")
    phone.page.fill("[name=title]", "Without a script")
    phone.page.select_option("[name=category]", label="Food")
    phone.page.check("#kind-video", force=True)
    phone.page.set_input_files("[name=video_file]", str(loaf))
    path = phone.publish()
    phone.reload_until_live(path)
    assert Note.objects.get().video.state == Video.State.READY


def played(visitor, path: str):
    """Opens the note and gives its film, known to the browser."""
    visitor.go(path)
    film = visitor.page.locator("[data-player-film]")
    expect(visitor.page.locator("[data-player-bar]")).to_be_visible()
    return film


@pytest.fixture
def shown(author, worker, loaf, tmp_path) -> str:
    """The path of a live video note with captions."""
    cues = tmp_path / "loaf.vtt"
    cues.write_text(CUES)
    composed(author, loaf)
    expect(item(author)).to_have_attribute("data-state", "ready", timeout=60_000)
    author.page.set_input_files("[name=captions_file]", str(cues))
    expect(author.page.locator("[data-film-captions]")).to_be_visible()
    path = author.publish()
    author.wait_until_live(path)
    return path


def test_a_video_plays_by_keys_and_remembers_that_it_was_silenced(author, shown):
    film = played(author, shown)
    film.focus()
    author.page.keyboard.press("m")
    expect(film).to_have_js_property("muted", value=True)
    author.page.keyboard.press("Space")
    expect(film).to_have_js_property("paused", value=False)
    author.page.keyboard.press("Space")
    expect(film).to_have_js_property("paused", value=True)
    author.page.keyboard.press("ArrowRight")
    expect(author.page.locator("[data-player-now]")).not_to_have_text("0:00")
    author.page.keyboard.press("c")
    expect(author.page.locator("[data-player-captions]")).to_have_attribute("aria-pressed", "true")
    assert film.evaluate("(film) => film.textTracks[0].mode") == "showing"
    author.page.keyboard.press("f")
    expect(author.page.locator(".player__frame:fullscreen")).to_be_visible()
    author.page.keyboard.press("f")
    again = played(author, shown)
    expect(again).to_have_js_property("muted", value=True)


def test_a_video_stops_when_its_sheet_closes_and_a_resting_pointer_shows_it(author, shown):
    author.go("/@mina_writes/")
    card = author.page.locator("[data-card]").first
    card.hover()
    preview = card.locator("video.cover__film")
    expect(preview).to_have_js_property("muted", value=True)
    expect(preview).to_have_js_property("paused", value=False)
    author.page.mouse.move(0, 0)
    expect(preview).to_have_count(0)
    card.locator("[data-card-link]").click()
    film = author.page.locator("dialog [data-player-film]")
    film.focus()
    author.page.keyboard.press("Space")
    expect(film).to_have_js_property("paused", value=False)
    kept = film.element_handle()
    author.page.keyboard.press("Escape")
    expect(author.page.locator("dialog[open]")).to_have_count(0)
    assert kept.evaluate("(film) => film.paused") is True


def test_a_reader_who_asked_for_calm_sees_no_film_move_by_itself(author, shown, visitor):
    calm = visitor("calm", reduced_motion="reduce")
    calm.go("/@mina_writes/")
    card = calm.page.locator("[data-card]").first
    card.hover()
    calm.page.evaluate("() => new Promise((done) => setTimeout(done, 700))")
    expect(card.locator("video")).to_have_count(0)
