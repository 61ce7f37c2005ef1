"""The names of devices in the list of log-ins."""

import pytest

from users.templatetags.device_tags import device_name

_ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (_ANDROID, "Chrome on Android"),
        (f"{_ANDROID} MicroMessenger/8.0", "WeChat on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Mac"),
        ("curl/8.9", "curl/8.9"),
        ("", "A browser without a name"),
    ],
)
def test_a_device_has_a_name_people_know(agent: str, name: str) -> None:
    assert device_name(agent) == name
