"""What an author does about the video of a note that exists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.clock import now
from common.limits import RateLimit, limited
from notes import videos
from notes.models import Video
from notes.views.owning import own_note

RETRIES = RateLimit("video_again", capacity=10, per_seconds=600)


@require_POST
@login_required
@limited(RETRIES)
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tries the stuck video of an own note again."""
    note = own_note(request, public_id)
    video = Video.objects.filter(note=note).first()
    if video is not None and videos.retry(video, at=now()):
        messages.success(request, _("Your video is being prepared again."))
    return HttpResponseRedirect(note.get_absolute_url())
