"""The brands' pages: a plain working tool over their own products and what people say of them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.clock import now
from common.keyset import BadCursor, Cursor, keyset_page
from portal.figures import lines_for
from shop.models import BrandMember, Evidence, Product, Relation
from shop.panels import panel_of
from users.models import User

MENTIONS = 20


def brand_person(request: HttpRequest) -> User:
    """The person behind the request, who works for a brand. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User) or not BrandMember.objects.filter(person=request.user).exists():
        raise PermissionDenied
    return request.user


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The brand's products in one table."""
    person = brand_person(request)
    memberships = BrandMember.objects.filter(person=person).select_related("brand").order_by("pk")
    context = {"lines": lines_for(person, at=now()), "memberships": list(memberships)}
    return render(request, "portal/home.html", context)


@require_safe
@login_required
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """One product of the brand: its reputation and every mention. Nothing here hides, reorders or deletes a note."""
    person = brand_person(request)
    found = get_object_or_404(Product.objects.of_brands_of(person).select_related("brand"), public_id=public_id)
    mentions = Evidence.objects.standing().filter(product=found).select_related("author")
    relation, stance = request.GET.get("relation", ""), request.GET.get("stance", "")
    if relation in Relation.values:
        mentions = mentions.filter(relation=relation)
    if stance in {"1", "2", "3", "4", "5"}:
        mentions = mentions.filter(stance=int(stance))
    try:
        after = Cursor.decode(request.GET["after"]) if request.GET.get("after") else None
        page = keyset_page(mentions, fields=("-created_at", "-pk"), after=after, size=MENTIONS)
    except BadCursor:
        page = keyset_page(mentions, fields=("-created_at", "-pk"), size=MENTIONS)
    context = {
        "product": found,
        "panel": panel_of(found, with_sponsored=False),
        "mentions": page.items,
        "cursor": page.next_cursor.encode() if page.next_cursor else "",
        "relations": Relation.choices,
        "relation": relation,
        "stance": stance,
    }
    return render(request, "portal/product.html", context)
