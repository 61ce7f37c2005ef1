"""The shop's pages: home, product, brand."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.keyset import BadCursor, Cursor, keyset_page
from common.models import Category, within
from shop.models import Brand, Product
from shop.panels import evidence_of, panel_of
from shop.reputation import LEAST_VOICES

SHELF = 24
BEST = 8


def _page(request: HttpRequest, products: QuerySet[Product], fields: Sequence[str]) -> tuple[list[Product], str]:
    try:
        after = Cursor.decode(request.GET["after"]) if request.GET.get("after") else None
        page = keyset_page(products, fields=fields, after=after, size=SHELF)
    except BadCursor:
        page = keyset_page(products, fields=fields, size=SHELF)
    return page.items, page.next_cursor.encode() if page.next_cursor else ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is well spoken of by enough independent voices first, then everything, newest first."""
    products = Product.objects.listed()
    code = request.GET.get("category", "")
    if code:
        products = products.filter(within(code))
    spoken_of = products.filter(reputation__voices__gte=LEAST_VOICES).order_by(F("reputation__score").desc(), "-pk")
    items, cursor = _page(request, products, ("-pk",))
    context = {
        "best": [] if request.GET.get("after") else list(spoken_of[:BEST]),
        "products": items,
        "cursor": cursor,
        "categories": Category.objects.offered().top(),
        "code": code,
    }
    return render(request, "shop/home.html", context)


@require_safe
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """A product with what people say of it."""
    found = get_object_or_404(Product.objects.listed().select_related("category"), public_id=public_id)
    with_sponsored = request.GET.get("sponsored") == "1"
    context = {
        "product": found,
        "variants": list(found.variants.all()),
        "pictures": list(found.pictures.all()),
        "panel": panel_of(found, with_sponsored=with_sponsored),
        "evidence": evidence_of(found, cursor=request.GET.get("after", "")),
    }
    return render(request, "shop/product.html", context)


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand, its products, and whether it is verified."""
    found = get_object_or_404(Brand, slug=slug)
    items, cursor = _page(request, Product.objects.listed().filter(brand=found), ("-pk",))
    return render(request, "shop/brand.html", {"brand": found, "products": items, "cursor": cursor})
