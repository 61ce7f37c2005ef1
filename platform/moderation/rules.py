"""The verdict on a text: pure, from the text, a few facts about the author, and the rules in force."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from common.folding import fold
from common.markup import links_in
from moderation.models import Decision, Rule

# Numbers long enough to be dialled, and the messengers by which people are led away from the site. A messenger's name
# alone is no contact ("微信支付很方便"): what follows is a Latin name after a mark, or holds a digit.
_CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\+?\d[\d \-]{9,14}\d(?!\d)"
    r"|(?<![a-z])(?:微信|薇信|vx|wechat|telegram|whatsapp|qq)"
    r"(?:\s*[:：号]+\s*[a-z0-9_@.\-]{5,}|\s*(?=[a-z_@.\-]*\d)[a-z0-9_@.\-]{5,})",
    re.IGNORECASE,
)
PASSAGE = 200


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule as the verdict needs it."""

    key: int
    kind: str
    phrases: tuple[str, ...]
    exempt_from_level: int
    action: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to happen, which rule says so (None when all is well) and the passage it rests on."""

    action: str
    rule: int | None = None
    passage: str = ""


CLEAN = Verdict(Decision.Verdict.APPROVE)


def _words(text: str, free_links: int, ruling: Ruling) -> Iterable[str]:
    folded = fold(text)
    return (phrase for phrase in ruling.phrases if phrase and phrase in folded)


def _links(text: str, free_links: int, ruling: Ruling) -> Iterable[str]:
    return links_in(text)[free_links:]


def _contact(text: str, free_links: int, ruling: Ruling) -> Iterable[str]:
    return (found.group() for found in _CONTACT.finditer(text))


_FINDERS: Mapping[str, Callable[[str, int, Ruling], Iterable[str]]] = {
    Rule.Kind.WORDS: _words,
    Rule.Kind.LINKS: _links,
    Rule.Kind.CONTACT: _contact,
}


def judge(
    text: str,
    level: int,
    rulings: Iterable[Ruling],
    *,
    free_links: int = 0,
    passed: Collection[tuple[int, str]] = frozenset(),
) -> Verdict:
    """The strictest verdict of all rules the author of this level is subject to: refuse outweighs hold.

    `free_links`: how many links to other sites a text of theirs may hold before a rule about links finds one.
    `passed`: findings, as rule and passage, that a person let stand in this text; they are found no more.
    """
    held = CLEAN
    for ruling in rulings:
        if level >= ruling.exempt_from_level:
            continue
        passages = (passage[:PASSAGE] for passage in _FINDERS[ruling.kind](text, free_links, ruling))
        passage = next((passage for passage in passages if (ruling.key, passage) not in passed), "")
        if not passage:
            continue
        found = Verdict(ruling.action, ruling.key, passage)
        if ruling.action == Rule.Action.REFUSE:
            return found
        held = found if held is CLEAN else held
    return held


def rulings_in_force() -> list[Ruling]:
    """The rules that are on, as the verdict needs them. One query."""
    return [
        Ruling(
            rule.pk,
            rule.kind,
            tuple(fold(phrase.strip()) for phrase in rule.phrases.splitlines() if phrase.strip()),
            rule.exempt_from_level,
            rule.action,
        )
        for rule in Rule.objects.filter(is_on=True).order_by("pk")
    ]
