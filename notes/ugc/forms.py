"""The words and facts of the composer. Pictures and products have trays of their own, beside this form."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from common.ids import PublicIdConverter
from common.markup import topics_in
from common.models import Category, City
from notes.models import CommentsFrom, Note, Visibility
from notes.ugc.schedule_field import ScheduleField


class TopicsField(forms.CharField):
    """Topics as people type them: with or without #, parted by blanks, commas or # signs; an empty list for none."""

    def clean(self, value: Any) -> list[str]:  # Any: what a browser sends
        text = super().clean(value)
        marked = topics_in(text) if "#" in text or "＃" in text else []
        plain = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
        if marked:
            return marked
        if len(plain) == 1:
            plain = text.split()
        return [part for part in plain if part]


class CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker alone
    """The two levels of the tree as one list with headings. One query."""

    def __init__(self, **options: Any) -> None:  # Any: a form field's own options
        super().__init__(Category.objects.none(), **options)

    def offer(self) -> None:
        """Reads the tree; called for every form, because staff change it."""
        rows = list(Category.objects.offered())
        self.queryset = Category.objects.offered()
        below: dict[int | None, list[Category]] = {}
        for row in rows:
            below.setdefault(row.parent_id, []).append(row)
        self.choices = [
            ("", _("Choose one")),
            *((top.name, [(one.pk, one.name) for one in (top, *below.get(top.pk, []))]) for top in below.get(None, [])),
        ]


# What static/js/note/mentions.js needs on a field in which people are named.
MENTIONS = {
    "data-mentions": reverse_lazy("notes:mentions"),
    "data-mentions-label": _("People to mention"),
    "data-mentions-count": _("people. Up and down choose, Enter takes."),
}


class ComposeForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"maxlength": 400, "data-measure": "60", "autocomplete": "off", "dir": "auto"}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-measure": "3000", "dir": "auto", **MENTIONS}),
    )
    topics = TopicsField(
        label=_("Topics"),
        required=False,
        help_text=_("Up to ten, such as #hand cream# or #桂花. Topics in the text count too."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-topics": "", "dir": "auto", "maxlength": 500}),
    )
    category = CategoryField(
        label=_("Category"),
        required=False,
        help_text=_("Brings the note to readers who like this."),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("A cafe, a park, a museum. Never your home."),
    )
    city = forms.ModelChoiceField(City.objects.none(), label=_("City"), required=False, empty_label=_("No city"))
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.PUBLIC, widget=forms.RadioSelect
    )
    is_ai_made = forms.BooleanField(label=_("Pictures or text were made with AI"), required=False)
    comments_from = forms.ChoiceField(
        label=_("Who may comment"), choices=CommentsFrom.choices, initial=CommentsFrom.EVERYBODY, required=False
    )
    scheduled_at = ScheduleField(label=_("Publish later"), required=False, help_text=_("Empty means now."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        super().__init__(*args, **kwargs)
        category, city = self.fields["category"], self.fields["city"]
        assert isinstance(category, CategoryField)  # noqa: S101  (tells the type checker)
        category.offer()
        assert isinstance(city, forms.ModelChoiceField)  # noqa: S101
        city.queryset = City.objects.order_by("country", "name_en")

    def with_category(self, key: str) -> Self:
        """The same page with this category chosen."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["category"] = key if key.isascii() and key.isdecimal() and len(key) < 10 else ""
        return type(self)(data)

    def clean_comments_from(self) -> str:
        """A page from before this question was asked lets everybody."""
        return self.cleaned_data["comments_from"] or CommentsFrom.EVERYBODY

    def clean(self) -> dict[str, Any]:
        """A note for others needs a category: without one nobody would be brought to it."""
        facts = super().clean() or self.cleaned_data
        for_others = facts.get("visibility") != Visibility.PRIVATE
        if for_others and "category" not in self.errors and facts.get("category") is None:
            self.add_error("category", _("Choose the category that fits best."))
        return facts

    def tell(self, errors: dict[str, list[str]]) -> dict[str, list[str]]:
        """Puts each error beside its field; gives back those that belong to a tray."""
        for name in errors.keys() & self.fields.keys():
            for sentence in errors[name]:
                self.add_error(name, sentence)
        return {name: sentences for name, sentences in errors.items() if name not in self.fields}


def initial_of(note: Note) -> dict[str, object]:
    """What the form shows of a note that is being edited. Topics that stand in the text are not shown twice."""
    in_text = set(topics_in(note.body))
    topics = [topic.name for topic in note.topics.order_by("note_topics__position") if topic.name not in in_text]
    return {
        "submission_key": note.submission_key,
        "title": note.title,
        "body": note.body,
        "topics": " ".join(f"#{name}#" if " " in name else f"#{name}" for name in topics),
        "category": note.category,
        "place": note.place.name if note.place else "",
        "city": note.place.city if note.place else None,
        "visibility": note.visibility,
        "comments_from": note.comments_from,
        "is_ai_made": note.is_ai_made,
        "scheduled_at": note.scheduled_at if note.published_at is None else None,
    }


def initial_sent(sent: QueryDict) -> dict[str, object]:
    """What the form shows of fields that were kept as a browser sent them; nothing is checked."""
    names = ComposeForm.base_fields.keys() & sent.keys()
    return {name: sent[name] for name in names} | {"is_ai_made": "is_ai_made" in sent}


class DraftHead(forms.Form):
    """What a save of a draft says of itself: its key, the version it grew from, and the note it would change."""

    submission_key = forms.UUIDField()
    draft_version = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False)
    editing = forms.RegexField(rf"^{PublicIdConverter.regex}$", required=False)
