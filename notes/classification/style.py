"""How a text is written, as features: jokes, chain letters and advertising betray themselves by manner."""

from collections.abc import Iterator, Mapping
from typing import Any

import regex
from django.utils.translation import gettext_lazy as _

# Marks a feature of manner; no word of a text begins with it.
MANNER = "~"
# What a manner weighs beside words of length 1: between 0.1 and 0.8 misfits were told apart best by this.
MANNER_WEIGHT = 0.5
_DIGITS = regex.compile(r"\d")
_LATIN = regex.compile(r"\p{Latin}")
# A text is told by steps of length: a line, a remark, a paragraph, a page.
_STEPS = (8, 16, 32, 64, 128, 256)
_MUCH = 0.2

# Each manner by its name, and what finds it in a folded text: every repetition of any character is bounded, so that no
# text takes long.
_FOUND: Mapping[str, regex.Pattern[str]] = {
    "ask": regex.compile(r"[?？]"),
    "cry": regex.compile(r"[!！]"),
    "cries": regex.compile(r"[!！].{0,400}?[!！].{0,400}?[!！]", regex.DOTALL),
    "laugh": regex.compile(r"哈哈|嘻嘻|呵呵|233+|笑死|笑不活|(?:\b|^)(?:lol|lmao|rofl|haha\w*|hehe)\b|[😂🤣😹]"),
    "repeat": regex.compile(r"(\w)\1\1\1|(\b\w+\b)(?:\W+\2\b){2}"),
    "link": regex.compile(r"https?://|www\.|\b\w+\.(?:com|cn|net|org|top|xyz|vip|io|me)\b"),
    "account": regex.compile(
        r"(?<!\d)\+?\d[\d \-]{7,}\d(?!\d)|(?:微信|加v|加微|vx|v信|qq|扣扣|telegram|whatsapp|电报)\s*[:：号]?"
        r"|\bdm\b|link in bio|主页(?:有|见|链接)|私(?:我|信|聊)"
    ),
    "forward": regex.compile(
        r"转发|转给|转出去|速转|扩散|传下去|接力|请转|都转|不转|发给\S{0,4}(?:群|人|好友)"
        r"|\b(?:forward|repost|re-?share|pass (?:it|this)|copy and paste|send (?:this|it) to"
        r"|tag \w+ (?:friends?|people|who)"
        r"|share (?:this|it|with)|spread the word)\b"
    ),
    "money": regex.compile(
        r"[¥￥$€£]\s*\d|\d+\s*(?:块|元|万|美元|dollars|usd|bucks)|日入|躺赚|返现|稳赚|红包|兼职|贷款|提现"
        r"|\b(?:earn|income|cash|prize|casino|loan|crypto|bitcoin|jackpot|giveaway)\b"
    ),
    "dialogue": regex.compile(
        r"(?:^|[\n。，,.;；!?！？\s])\S{1,8}[:：]\s?\S.{0,400}(?:[\n。，,.;；!?！？\s])\S{1,8}[:：]\s?\S", regex.DOTALL
    ),
    "quote": regex.compile(r"[“\"「『]"),
    "riddle": regex.compile(
        r"^(?:what do you (?:call|get)|why (?:did|do|is|are|was|can't)"
        r"|how many|knock knock|what (?:is|has|kind|did)|riddle)\b"
        r"|为什么.{1,80}[？?].{0,80}因为|什么.{1,8}[？?]|脑筋急转弯|冷笑话|猜(?:谜|一)|打一"
    ),
    "me": regex.compile(r"\b(?:i|my|me|we|our)\b|我|俺|咱"),
    "figure": regex.compile(r"\d\s*(?:g|kg|ml|cm|mm|km|min(?:utes?)?|hours?|%|°|克|毫升|厘米|公里|分钟|小时|度)"),
    "face": regex.compile(r"\p{Emoji_Presentation}"),
    "urgent": regex.compile(
        r"紧急|警告|千万|速看|手慢|限时|最后\S{0,3}(?:名|天|次|个)|不看后悔|震惊"
        r"|\b(?:urgent|warning|attention|hurry|act now|last chance|limited|only today|shocking|must see)\b"
    ),
}

# What an author reads where a manner decided; the others explain nothing and are not told.
MANNERS: Mapping[str, Any] = {  # Any: lazy words
    "cries": _("many exclamation marks"),
    "laugh": _("laughter"),
    "repeat": _("the same again and again"),
    "link": _("links"),
    "account": _("accounts or numbers to write to"),
    "forward": _("asks readers to pass it on"),
    "money": _("sums of money"),
    "dialogue": _("told as a dialogue"),
    "riddle": _("told as a riddle"),
    "urgent": _("urges readers to hurry"),
}


def manners_of(folded: str) -> Iterator[str]:
    """The features of a folded text's manner, each at most once."""
    for name, pattern in _FOUND.items():
        if pattern.search(folded):
            yield f"{MANNER}{name}"
    yield f"{MANNER}length{sum(len(folded) >= step for step in _STEPS)}"
    yield f"{MANNER}{'latin' if _LATIN.search(folded) else 'han'}"
    if folded and len(_DIGITS.findall(folded)) / len(folded) > _MUCH:
        yield f"{MANNER}digits"


def told(word: str) -> str:
    """A deciding word as an author reads it: itself, or the manner's words."""
    return str(MANNERS.get(word.removeprefix(MANNER), word)) if word.startswith(MANNER) else word
