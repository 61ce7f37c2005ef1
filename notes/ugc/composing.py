"""The composer's page between two requests: its form, its trays, and what it hands in."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.clock import now
from notes import uploads
from notes.composition import Composition, PlaceTag
from notes.drafts import Fields
from notes.models import CommentsFrom, Draft, Note, Picture, Visibility
from notes.ugc.forms import ComposeForm, initial_of, initial_sent
from notes.ugc.picking import products_like
from notes.ugc.trays import PictureTray, Problem, ProductTray
from notes.ugc.video_tray import VideoTray
from users.models import User

_AT_ONCE = 18


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page shows. `note` is the one being edited, None for a new one.

    `version` is that of the draft the page grew from, 0 when nothing was saved; `saved_at` is when that was.
    """

    form: ComposeForm
    pictures: PictureTray
    products: ProductTray
    note: Note | None = None
    version: int = 0
    saved_at: datetime | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    video: VideoTray = field(default_factory=VideoTray)
    # Whether the page came back only to say that the words fit no category.
    is_to_be_told: bool = False

    @classmethod
    def new(cls, request: HttpRequest) -> Self:
        """An empty desk; `?product=` and `?topic=` lay something on it."""
        form = ComposeForm(initial={"submission_key": uuid4(), "topics": request.GET.get("topic", "")[:80]})
        products = ProductTray().with_product(request.GET.get("product", "")[:11])
        owner = request.user
        return cls(
            form, PictureTray(), products, video=VideoTray.new(owner) if isinstance(owner, User) else VideoTray()
        )

    @classmethod
    def of(cls, note: Note) -> Self:
        """An own note as it stands, or with the changes to it that were kept."""
        draft = Draft.objects.of(note.author).filter(submission_key=note.submission_key).first()
        if draft is not None:
            return cls.of_draft(draft, note)
        trays = PictureTray.of(note), ProductTray.of(note)
        return cls(ComposeForm(initial=initial_of(note)), *trays, note, video=VideoTray.of(note))

    @classmethod
    def of_draft(cls, draft: Draft, note: Note | None = None) -> Self:
        """What was kept, as it was sent."""
        sent = querydict_of(draft.fields)
        form = ComposeForm(initial=initial_sent(sent) | {"submission_key": draft.submission_key})
        tray = PictureTray.read(sent, draft.author, note)
        video = VideoTray.named(sent, draft.author, note)
        return cls(form, tray, ProductTray.read(sent), note, draft.version, draft.saved_at, video=video)

    @classmethod
    def sent(cls, request: HttpRequest, author: User, note: Note | None) -> Self:
        """What the browser sent, with the files among it already taken in."""
        tray = PictureTray.read(request.POST, author, note)
        pictures, problems = take_in(request, author)
        version = request.POST.get("draft_version", "")
        return cls(
            ComposeForm(request.POST),
            tray.with_new(pictures, problems),
            ProductTray.read(request.POST),
            note,
            int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0,
            video=VideoTray.sent(request, author, note),
        )

    @property
    def said(self) -> list[str]:
        """The words on the desk, as the classifier reads them; nothing is checked."""
        fields = (str(self.form[name].value() or "") for name in ("title", "body", "topics", "place"))
        products = (f"{row.product.name_en} {row.product.name_zh}" for row in self.products.rows)
        return [*fields, *products]

    @property
    def is_for_everybody(self) -> bool:
        return bool(self.form["visibility"].value() == Visibility.PUBLIC)

    @property
    def is_kept(self) -> bool:
        return self.version > 0

    def stepped(self, step: str) -> Self:
        """The desk after one of its buttons: "earlier:<picture>", "drop-product:<product>", "find-product" ..."""
        name, _colon, about = step.partition(":")
        match name:
            case "earlier" | "later":
                return replace(self, pictures=self.pictures.moved(about, -1 if name == "earlier" else 1))
            case "cover":
                return replace(self, pictures=self.pictures.as_cover(about))
            case "drop-picture":
                return replace(self, pictures=self.pictures.without(about))
            case "add-point":
                return replace(self, pictures=self.pictures.with_point(about))
            case "drop-point":
                return replace(self, pictures=self.pictures.without_point(about))
        return self._with_others(name, about)

    def _with_others(self, name: str, about: str) -> Self:
        match name:
            case "take-category":
                return replace(self, form=self.form.with_category(about))
            case "drop-video":
                return replace(self, video=self.video.without())
            case "drop-product":
                return replace(self, products=self.products.without(about))
            case "add-product":
                return replace(self, products=self.products.with_product(about))
            case "find-product":
                query = str(self.form.data.get("product_query", ""))[:80]
                return replace(self, products=replace(self.products, found=tuple(products_like(query)), query=query))
        return self

    def telling(self, errors: dict[str, list[str]]) -> Self:
        """The desk with each error in its place."""
        return replace(self, errors=self.form.tell(errors))


def querydict_of(fields: Fields) -> QueryDict:
    """Kept fields as a browser would send them again."""
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, list(values))
    return sent


def take_in(request: HttpRequest, author: User) -> tuple[list[Picture], list[Problem]]:
    """The files that came with a page: pictures, and what was not taken with its reason."""
    pictures, problems = [], []
    for file in request.FILES.getlist("files")[:_AT_ONCE]:
        try:
            pictures.append(uploads.receive(author, file, at=now()))
        except uploads.UploadRefused as refused:
            problems.append(Problem(file.name or "", refused.message))
    return pictures, problems


def composition_of(desk: Desk) -> Composition:
    """What the author hands in. Of a form with errors it holds what was right, so that the rest can be checked too."""
    facts = desk.form.cleaned_data
    place = PlaceTag(facts["place"], facts.get("city")) if facts.get("place") else None
    return Composition(
        title=facts.get("title", ""),
        body=facts.get("body", ""),
        pictures=desk.pictures.usable,
        video=desk.video.use,
        category=facts.get("category"),
        topics=facts.get("topics", []),
        place=place,
        products=tuple(row.tag for row in desk.products.rows),
        visibility=facts.get("visibility", Visibility.PRIVATE),
        comments_from=facts.get("comments_from", CommentsFrom.EVERYBODY),
        is_ai_made=facts.get("is_ai_made", False),
        scheduled_at=facts.get("scheduled_at"),
        submission_key=facts.get("submission_key") or uuid4(),
    )


def waiting_sentence(limit: int, again_at: datetime) -> str:
    """Says how many notes a day are allowed and when the next may come, in the reader's own zone."""
    when = date_format(localtime(again_at), "SHORT_DATETIME_FORMAT")
    return _("Your level allows %(limit)s notes a day. The next one can go out at %(when)s; nothing here is lost.") % {
        "limit": limit,
        "when": when,
    }


def saved_sentence(at: datetime) -> str:
    """ "Saved 12:03", by the author's own clock; with the day when it was not today."""
    wall = localtime(at)
    shown = date_format(wall, "H:i")
    if wall.date() != localtime(now()).date():
        shown = f"{date_format(wall, 'MONTH_DAY_FORMAT')} {shown}"
    return _("Saved %(time)s") % {"time": shown}
