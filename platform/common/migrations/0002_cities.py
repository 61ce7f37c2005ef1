"""The cities people may say they live in."""

import csv
from pathlib import Path

from django.db import migrations

CITIES = Path(__file__).resolve().parents[1] / "data" / "cities.csv"


def add(apps, schema_editor):
    City = apps.get_model("common", "City")
    with CITIES.open(encoding="utf-8", newline="") as file:
        City.objects.bulk_create([City(**row) for row in csv.DictReader(file)], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
