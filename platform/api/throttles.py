"""How often: one bucket for reading and one for writing, for each person, or each address of somebody unknown."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from common.limits import RateLimit, Taken, taken_for

if TYPE_CHECKING:
    # The module of views loads this class while it is being imported.
    from rest_framework.views import APIView

READING = RateLimit("api-read", capacity=300, per_seconds=60)
WRITING = RateLimit("api-write", capacity=60, per_seconds=60)


class BucketThrottle(BaseThrottle):
    """Token buckets of common.limits; a refusal becomes 429 with Retry-After."""

    taken: Taken | None = None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        limit = READING if request.method in SAFE_METHODS else WRITING
        self.taken = taken_for(request._request, limit)
        return self.taken.allowed

    def wait(self) -> float:
        return float(max(1, self.taken.retry_after_s)) if self.taken else 1.0
