import push.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("push", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="inboxitem",
            name="kind",
            field=models.CharField(choices=push.models.kind_choices, max_length=20, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="ledgerline",
            name="kind",
            field=models.CharField(choices=push.models.kind_choices, max_length=20, verbose_name="kind"),
        ),
        migrations.RemoveIndex(model_name="inboxitem", name="push_inbox_unread"),
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["reader", "kind"], name="push_inbox_unread_kinds"
            ),
        ),
    ]
