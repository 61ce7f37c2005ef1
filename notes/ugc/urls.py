"""Addresses of the composer; they are named under "notes" in config.urls."""

from django.urls import path

from notes.ugc.views import composing, drafting, scheduling, suggesting, uploading, video_desk, video_receiving

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
    path("publish/videos/", video_receiving.uploads, name="video_uploads"),
    path("publish/videos/<pid:public_id>/", video_receiving.upload, name="video_upload"),
    path("publish/videos/<pid:public_id>/state/", video_desk.state, name="video_state"),
    path("publish/videos/<pid:public_id>/retry/", video_desk.retry, name="video_retry"),
    path("publish/videos/<pid:public_id>/moment/", video_desk.moment, name="video_moment"),
    path("publish/videos/<pid:public_id>/captions/", video_desk.captions, name="video_captions"),
    path("publish/products/", uploading.products, name="product_choices"),
    path("publish/suggest/", suggesting.suggest, name="suggest"),
    path("publish/topics/", uploading.topics, name="topic_choices"),
    path("n/<pid:public_id>/edit/", composing.edit, name="edit"),
    path("n/<pid:public_id>/schedule/", scheduling.schedule, name="schedule"),
    path("n/<pid:public_id>/schedule/now/", scheduling.publish_now, name="publish_now"),
]
