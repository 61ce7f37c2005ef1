"""Forms about people."""

from allauth.account.forms import SignupForm as BaseSignupForm


class SignupForm(BaseSignupForm):
    """E-mail, handle, password."""
