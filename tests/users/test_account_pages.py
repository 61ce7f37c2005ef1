"""The pages of log-in and account: in our look, and allowed by our own content policy."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client

from tests.factories import person
from users.models import User

pytestmark = pytest.mark.django_db
DOOR = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
ACCOUNT = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/3rdparty/",
    "/accounts/confirm-email/broken-key/",
    "/accounts/password/reset/key/x-broken/",
]
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>")
_INLINE_STYLE = re.compile(r"<[^>]+\sstyle=|<style|\son[a-z]+=")
_PASSWORD = "seven wet violets"


def _logged_in(client: Client) -> None:
    """By the form, so that the pages that want a fresh password are open."""
    member = person("mina_reads", email="mina@example.org", password=_PASSWORD)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    client.post("/accounts/login/", {"login": "mina_reads", "password": _PASSWORD})


def _is_ours(page: str) -> bool:
    return 'class="topbar"' in page and "css/pages/account.css" in page


def _runs_inline(page: str) -> list[str]:
    scripts = [found["attributes"] for found in _SCRIPT.finditer(page)]
    return [one for one in scripts if "src=" not in one and "application/json" not in one]


@pytest.mark.parametrize("address", DOOR)
def test_a_page_at_the_door_is_ours_and_runs_nothing_inline(client, address: str) -> None:
    page = client.get(address).content.decode()
    assert _is_ours(page)
    assert _runs_inline(page) == []
    assert not _INLINE_STYLE.search(page)


@pytest.mark.parametrize("address", ACCOUNT)
def test_a_page_of_the_account_is_ours_and_runs_nothing_inline(client, address: str) -> None:
    _logged_in(client)
    response = client.get(address, follow=True)
    page = response.content.decode()
    assert response.status_code in {200, 404}
    assert _is_ours(page)
    assert _runs_inline(page) == []
    assert not _INLINE_STYLE.search(page)


def test_changing_the_address_shows_the_pending_one_without_inline_style(client) -> None:
    _logged_in(client)
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    page = client.get("/accounts/email/").content.decode()
    assert "We sent a link to new@example.org" in page
    assert not _INLINE_STYLE.search(page)
    assert any("new@example.org" in letter.to for letter in mail.outbox)


def test_a_forgotten_password_is_reset_by_mail(client) -> None:
    member = person("mina_reads", email="mina@example.org", password=_PASSWORD)
    client.post("/accounts/password/reset/", {"email": "mina@example.org"})
    (letter,) = mail.outbox
    assert letter.subject == "Choose a new password"
    address = re.search(r"/accounts/password/reset/key/\S+", letter.body)
    assert address is not None
    form = client.get(address[0], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "nine dry tulips", "password2": "nine dry tulips"})
    member.refresh_from_db()
    assert member.check_password("nine dry tulips")


def test_the_other_devices_can_be_logged_out(client) -> None:
    _logged_in(client)
    other = Client()
    other.post("/accounts/login/", {"login": "mina_reads", "password": _PASSWORD})
    assert other.get("/me/").headers["Location"] == "/@mina_reads/"
    page = client.get("/accounts/sessions/").content.decode()
    assert page.count('class="devices__agent"') == 2
    client.post("/accounts/sessions/")
    assert other.get("/me/").headers["Location"] == "/accounts/login/?next=/me/"
    assert client.get("/me/").headers["Location"] == "/@mina_reads/"


def _with_second_factor() -> User:
    member = person("mina_reads", email="mina@example.org", password=_PASSWORD)
    TOTP.activate(member, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(member)
    return member


def test_a_second_factor_is_asked_for_after_the_password(client) -> None:
    _with_second_factor()
    asked = client.post("/accounts/login/", {"login": "mina_reads", "password": _PASSWORD}, follow=True)
    page = asked.content.decode()
    assert asked.request["PATH_INFO"] == "/accounts/2fa/authenticate/"
    assert "Type the six digits of your app" in page
    assert _runs_inline(page) == []
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_lets_in_once_and_the_others_can_be_seen(client) -> None:
    member = _with_second_factor()
    code = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()[0]
    client.post("/accounts/login/", {"login": "mina_reads", "password": _PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(member.pk)
    client.post("/accounts/reauthenticate/", {"password": _PASSWORD})
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert "9 of 10 codes are left." in page
    assert code not in page
    assert _runs_inline(page) == []


def _app(provider: str) -> dict[str, object]:
    return {provider: {"APPS": [{"client_id": "id", "secret": "secret", "key": ""}]}}


def test_weixin_and_weibo_are_offered_only_where_they_are_configured(client, settings) -> None:
    assert "/accounts/weixin/login/" not in client.get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = _app("weixin") | _app("weibo")
    for address in ("/accounts/login/", "/accounts/signup/"):
        page = client.get(address).content.decode()
        assert "/accounts/weixin/login/" in page
        assert "/accounts/weibo/login/" in page
    settings.SOCIALACCOUNT_PROVIDERS = _app("weibo")
    assert "/accounts/weixin/login/" not in client.get("/accounts/login/").content.decode()


def test_the_way_to_another_site_starts_on_a_page_of_ours(client, settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = _app("weixin")
    assert _is_ours(client.get("/accounts/weixin/login/").content.decode())
    leaving = client.post("/accounts/weixin/login/")
    assert leaving.headers["Location"].startswith("https://open.weixin.qq.com/")
