"""The catalogue: brands, their products, and the variants that are sold."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from moneyed import Money, get_currency

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from common.models import Category, in_reader_language
from users.models import User


class Brand(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_en = models.CharField(_("name"), max_length=60)
    name_zh = models.CharField(_("Chinese name"), max_length=60, blank=True)
    story_en = models.TextField(_("story"), blank=True)
    story_zh = models.TextField(_("Chinese story"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    emblem = models.CharField(max_length=120, blank=True, editable=False)
    # Our own mall is a seller like the others; this says so on its pages.
    is_own_mall = models.BooleanField(_("our own mall"), default=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:brand", args=[self.slug])

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)

    @property
    def story(self) -> str:
        return in_reader_language(self.story_en, self.story_zh)


class BrandMember(models.Model):
    """A person who works for a brand, and what they may do in its portal."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        SUPPORT = "support", _("Support")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="members")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("brand member")
        verbose_name_plural = _("brand members")
        constraints = [models.UniqueConstraint(fields=["brand", "person"], name="shop_one_role_per_brand")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.brand_id}"


class ProductQuerySet(models.QuerySet["Product"]):
    def live(self) -> Self:
        """Products anybody may see."""
        return self.filter(state=Product.State.LIVE)

    def listed(self) -> Self:
        """Live products with all that a product card touches: one query for the row, one for variants."""
        return self.live().select_related("brand", "reputation").prefetch_related("variants", "pictures")

    def of_brands_of(self, person: User) -> Self:
        """The products of the brands this person works for, in every state."""
        return self.filter(brand__members__person=person)


class Product(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        LIVE = "live", _("Live")
        PAUSED = "paused", _("Paused")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    brand = models.ForeignKey(Brand, models.PROTECT, related_name="products", verbose_name=_("brand"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category"))
    name_en = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("Chinese name"), max_length=120, blank=True)
    about_en = models.TextField(_("description"), blank=True)
    about_zh = models.TextField(_("Chinese description"), blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [models.Index(fields=["brand", "state", "-id"], name="shop_brand_products")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:product", args=[self.public_id])

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)

    @property
    def about(self) -> str:
        return in_reader_language(self.about_en, self.about_zh)

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE


class ProductPicture(models.Model):
    """A picture of a product; `stem` names its renditions in the media storage, see common.media."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="pictures")
    stem = models.CharField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=7)
    placeholder = models.TextField()
    alt = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "position"], name="shop_picture_position")]

    def __str__(self) -> str:
        return self.stem


class Variant(models.Model):
    """What is put into a cart: a size or colour of a product, with its price and stock.

    `price_minor` counts the currency's smallest unit (fen, pence, cents), so that money is never a fraction.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    name_en = models.CharField(_("name"), max_length=60)
    name_zh = models.CharField(_("Chinese name"), max_length=60, blank=True)
    price_minor = models.PositiveBigIntegerField(_("price in the smallest unit"))
    currency = models.CharField(_("currency"), max_length=3)
    stock = models.IntegerField(_("stock"), default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [models.CheckConstraint(condition=models.Q(stock__gte=0), name="shop_stock_never_negative")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)

    @property
    def price(self) -> Money:
        return Money(Decimal(self.price_minor) / get_currency(self.currency).sub_unit, self.currency)

    @property
    def is_in_stock(self) -> bool:
        return self.stock > 0
