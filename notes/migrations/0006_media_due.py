"""Notes that are not public have their files in the open part of the storage still: the periodic job moves them."""

from django.db import migrations


def mark(apps, schema_editor):
    Note = apps.get_model("notes", "Note")
    Note.objects.exclude(state="live", visibility="public", author__is_active=True).update(is_media_due=True)


class Migration(migrations.Migration):
    dependencies = [("notes", "0005_guarded_media"), ("users", "0006_safety")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
