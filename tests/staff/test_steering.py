"""Staff's hand on the feed, in the admin."""

import json

import pytest
from django.urls import reverse

from feed.models import FeedWeights
from tests.staff.desk import at_desk, staff

pytestmark = pytest.mark.django_db
ADD = "admin:feed_feedweights_add"


def _put(weights: object, **facts: object) -> int:
    asked = {"weights": json.dumps(weights), "reason": "Fresher evenings", **facts}
    return at_desk(staff()).post(reverse(ADD), asked).status_code


def test_new_weights_are_a_new_version_with_its_reason() -> None:
    before = FeedWeights.objects.count()
    assert _put({"freshness": 1.1}) == 302
    newest = FeedWeights.objects.newest_first().first()
    assert newest is not None
    assert (newest.weights["freshness"], newest.weights["relevance"], newest.reason) == (1.1, 1.0, "Fresher evenings")
    assert FeedWeights.objects.count() == before + 1


@pytest.mark.parametrize("weights", [{"luck": 1}, {"level": 0.5}, {"freshness": "much"}, [1], {"quality": True}])
def test_weights_that_make_no_sense_are_sent_back(weights: object) -> None:
    before = FeedWeights.objects.count()
    assert _put(weights) == 200
    assert FeedWeights.objects.count() == before


def test_a_version_is_never_changed() -> None:
    row = FeedWeights.objects.create(version=90, weights={"level": 0.1}, reason="Tried it.")
    address = reverse("admin:feed_feedweights_change", args=[row.pk])
    assert at_desk().get(address).status_code == 200
    assert at_desk().post(address, {"weights": "{}", "reason": "x"}).status_code == 403
    row.refresh_from_db()
    assert row.reason == "Tried it."
