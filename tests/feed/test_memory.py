"""A process remembers for as long as the settings say, and forgets when it is told."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from feed.memory import Memory


@pytest.fixture
def read() -> Callable[[], int]:
    numbers: Iterator[int] = count(1)
    return lambda: next(numbers)


def test_a_value_is_read_once_while_it_is_remembered(settings, read: Callable[[], int]):
    settings.FEED_MEMORY_SECONDS = 60.0
    memory: Memory[int] = Memory()
    assert [memory.get("a", read), memory.get("a", read), memory.get("b", read)] == [1, 1, 2]


def test_an_empty_list_is_a_value_too(settings):
    settings.FEED_MEMORY_SECONDS = 60.0
    memory: Memory[list[int]] = Memory()
    assert memory.get("a", list) is memory.get("a", list)


def test_without_seconds_every_look_is_a_new_one(read: Callable[[], int]):
    memory: Memory[int] = Memory()
    assert [memory.get("a", read), memory.get("a", read)] == [1, 2]


def test_what_was_forgotten_is_read_again(settings, read: Callable[[], int]):
    settings.FEED_MEMORY_SECONDS = 60.0
    memory: Memory[int] = Memory()
    memory.get("a", read)
    memory.forget()
    assert memory.get("a", read) == 2


def test_a_memory_does_not_grow_without_end(settings, read: Callable[[], int]):
    settings.FEED_MEMORY_SECONDS = 60.0
    memory: Memory[int] = Memory()
    for number in range(2500):
        memory.get(str(number), read)
    assert len(memory._kept) <= 1000
