"""The two-level category tree as it starts; from here on staff edit it in the admin."""

import csv
from pathlib import Path

from django.db import migrations

CATEGORIES = Path(__file__).resolve().parents[1] / "data" / "categories.csv"


def add(apps, schema_editor):
    Category = apps.get_model("common", "Category")
    made = {}
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            parent = made.get(row["code"].rpartition("/")[0])
            facts = {"name_en": row["name_en"], "name_zh": row["name_zh"], "parent": parent, "position": position}
            made[row["code"]] = Category.objects.get_or_create(code=row["code"], defaults=facts)[0]


class Migration(migrations.Migration):
    dependencies = [("common", "0002_cities")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
