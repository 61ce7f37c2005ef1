"""A fourth kind of mark: a sticker, which is its own words."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0008_waiting_topics"),
        ("shop", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="point",
            name="notes_point_is_about_one_thing",
        ),
        migrations.AlterField(
            model_name="point",
            name="kind",
            field=models.CharField(
                choices=[("product", "Product"), ("place", "Place"), ("person", "Person"), ("sticker", "Sticker")],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "product"), ("person", None), ("product__isnull", False)),
                    models.Q(("kind", "person"), ("person__isnull", False), ("product", None)),
                    models.Q(
                        ("kind__in", ("place", "sticker")),
                        ("person", None),
                        ("product", None),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="notes_point_is_about_one_thing",
            ),
        ),
    ]
