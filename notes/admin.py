"""Notes of every state, topics, places, comments. What is decided of a note is decided at moderation's desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.desk import SEEN, Deed, DeskAdmin, DeskOnlyAdmin, Facts, ReasonForm, select_widget, text_widget
from common.models import Category
from common.staff import FastAdmin, shown
from notes import comments, filing, tagging
from notes.cards import cover_of
from notes.classification.decisions import rule
from notes.history import every_version_of
from notes.models import Comment, Note, Place, State, Topic
from notes.revisions import digest, mark_of
from users.models import User

STATE_TONES = {
    State.LIVE: "success",
    State.SUBMITTED: "info",
    State.SCHEDULED: "info",
    State.IN_REVIEW: "warning",
    State.REFUSED: "danger",
    State.DRAFT: "",
    State.WITHDRAWN: "",
}


# Characters of the first line beside a title in a list.
_SHOWN = 72


class CategoryForm(forms.Form):
    """One of the offered categories, tops and leaves; the table is small."""

    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("Category"), widget=select_widget())

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(is_offered=True).order_by("code")  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """A topic as an author would type it; a box over all topics would never end."""

    topic = forms.CharField(
        max_length=40,
        label=gettext_lazy("Topic"),
        widget=text_widget(),
        help_text=gettext_lazy("As authors write it, without the mark. A topic nobody used yet is made."),
    )


def _set_category(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    rule(note, facts["category"], person=User.objects.get(pk=staff_id), at=at)
    return str(_("Category: %s") % facts["category"].code)


def _fits_nowhere(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    rule(note, None, person=User.objects.get(pk=staff_id), at=at)
    return str(_("Fits no category: not recommended"))


def _may_be_recommended(note: Note) -> bool:
    return note.is_classifiable


def _put_under_topic(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    topic = filing.put_under_topic(note, facts["topic"])
    return str(_("Put under the topic %s") % topic.name)


FILING = (
    Deed("set_category", gettext_lazy("Set the category"), "category", _set_category, CategoryForm),
    Deed(
        "fits_nowhere",
        gettext_lazy("Fits no category"),
        "block",
        _fits_nowhere,
        suits=_may_be_recommended,
    ),
    Deed(
        "put_under_topic", gettext_lazy("Put under a topic"), "tag", _put_under_topic, TopicForm, (filing.CannotFile,)
    ),
)


def thumb(note: Note) -> SafeString:
    """The cover as a small picture; a text note shows the ground of its category."""
    cover = cover_of(note)
    if cover is None:
        return format_html('<span class="desk-thumb desk-thumb--text" aria-hidden="true">{}</span>', note.title[:1])
    return format_html('<img class="desk-thumb" src="{}" alt="" width="48" height="64" loading="lazy">', cover.src360)


def _mark_in_list(note: Note) -> str:
    """Stands for what a list shows of a note: its title, its first line and its cover."""
    return digest([note.title, note.excerpt, note.cover])


def found_note(text: str) -> Q:
    """A note's id, alone or in a pasted address; after "@" all notes of a person."""
    if text.startswith("@"):
        return Q(author__in=User.objects.get_queryset().filter(handle=text[1:].lower()).values("pk"))
    return Q(public_id=text.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1])


