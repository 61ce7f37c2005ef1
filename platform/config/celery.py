"""The worker application and the table of periodic jobs."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("meadow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# One line a job. What makes a job once-only is a unique constraint in the database, never this table.
app.conf.beat_schedule = {
    "plan pushes": {"task": "push.tasks.plan_window", "schedule": crontab(minute="*/5")},
    "deliver pushes": {"task": "push.tasks.deliver_due", "schedule": crontab()},
    "resume submitted notes": {"task": "notes.tasks.resume_submitted", "schedule": crontab()},
    "publish scheduled notes": {"task": "notes.tasks.publish_due", "schedule": crontab()},
    "resume waiting pictures": {"task": "notes.tasks.resume_pictures", "schedule": crontab(minute="*/2")},
    "watch over videos": {"task": "notes.tasks.watch_videos", "schedule": crontab()},
    "settle media": {"task": "notes.tasks.settle_media", "schedule": crontab(minute="*/5")},
    "sweep abandoned uploads": {"task": "notes.tasks.sweep_uploads", "schedule": crontab(minute=17)},
    "refresh feed pools": {"task": "feed.tasks.refresh_pools", "schedule": crontab(minute="*/5")},
    "store impressions": {"task": "feed.tasks.store_impressions", "schedule": crontab()},
    "count hot searches": {"task": "search.tasks.count_hot", "schedule": crontab(minute="*/10")},
    "recount the vocabulary": {"task": "search.tasks.recount", "schedule": crontab(minute=10, hour=3)},
    "recompute reputation": {"task": "shop.tasks.recompute_all", "schedule": crontab(minute=30, hour=3)},
    "train the classifier": {"task": "notes.classification.tasks.retrain", "schedule": crontab(minute=50, hour=3)},
    "recount lines": {"task": "notes.tasks.recount_lines", "schedule": crontab(minute=10, hour=4)},
    "recount levels": {"task": "users.tasks.recount_levels", "schedule": crontab(minute=50, hour=4)},
    "forget old squares": {"task": "users.tasks.forget_old_cells", "schedule": crontab(minute=50)},
    "tend archives": {"task": "users.tasks.tend_archives", "schedule": crontab(minute="*/10")},
    "delete leavers": {"task": "users.tasks.delete_leavers", "schedule": crontab(minute=25)},
    "tend applications": {"task": "users.tasks.tend_applications", "schedule": crontab(minute=35)},
    "clear sessions": {"task": "users.tasks.clear_sessions", "schedule": crontab(minute=40, hour=3)},
}
