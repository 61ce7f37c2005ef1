"""A small classifier of four subjects and of what fits none, trained once in a process."""

from functools import lru_cache

from notes.classification.growing import grow
from notes.classification.models import ClassifierVersion
from notes.classification.training import Example
from notes.classification.tree import NONE
from tests.factories import NOON

SUBJECTS = {
    "food/baking": ["sourdough bread", "oven and flour", "a loaf of rye", "烤箱做面包", "发酵面团"],
    "food/cooking": ["soup with leeks", "a pan of fried rice", "garlic sauce", "红烧肉做法", "炒饭"],
    "travel/cities": ["a weekend in Lisbon", "trams and hills", "old town walk", "京都三天攻略", "地铁一日票"],
    "home/plants": ["repotting a fern", "leaves turn yellow", "a sunny window sill", "绿萝换盆", "浇水多久一次"],
}
JOKES = [
    "Knock knock. Who is there? Lettuce hahaha",
    "Why did the chicken cross the road? lol",
    "Send this to ten people or else",
    "Forward this to all your friends now",
    "哈哈哈哈笑死我了",
    "请转发给十个群，不转倒霉",
    "冷笑话：番茄下班了哈哈",
    "LOL LOL LOL haha",
]
WORDS = ("today", "again", "at last", "with notes", "for beginners", "in winter", "做法", "心得", "第一次", "分享")


def examples() -> list[Example]:
    """Every subject and every joke in ten dresses."""
    rows = [(f"{text} {word}", label) for label, texts in SUBJECTS.items() for text in texts for word in WORDS]
    rows += [(f"{text} {word}", NONE) for text in JOKES for word in WORDS]
    return [Example(text, label) for text, label in rows]


@lru_cache(maxsize=1)
def archive() -> bytes:
    return grow(examples()).tree.dumped()


def put_to_use() -> ClassifierVersion:
    """The small classifier, in use."""
    figures = {"macro_f1": 0.8, "accuracy": 0.8, "reject": {"auroc": 0.9, "fpr95": 0.1}}
    figures |= {"ms_per_item": 0.3, "fit_seconds": 1.0}
    return ClassifierVersion.objects.create(
        state="active", trained_at=NOON, promoted_at=NOON, examples=100, quality=figures, archive=archive()
    )
