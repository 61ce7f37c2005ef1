"""How allauth makes and greets our people."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Handles are small letters; the rest is allauth's."""

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002  (allauth's signature)
        cleaned: str = super().clean_username(username.lower(), shallow=shallow)
        return cleaned
