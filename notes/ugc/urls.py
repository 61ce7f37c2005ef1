"""Addresses of the composer; they are named under "notes" in config.urls."""

from django.urls import path

from notes.ugc.views import composing, drafting, scheduling, uploading

urlpatterns = [
    path("publish/", composing.compose, name="compose"),
    path("publish/save/", drafting.save, name="draft_save"),
    path("publish/kept/", drafting.kept, name="draft_kept"),
    path("publish/compare/", drafting.compare, name="draft_compare"),
    path("publish/<uuid:key>/", composing.draft, name="draft"),
    path("publish/<uuid:key>/settle/", drafting.settle, name="draft_settle"),
    path("publish/<uuid:key>/discard/", drafting.discard, name="draft_discard"),
    path("publish/pictures/", uploading.upload, name="upload"),
    path("publish/pictures/states/", uploading.states, name="upload_states"),
    path("publish/pictures/<pid:public_id>/discard/", uploading.discard, name="upload_discard"),
    path("publish/products/", uploading.products, name="product_choices"),
    path("publish/topics/", uploading.topics, name="topic_choices"),
    path("n/<pid:public_id>/edit/", composing.edit, name="edit"),
    path("n/<pid:public_id>/schedule/", scheduling.schedule, name="schedule"),
    path("n/<pid:public_id>/schedule/now/", scheduling.publish_now, name="publish_now"),
]
