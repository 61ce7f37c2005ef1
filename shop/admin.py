"""Brands, goods and what people say of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.staff import FastAdmin, FewInline, LedgerAdmin, NewestInline, shown
from shop.events import product_changed
from shop.models import Brand, BrandMember, Evidence, Product, Variant

_PRODUCT_TONES = {
    Product.State.LIVE: "success",
    Product.State.REVIEW: "warning",
    Product.State.PAUSED: "danger",
    Product.State.DRAFT: "info",
}


class MemberInline(FewInline):
    """Who works for a brand: a handful of people."""

    model = BrandMember
    fields = ("person", "role")
    autocomplete_fields = ("person",)


@admin.register(Brand)
class BrandAdmin(FastAdmin):
    search_fields = ("slug__startswith", "public_id")
    search_help_text = _("Address or id")
    list_display = ("name_en", "name_zh", "slug", "country", "is_own_mall", "verified_at")
    list_filter = ("is_own_mall",)
    inlines = (MemberInline,)
    fields = (("name_en", "name_zh"), "slug", "story_en", "story_zh", ("country", "verified_at"), "is_own_mall")

    def get_readonly_fields(self, request: HttpRequest, obj: Brand | None = None) -> tuple[str, ...]:
        """An address never changes once people may have linked to it."""
        return ("slug",) if obj else ()


class VariantInline(FewInline):
    """What is sold: sizes and colours with price and stock."""

    model = Variant
    fields = ("name_en", "name_zh", "price_minor", "currency", "stock", "position")


class EvidenceInline(NewestInline):
    """The newest experiences with a product; read only, because nobody edits what somebody else lived through."""

    model = Evidence
    belongs_to = "product"
    order = ("-created_at", "-pk")
    fields = ("created_at", "author", "relation", "stance", "text", "withdrawn_at")
    readonly_fields = fields
    verbose_name_plural = _("newest evidence")

    def get_queryset(self, request: HttpRequest) -> Any:  # Any: unfold is untyped
        return super().get_queryset(request).select_related("author")


@admin.register(Product)
class ProductAdmin(FastAdmin):
    search_fields = ("public_id",)
    search_help_text = _("Id, address of the page, or address of a brand")
    list_display = ("name_en", "name_zh", "brand", "category", "state_label", "voices", "score")
    list_select_related = ("brand", "category", "reputation")
    list_filter = ("state",)
    autocomplete_fields = ("brand", "category")
    inlines = (VariantInline, EvidenceInline)
    fields = (("name_en", "name_zh"), ("brand", "category"), "about_en", "about_zh", "aliases", "state")

    def found_by(self, text: str) -> Q:
        """A product's id, alone or in a pasted address, or all products of a brand by the brand's address."""
        last = text.rstrip("/").rsplit("/", 1)[-1]
        return Q(public_id=last) | Q(brand__in=Brand.objects.filter(slug=last.lower()).values("pk"))

    def save_model(self, request: HttpRequest, obj: Product, form: forms.BaseForm, change: bool) -> None:  # noqa: FBT001  (Django's signature)
        super().save_model(request, obj, form, change)
        announce(product_changed, product_id=obj.pk)

    @shown(_("state"), label=_PRODUCT_TONES)
    def state_label(self, product: Product) -> tuple[str, str]:
        return product.state, product.get_state_display()

    @shown(_("voices"))
    def voices(self, product: Product) -> int:
        reputation = getattr(product, "reputation", None)
        return reputation.voices if reputation else 0

    @shown(_("score"))
    def score(self, product: Product) -> str:
        reputation = getattr(product, "reputation", None)
        return f"{reputation.score:.1f}" if reputation and reputation.score is not None else "—"


@admin.register(Evidence)
class EvidenceAdmin(LedgerAdmin):
    """Every experience with every product. Written by notes, read by staff, changed by nobody."""

    search_fields = ("product__public_id",)
    search_help_text = _("Id or address of a product")
    list_display = ("created_at", "product", "author", "relation", "stance", "is_verified_purchase", "withdrawn_at")
    list_select_related = ("product", "author")
    list_filter = ("relation",)

    def found_by(self, text: str) -> Q:
        """The evidence about one product, by its id alone or in a pasted address."""
        return Q(product__in=Product.objects.filter(public_id=text.rstrip("/").rsplit("/", 1)[-1]).values("pk"))
