"""The shop's work behind the page."""

from celery import shared_task

from common.clock import now
from shop import reputation
from shop.models import Product


@shared_task
def recompute(product_id: int) -> None:
    """Renews the reputation of a product whose evidence changed; one that was deleted meanwhile has none."""
    if Product.objects.filter(pk=product_id).exists():
        reputation.recompute(product_id, at=now())


@shared_task
def recompute_all() -> None:
    """Renews every reputation: the site's mean has moved with all of them."""
    reputation.recompute_all(at=now())
