"""The web process: granian in WSGI mode (a Django ASGI request costs about four times as much)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
