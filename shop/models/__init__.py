"""Brands, goods, and what people say of them."""

from shop.models.catalogue import Brand, BrandMember, Product, ProductPicture, Variant
from shop.models.evidence import Evidence, Relation, ReputationSnapshot

__all__ = [
    "Brand",
    "BrandMember",
    "Evidence",
    "Product",
    "ProductPicture",
    "Relation",
    "ReputationSnapshot",
    "Variant",
]
