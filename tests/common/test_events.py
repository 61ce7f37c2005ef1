"""Announcing: after the commit, once, and one deaf ear does not keep the others from hearing."""

import pytest
from django.db import transaction
from django.dispatch import Signal

from common.events import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> list[dict]:
    return []


def ear_for(signal: Signal, heard: list[dict]):
    def ear(sender: object, **facts: object) -> None:
        facts.pop("signal")
        heard.append(facts)

    signal.connect(ear, weak=False)
    return ear


def test_nothing_is_said_before_the_commit(heard, django_capture_on_commit_callbacks):
    signal = Signal()
    ear_for(signal, heard)
    with django_capture_on_commit_callbacks(execute=True):
        announce(signal, note_id=7)
        assert heard == []
    assert heard == [{"note_id": 7}]


def test_what_was_rolled_back_is_never_announced(heard, django_capture_on_commit_callbacks):
    signal = Signal()
    ear_for(signal, heard)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        announce(signal, note_id=7)
        transaction.set_rollback(True)
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_is_said_at_once(heard):
    signal = Signal()
    ear_for(signal, heard)
    announce(signal, note_id=7)
    assert heard == [{"note_id": 7}]


def test_a_receiver_that_fails_keeps_no_other_from_hearing(heard, django_capture_on_commit_callbacks):
    signal = Signal()

    def broken(sender: object, **facts: object) -> None:
        raise ValueError("deaf")

    signal.connect(broken, weak=False)
    ear_for(signal, heard)
    with django_capture_on_commit_callbacks(execute=True):
        announce(signal, note_id=7)
    assert heard == [{"note_id": 7}]
