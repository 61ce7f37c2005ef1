"""The eight brands and thirty products."""

from datetime import datetime, timedelta

from common.models import Category
from demo.reading import Row, rows
from demo.rendering import Rendered
from shop.models import Brand, BrandMember, Product, ProductPicture, Variant
from users.models import User


def load_brands(emblems: dict[str, Rendered], people: dict[str, User], *, at: datetime) -> dict[str, Brand]:
    """Makes the brands of products.toml, with the person who runs each one's portal."""
    brands = {}
    for row in rows("brand"):
        brand = Brand.objects.create(
            slug=row["key"],
            name_en=row["name"],
            name_zh=row["name_zh"],
            story_en=row["story"],
            story_zh=row["story_zh"],
            country=row["country"],
            emblem=emblems[row["key"]].stem,
            verified_at=at - timedelta(days=200),
        )
        owner = people.get(row.get("owner", ""))
        if owner is not None:
            BrandMember.objects.create(brand=brand, person=owner, role=BrandMember.Role.OWNER)
        brands[row["key"]] = brand
    return brands


def load_products(brands: dict[str, Brand], packshots: dict[str, Rendered], *, at: datetime) -> dict[str, Product]:
    """Makes the products with their variants and one picture each."""
    categories = {category.code: category for category in Category.objects.all()}
    products = {}
    for row in rows("product"):
        product = Product.objects.create(
            brand=brands[row["brand"]],
            category=categories[row["category"]],
            name_en=row["name"],
            name_zh=row["name_zh"],
            about_en=row["about"],
            about_zh=row["about_zh"],
            aliases=row.get("aliases", []),
            state=Product.State.LIVE,
            created_at=at - timedelta(days=120),
        )
        _variants(product, row)
        _picture(product, packshots[row["key"]])
        products[row["key"]] = product
    return products


def _variants(product: Product, row: Row) -> None:
    for position, variant in enumerate(row["variants"]):
        Variant.objects.create(
            product=product,
            name_en=variant["name"],
            name_zh=variant["name_zh"],
            price_minor=variant["price_minor"],
            currency=variant["currency"],
            stock=variant["stock"],
            position=position,
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
