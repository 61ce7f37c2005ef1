"""Moderation reads the words of a live note again after an edit; the row says until when that is due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notes", "0006_media_due")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="is_check_due",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                condition=models.Q(("is_check_due", True)), fields=["edited_at"], name="notes_check_due"
            ),
        ),
    ]
