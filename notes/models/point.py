"""Marks on a picture: here is this product, this place, this person; or a sticker with a few words of its author."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models.note import Note
from notes.models.picture import Picture
from shop.models import Product
from users.models import User


class PointKind(models.TextChoices):
    PRODUCT = "product", _("Product")
    PLACE = "place", _("Place")
    PERSON = "person", _("Person")
    STICKER = "sticker", _("Sticker")


# What says itself what it says: its words are its own.
WORDED = (PointKind.PLACE, PointKind.STICKER)


class PointQuerySet(models.QuerySet["Point"]):
    def shown(self) -> Self:
        """Points with what their label reads; people whose accounts are closed are not named."""
        known = self.select_related("product", "person")
        return known.exclude(person__is_active=False).order_by("picture_id", "position", "pk")


class Point(models.Model):
    """A mark at `x`, `y` in thousandths of the picture's width and height, from its upper left corner."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    picture = models.ForeignKey(Picture, models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=8, choices=PointKind)
    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    # The name of a place, the words of a sticker; the others are called what they are called.
    words = models.CharField(_("name"), max_length=40, blank=True)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark on a picture")
        verbose_name_plural = _("marks on pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(x__range=(0, 1000)) & Q(y__range=(0, 1000)), name="notes_point_on_its_picture"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="product", product__isnull=False, person=None)
                    | Q(kind="person", person__isnull=False, product=None)
                    | (Q(kind__in=("place", "sticker"), product=None, person=None) & ~Q(words=""))
                ),
                name="notes_point_is_about_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="notes_points_of_person", condition=Q(person__isnull=False))]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What stands beside the mark; the product or person is loaded."""
        if self.product is not None:
            return self.product.name
        return self.person.shown_name if self.person is not None else self.words

    @property
    def url(self) -> str:
        subject = self.product or self.person
        return subject.get_absolute_url() if subject is not None else ""


class Unmarking(models.Model):
    """Somebody took the marks of themselves out of a note; they are not put there again."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="notes_unmarking_once")]

    def __str__(self) -> str:
        return f"{self.person_id} out of {self.note_id}"