class NoteListAdmin(DeskOnlyAdmin):
    """What every list of notes shows of one, and how a note is found."""

    search_fields = ("public_id",)
    search_help_text = gettext_lazy("Id or address of a note, or @handle")
    list_display: Sequence[str] = ("cover_thumb", "words", "by", "category", "state_label")
    list_display_links = ("words",)
    list_select_related = ("author", "category")
    deeds: Sequence[Deed] = FILING

    def found_by(self, text: str) -> Q:
        return found_note(text)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> tuple[Any, ...]:
        """None: the sheet shows a note as its readers see it, with the facts beside it."""
        return ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the texts: a list shows the first line only."""
        rows: QuerySet[Any] = super().get_queryset(request).defer("body", "refusal")
        return rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("author", "category")

    def mark_of(self, row: Note) -> str:
        return mark_of(row)

    def is_as_seen(self, row: Note, mark: str) -> bool:
        return mark in {mark_of(row), _mark_in_list(row)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one note, with all that a decision rests on."""
        shown = {"sheet": self.sheet(object_id), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def sheet(self, object_id: str | None) -> dict[str, Any]:
        """What the page of a note reads: the note with its pictures, products and topics."""
        if object_id is None or not object_id.isdigit():
            return {}
        note = Note.objects.for_page().filter(pk=object_id).first()
        return {"note": note, "versions": every_version_of(note) if note else []}

    @shown(gettext_lazy("cover"))
    def cover_thumb(self, note: Note) -> SafeString:
        return thumb(note)

    @shown(gettext_lazy("note"), header=True)
    def words(self, note: Note) -> tuple[str, SafeString]:
        # The mark goes with the list's form: whoever decides in it goes by what this row showed.
        seen = format_html('<input type="hidden" name="{}{}" value="{}">', SEEN, note.pk, _mark_in_list(note))
        return note.title, format_html("{}{}", Truncator(note.excerpt).chars(_SHOWN), seen)

    @shown(gettext_lazy("author"), header=True)
    def by(self, note: Note) -> tuple[str, str]:
        level = _("level %d") % note.author.level
        return note.author.shown_name, f"@{note.author.handle} · {level}"

    @shown(gettext_lazy("state"), label=STATE_TONES)
    def state_label(self, note: Note) -> tuple[str, str]:
        return note.state, note.get_state_display()


@admin.register(Note)
class NoteAdmin(NoteListAdmin):
    """Every note there is, newest first."""

    list_display = (*NoteListAdmin.list_display, "like_count", "published_at")
    list_filter = ("state", "origin", "form")
    change_form_outer_after_template = "admin/_note_sheet.html"


class WaitingTopics(admin.SimpleListFilter):
    """The queue of topics somebody invented below the level for new tags."""

    title = gettext_lazy("waits to be looked at")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # Any: Django's signature
        return [("yes", _("Waiting"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        return queryset.filter(waits_since__isnull=False) if self.value() == "yes" else queryset


def _open_topic(topic: Topic, staff_id: int, facts: Facts, at: datetime) -> str:
    return str(_("Opened") if tagging.open_waiting(topic) else _("Waited no more"))


def _keep_topic_hidden(topic: Topic, staff_id: int, facts: Facts, at: datetime) -> str:
    return str(_("Kept hidden") if tagging.keep_hidden(topic) else _("Waited no more"))


def _waits(topic: Topic) -> bool:
    return topic.waits_since is not None


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """Topics, the largest first. The address is what notes link to and never changes."""

    order = ("-notes_count", "-pk")
    search_fields = ("slug__startswith",)
    search_help_text = gettext_lazy("Beginning of the address")
    list_display = ("name", "slug", "notes_count", "is_hidden", "waits_since", "created_at")
    list_filter = (WaitingTopics, "is_hidden")
    fields = ("name", "slug", "about", "is_hidden")
    deeds = (
        Deed("open", gettext_lazy("Open the topic"), "check", _open_topic, suits=_waits),
        Deed("keep_hidden", gettext_lazy("Keep it hidden"), "visibility_off", _keep_topic_hidden, suits=_waits),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """Whoever edits a topic has looked at it."""
        obj.waits_since = None
        super().save_model(request, obj, form, change)


@admin.register(Place)
class PlaceAdmin(FastAdmin):
    search_fields = ("name__startswith", "public_id")
    list_display = ("name", "city")
    list_select_related = ("city",)
    autocomplete_fields = ("city",)


def _hide(comment: Comment, staff_id: int, facts: Facts, at: datetime) -> str:
    comments.remove_comment(comment, at=at)
    return str(_("Hidden: %s") % facts["reason"])


@admin.register(Comment)
class CommentAdmin(DeskOnlyAdmin):
    """What people say under notes, newest first."""

    search_fields = ("public_id",)
    search_help_text = gettext_lazy("Id of a comment, or @handle")
    list_display = ("body_start", "author", "note", "created_at", "removed_at")
    list_select_related = ("author", "note")
    fields = ("body", "author", "note", "created_at", "removed_at")
    deeds = (
        Deed(
            "hide", gettext_lazy("Hide"), "visibility_off", _hide, ReasonForm,
            suits=lambda comment: comment.removed_at is None, tone="danger",
        ),
    )  # fmt: skip

    def found_by(self, text: str) -> Q:
        """A comment by its id; after "@" all comments of a person."""
        if text.startswith("@"):
            return Q(author__in=User.objects.get_queryset().filter(handle=text[1:].lower()).values("pk"))
        return Q(public_id=text)

    @shown(gettext_lazy("comment"))
    def body_start(self, comment: Comment) -> str:
        return comment.body[:80]
