"""What each kind of line is: the tab it stands under, its sentence, its picture, and where it leads.

One table of data. Whoever tells people of something new adds a member to push.models.Kind and a row here; tabs,
figures, pages and settings follow from the row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from notes.models import Note, State
from push.models import InboxItem, Kind
from users.models import GrowthEntry, User
from users.templatetags.level_tags import level_name

Reason = GrowthEntry.Reason


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the inbox, and what it says while nothing is in it."""

    key: str
    name: Promise
    empty_title: Promise
    empty_text: Promise


# In the order of the page. The tab with the empty key shows the lines of all others.
TABS: Mapping[str, Tab] = MappingProxyType({
    tab.key: tab
    for tab in (
        Tab(
            "",
            gettext_lazy("All"),
            gettext_lazy("Nothing here yet"),
            gettext_lazy("Comments, likes and followers come here, and a note or two a day that we pick for you."),
        ),
        Tab(
            "comments",
            gettext_lazy("Comments and mentions"),
            gettext_lazy("No comments yet"),
            gettext_lazy("When somebody comments on your notes, answers you or names you, it stands here."),
        ),
        Tab(
            "likes",
            gettext_lazy("Likes and collects"),
            gettext_lazy("No likes yet"),
            gettext_lazy("When somebody likes or collects your notes, it stands here."),
        ),
        Tab(
            "follows",
            gettext_lazy("Follows"),
            gettext_lazy("Nobody new yet"),
            gettext_lazy("When somebody follows you, it stands here."),
        ),
        Tab(
            "system",
            gettext_lazy("From Meadow"),
            gettext_lazy("No word from us yet"),
            gettext_lazy("Notes picked for you, levels you reach, and what you should know of your account."),
        ),
    )
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What sentences are made of. `note` is None where the reader may not open it."""

    item: InboxItem
    note: Note | None

    @property
    def who(self) -> str:
        """The last person, and how many others: "Mina", "Mina and 12 others"."""
        actor = self.item.shown_actor
        name = actor.shown_name if actor else _("Somebody")
        others = self.item.count - 1
        if others < 1:
            return name
        shown = {"name": name, "count": others}
        return ngettext("%(name)s and %(count)d other", "%(name)s and %(count)d others", others) % shown

    @property
    def author(self) -> str:
        return self.note.author.shown_name if self.note else _("Somebody")

    @property
    def level(self) -> str:
        number = int(self.item.facts.get("level", 0))
        return f"{number} · {level_name(number)}".rstrip(" ·")


def _for_you(words: Words) -> str:
    if words.note is None:
        return _("A note we picked for you was taken back since.")
    if words.item.facts.get("source") == "followed":
        return _("New from %(name)s, whom you follow") % {"name": words.author}
    return _("Picked for you: a note by %(name)s") % {"name": words.author}


# By the reason of the ledger's line; `detail` is what staff wrote.
_GROWTH: Mapping[str, Promise] = {
    Reason.PAUSED: gettext_lazy("A year without a visit: your growth rests, your level is kept."),
    Reason.RESUMED: gettext_lazy("Welcome back. Your growth goes on."),
    Reason.VIOLATION: gettext_lazy("A violation of the rules was upheld: %(detail)s"),
    Reason.STRUCK: gettext_lazy("Staff struck out a line of your ledger: %(detail)s"),
    Reason.STAFF: gettext_lazy("Staff gave you a level: %(detail)s"),
    Reason.APPEAL_GRANTED: gettext_lazy("Your appeal was granted: %(detail)s"),
    Reason.APPEAL_DECLINED: gettext_lazy("Your appeal was declined: %(detail)s"),
}


def _of_growth(words: Words) -> str:
    facts = words.item.facts
    sentence = _GROWTH.get(str(facts.get("reason")), gettext_lazy("There is a new line in your growth ledger."))
    return str(sentence) % {"detail": facts.get("detail", "")}


def _held(words: Words) -> str:
    if words.note is not None and words.note.state == State.IN_REVIEW:
        return _("Your note waits until a person has looked at it. Open it to read why.")
    return _("A person was to look at your note. It no longer waits.")


def _of_category(words: Words) -> str:
    if words.item.facts.get("state") == "upheld":
        return _("An editor looked at your note: it may be recommended now.")
    return _("An editor looked at your note: it stays out of recommendations. Open it to read why.")


def to_note(item: InboxItem, reader: User) -> str:
    """The note a line is about; back to the inbox when the reader may not open it any more."""
    note = Note.objects.visible_to(reader).filter(pk=item.note_id).first() if item.note_id else None
    return note.get_absolute_url() if note else reverse("push:inbox")


def to_comments(item: InboxItem, reader: User) -> str:
    """The comments of the note."""
    address = to_note(item, reader)
    return address if address == reverse("push:inbox") else f"{address}#comments"


def to_talk(item: InboxItem, reader: User) -> str:
    """The comment itself while it stands; else the comments, or the note a line about no comment is about."""
    said, address = item.comment, to_note(item, reader)
    if said is None or not said.is_standing or address == reverse("push:inbox"):
        return address if item.kind == Kind.MENTION else to_comments(item, reader)
    return f"{address}?comment={said.public_id}#c-{said.public_id}"


def to_person(item: InboxItem, reader: User) -> str:
    """The one person the line is about; one's own page when there are several or none."""
    one = item.actor if item.count == 1 and item.actor and item.actor.is_active else reader
    return one.get_absolute_url()


def _to_safety(_item: InboxItem, _reader: User) -> str:
    """Where requests are answered."""
    return reverse("users:safety")


def _to_growth(_item: InboxItem, _reader: User) -> str:
    return reverse("users:growth")


@dataclass(frozen=True, slots=True)
class Told:
    """One kind. `icon` stands where no person's picture does."""

    tab: str
    # A verb for several people is the same as for one in the past tense.
    sentence: Callable[[Words], str]
    leads_to: Callable[[InboxItem, User], str] = to_note
    icon: str = "star"
    # Whether the reader must know, whatever they wish.
    is_always_told: bool = False


KINDS: Mapping[str, Told] = MappingProxyType({
    Kind.FOR_YOU: Told("system", _for_you),
    Kind.COMMENT: Told("comments", lambda words: _("%(who)s commented on your note") % {"who": words.who}, to_talk),
    Kind.REPLY: Told("comments", lambda words: _("%(who)s answered your comment") % {"who": words.who}, to_talk),
    Kind.MENTION: Told("comments", lambda words: _("%(who)s mentioned you") % {"who": words.who}, to_talk),
    Kind.LIKE: Told("likes", lambda words: _("%(who)s liked your note") % {"who": words.who}),
    Kind.COLLECT: Told("likes", lambda words: _("%(who)s collected your note") % {"who": words.who}),
    Kind.COMMENT_LIKE: Told("likes", lambda words: _("%(who)s liked your comment") % {"who": words.who}, to_talk),
    Kind.MARKED: Told("comments", lambda words: _("%(who)s marked you on a picture") % {"who": words.who}),
    Kind.FOLLOWER: Told("follows", lambda words: _("%(who)s followed you") % {"who": words.who}, to_person),
    Kind.REQUEST: Told("follows", lambda words: _("%(who)s asked to follow you") % {"who": words.who}, _to_safety),
    Kind.ACCEPTED: Told("follows", lambda words: _("%(who)s let you follow them") % {"who": words.who}, to_person),
    Kind.LEVEL: Told(
        "system", lambda words: _("You reached level %(level)s") % {"level": words.level}, _to_growth, icon="up"
    ),
    Kind.GROWTH: Told("system", _of_growth, _to_growth, icon="up", is_always_told=True),
    Kind.HELD: Told("system", _held, icon="warning", is_always_told=True),
    Kind.REFUSED: Told(
        "system",
        lambda _words: _("Your note could not be published. Open it to read why."),
        icon="warning",
        is_always_told=True,
    ),
    Kind.CATEGORY: Told("system", _of_category, icon="check", is_always_told=True),
    Kind.EXPORT: Told(
        "system",
        lambda _words: _("Your archive is ready. Download it within a week."),
        lambda _item, _reader: reverse("users:privacy"),
        icon="down",
        is_always_told=True,
    ),
    Kind.IMPORT: Told(
        "system",
        lambda _words: _("Your archive was brought back."),
        lambda item, _reader: reverse("users:import_summary", args=[str(item.facts.get("import", "-"))]),
        icon="check",
        is_always_told=True,
    ),
})  # fmt: skip
ALWAYS_TOLD = frozenset(kind for kind, told in KINDS.items() if told.is_always_told)


def kinds_under(tab: str) -> list[str]:
    """The kinds that stand under a tab, all of them under the first."""
    return [kind for kind, told in KINDS.items() if not tab or told.tab == tab]
