"""From a word of a note ("sourdough", "harbour at dusk") to a scene that can be painted."""

import random
from functools import lru_cache

from demo.painting import SCENES


@lru_cache(maxsize=1)
def _by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, scene in SCENES.items():
        for word in {*name.replace("-", " ").replace("_", " ").split(), *scene.alt_en.lower().split()}:
            found.setdefault(_stem(word), []).append(name)
    return found


def _stem(word: str) -> str:
    return word.strip(".,;:'\"()").lower().removesuffix("s")


@lru_cache(maxsize=32)
def _of_category(code: str) -> tuple[str, ...]:
    fitting = tuple(name for name, scene in SCENES.items() if code in scene.category)
    return fitting or tuple(SCENES)


def scene_for(word: str, category: str, chance: random.Random) -> str:
    """The scene that shares most words with `word`; among equals, and when none does, one of the category's."""
    fitting = _of_category(category.split("/", 1)[0])
    votes: dict[str, float] = dict.fromkeys(fitting, 0.5)
    for part in word.replace("-", " ").split():
        for name in _by_word().get(_stem(part), ()):
            votes[name] = votes.get(name, 0.0) + 1
    best = max(votes.values())
    return chance.choice(sorted(name for name, count in votes.items() if count == best))
