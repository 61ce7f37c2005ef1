"""The eight brands and thirty products."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from common.models import Category
from demo.reading import BrandRow, ProductRow
from demo.rendering import Rendered
from shop.models import Brand, BrandMember, Product, ProductPicture, Variant
from users.models import User

OWN_MALL = "meadow-mall"


def load_brands(
    rows: Sequence[BrandRow], emblems: dict[str, Rendered], people: dict[str, User], *, at: datetime
) -> dict[str, Brand]:
    """Makes the brands, with the person who runs each one's portal."""
    brands = {}
    for row in rows:
        brand = Brand.objects.create(
            slug=row.key,
            name_en=row.name_en,
            name_zh=row.name_zh,
            story_en=row.story_en,
            story_zh=row.story_zh,
            country=row.country,
            emblem=emblems[row.key].stem,
            is_own_mall=row.key == OWN_MALL,
            verified_at=at - timedelta(days=200),
        )
        if row.owner:
            BrandMember.objects.create(brand=brand, person=people[row.owner], role=BrandMember.Role.OWNER)
        brands[row.key] = brand
    return brands


def load_products(
    rows: Sequence[ProductRow], brands: dict[str, Brand], packshots: dict[str, Rendered], *, at: datetime
) -> dict[str, Product]:
    """Makes the products, each with one variant and one picture."""
    categories = {category.code: category for category in Category.objects.all()}
    products = {}
    for row in rows:
        product = Product.objects.create(
            brand=brands[row.brand],
            category=categories[row.category],
            name_en=row.name_en,
            name_zh=row.name_zh,
            about_en=row.about_en,
            about_zh=row.about_zh,
            aliases=list(row.aliases),
            state=Product.State.LIVE,
            created_at=at - timedelta(days=120),
        )
        _variant(product, row)
        _picture(product, packshots[row.key])
        products[row.key] = product
    return products


def _variant(product: Product, row: ProductRow) -> None:
    Variant.objects.create(
        product=product,
        name_en="Standard",
        name_zh="标准款",
        price_minor=row.price_minor,
        currency=row.currency,
        stock=row.stock,
    )


def _picture(product: Product, shot: Rendered) -> None:
    ProductPicture.objects.create(
        product=product,
        stem=shot.stem,
        width=shot.width,
        height=shot.height,
        colour=shot.colour,
        placeholder=shot.placeholder,
        alt=product.name_en,
    )
