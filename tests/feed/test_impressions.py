"""What readers were shown: taken by a beacon, stored by a worker, once each, and never in the way."""

import json
import secrets
import uuid

import pytest
from django.test import Client

from common.redis_client import client, key
from feed import impressions, tasks
from feed.models import Impression
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def beacon(browser: Client, rows: object, **more: str):
    body = rows if isinstance(rows, (str, bytes)) else json.dumps(rows)
    # An address of its own, so that tests do not share a rate limit.
    return browser.post(
        "/seen/", body, content_type="application/json", REMOTE_ADDR=f"2001:db8::{secrets.token_hex(2)}", **more
    )


def seen(written, source: str = "fresh") -> dict[str, str]:
    return {"event": str(uuid.uuid4()), "note": written.public_id, "source": source}


def waiting() -> int:
    return client().xlen(key(impressions.STREAM))


def test_a_page_writes_nothing_and_a_worker_stores_what_was_seen():
    written, reader, browser = note(), person(), Client()
    browser.force_login(reader)
    assert beacon(browser, [seen(written)]).status_code == 204
    assert (Impression.objects.count(), waiting()) == (0, 1)
    tasks.store_impressions()
    row = Impression.objects.get()
    assert (row.note_id, row.reader_id, row.source) == (written.pk, reader.pk, "fresh")
    assert waiting() == 0


def test_somebody_who_reads_was_about():
    written, reader, browser = note(), person(), Client()
    browser.force_login(reader)
    beacon(browser, [seen(written)])
    tasks.store_impressions()
    reader.refresh_from_db()
    assert reader.seen_at == Impression.objects.get().seen_at


def test_a_visitor_is_counted_without_a_name():
    beacon(Client(), [seen(note())])
    tasks.store_impressions()
    assert Impression.objects.get().reader_id is None


def test_the_same_card_told_twice_is_one_impression():
    row = seen(note())
    beacon(Client(), [row, row])
    beacon(Client(), [row])
    tasks.store_impressions()
    tasks.store_impressions()
    assert Impression.objects.count() == 1


def test_more_than_a_batch_is_stored_in_one_run():
    written = note()
    rows = [impressions.Seen(uuid.uuid4(), written.public_id, "fresh") for _ in range(impressions.BATCH + 5)]
    impressions.enqueue(rows, None, at=NOON)
    tasks.store_impressions()
    assert (Impression.objects.count(), waiting()) == (impressions.BATCH + 5, 0)


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "null", "5", '"x"', "{}", "[]", "[1, null, []]", '[{"event": "x", "note": "y"}]', "[" * 100_000,
        '[{"event": "6f6d9c1e-0000-4000-8000-000000000000", "note": "../../etc"}]', b"\xff\xfe",
    ],
)  # fmt: skip
def test_a_beacon_that_says_nonsense_is_heard_and_forgotten(body):
    assert beacon(Client(), body).status_code == 204
    assert waiting() == 0


@pytest.mark.parametrize("source", ["x" * 500, "\x00", "\ud800", "<script>", ""])
def test_a_made_up_source_does_not_stop_the_worker(source: str):
    good = note()
    beacon(Client(), [seen(good, source), seen(good)])
    tasks.store_impressions()
    assert Impression.objects.filter(source="fresh").count() == 1
    assert waiting() == 0


def test_a_note_that_was_deleted_meanwhile_is_left_out():
    kept, gone = note(), note()
    beacon(Client(), [seen(kept), seen(gone)])
    gone.delete()
    tasks.store_impressions()
    assert list(Impression.objects.values_list("note", flat=True)) == [kept.pk]


def test_one_beacon_tells_of_sixty_cards_at_most():
    written = note()
    beacon(Client(), [seen(written) for _ in range(100)])
    assert waiting() == 60


def test_looking_at_the_address_of_the_beacon_does_nothing():
    assert Client().get("/seen/").status_code == 405
