"""`manage.py run_pushes`: a noon that is still to come, on a screen."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from push.models import InboxItem
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("run_pushes", *arguments, stdout=out)
    return out.getvalue()


def test_at_a_noon_to_come_the_reader_gets_a_push_and_the_gates_answer_is_printed() -> None:
    mina = person("mina_reads", time_zone="Asia/Shanghai", joined_at=NOON)
    note(person(time_zone="nowhere"), title="Bread that rose")
    said = run("--at", "2026-11-25T12:30+08:00", "--reader", "mina_reads")
    assert "mina_reads, 2026-11-25 12:30 in Asia/Shanghai: open. This is a good time: your window is open." in said
    assert "deliver mina_reads 2026-11-25 noon at 2026-11-25 12:30: open 'Bread that rose'" in said
    assert said.endswith("planned 1, delivered 1\n")
    assert InboxItem.objects.filter(reader=mina).count() == 1


def test_running_it_twice_adds_nothing() -> None:
    mina = person("mina_reads", joined_at=NOON)
    note(person(time_zone="nowhere"))
    run("--at", "2026-11-25T12:30", "--reader", "mina_reads")
    assert run("--at", "2026-11-25T12:31", "--reader", "mina_reads").endswith("planned 0, delivered 0\n")
    assert InboxItem.objects.filter(reader=mina).count() == 1


def test_at_another_time_it_says_why_nothing_comes_and_when_something_may() -> None:
    person("mina_reads", joined_at=NOON)
    said = run("--at", "2026-11-25T15:00", "--reader", "mina_reads")
    assert "working. You are at work from 13:30 to 18:00." in said
    assert "the next chance is at 2026-11-25 18:30" in said
    assert said.endswith("planned 0, delivered 0\n")


@pytest.mark.parametrize("arguments", [["--at", "noon"], ["--at", "2026-13-45T12:00"], ["--reader", "nobody_here"]])
def test_what_it_does_not_understand_it_refuses(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
