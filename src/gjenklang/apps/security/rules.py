"""Who may, before anyone knows what a client is."""

from collections.abc import Callable

from django.http import HttpRequest

__all__ = ["RULES_OF_ALLAUTH", "Rule", "anyone", "signed_in"]

Rule = Callable[[HttpRequest], bool]


def anyone(request: HttpRequest) -> bool:  # noqa: ARG001 - every rule is asked about a request
    """Open to the world: sign-in, static files, and pages whose address is itself the key."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """Open to whoever is signed in; for one's own account only."""
    return request.user.is_authenticated


#: The addresses of django-allauth that this house opens. What is not named here stays shut.
RULES_OF_ALLAUTH: dict[str, Rule] = {
    "account_login": anyone,
    "account_logout": anyone,
    "account_reset_password_done": anyone,
    "account_reset_password_from_key": anyone,
    "account_reset_password_from_key_done": anyone,
    "account_inactive": anyone,
    "account_reauthenticate": signed_in,
    "account_change_password": signed_in,
    "mfa_authenticate": anyone,
    "mfa_login_webauthn": anyone,
    "mfa_reauthenticate": signed_in,
    "mfa_reauthenticate_webauthn": signed_in,
    "mfa_index": signed_in,
    "mfa_activate_totp": signed_in,
    "mfa_deactivate_totp": signed_in,
    "mfa_view_recovery_codes": signed_in,
    "mfa_generate_recovery_codes": signed_in,
    "mfa_download_recovery_codes": signed_in,
    "mfa_list_webauthn": signed_in,
    "mfa_add_webauthn": signed_in,
    "mfa_edit_webauthn": signed_in,
    "mfa_remove_webauthn": signed_in,
}
