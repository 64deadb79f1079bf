"""Second factors: authenticator apps, passkeys, recovery codes. The arithmetic is allauth's and fido2's.

Ours is what stands round it: secrets are sealed before they are stored, and a code is good once, whichever process
it comes to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from kingfisher.accounts.signing.sealing import seal, unseal

KINDS = {
    Authenticator.Type.TOTP: "Authenticator app",
    Authenticator.Type.WEBAUTHN: "Passkey",
    Authenticator.Type.RECOVERY_CODES: "Recovery codes",
}


class Adapter(DefaultMFAAdapter):
    """What allauth asks of a site: how secrets are kept, and what this site is called."""

    def encrypt(self, text: str) -> str:
        return seal(text, whose="factor")

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, whose="factor")

    def get_totp_issuer(self) -> str:
        return settings.PARTNERSHIP

    def _get_site_name(self) -> str:
        return settings.PARTNERSHIP


@dataclass(frozen=True, slots=True)
class Factor:
    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


def factors_of(user: AbstractBaseUser) -> list[Factor]:
    """What she can prove herself with beside her password; recovery codes are a way back, and come last."""
    rows = Authenticator.objects.filter(user_id=user.pk).order_by("created_at")
    shown = [
        Factor(
            row.pk, row.type, row.wrap().name if row.type == Authenticator.Type.WEBAUTHN else KINDS[row.type],
            row.created_at, row.last_used_at,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(shown, key=lambda one: one.kind == Authenticator.Type.RECOVERY_CODES)


def has_factor(user: AbstractBaseUser) -> bool:
    return any(one.kind != Authenticator.Type.RECOVERY_CODES for one in factors_of(user))


def has_passkey(user: AbstractBaseUser) -> bool:
    return any(one.kind == Authenticator.Type.WEBAUTHN for one in factors_of(user))


def new_secret() -> str:
    return totp.generate_totp_secret()


def picture_of(user: AbstractBaseUser, secret: str) -> str:
    """The secret as a QR code, an SVG."""
    adapter = get_adapter()
    return adapter.build_totp_svg(adapter.build_totp_url(user, secret))


def _step_of(secret: str, code: str) -> int | None:
    """Which 30-second step this code is of, within the tolerance; None when it is of none."""
    typed = "".join(code.split())
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if totp.compare_user_code(actual=typed, expected=expected):
            return counter
    return None


def add_app(user: AbstractBaseUser, secret: str, code: str) -> bool:
    """Keep an authenticator app once it has shown a right code; another kept before is replaced."""
    step = _step_of(secret, code)
    if step is None:
        return False
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
        made = totp.TOTP.activate(user, secret).instance
        made.data["last_step"] = step
        made.save(update_fields=["data"])
    return True


def check_code(user: AbstractBaseUser, code: str) -> str:
    """`totp` or `recovery_codes`, whichever this code is of; empty when it is of neither. A code is good once."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user_id=user.pk)
        app = rows.filter(type=Authenticator.Type.TOTP).first()
        step = _step_of(unseal(app.data["secret"], whose="factor"), code) if app else None
        if step is not None and step > app.data.get("last_step", 0):
            app.data["last_step"] = step
            app.save(update_fields=["data"])
            app.record_usage()
            return str(Authenticator.Type.TOTP)
        codes = rows.filter(type=Authenticator.Type.RECOVERY_CODES).first()
        if codes is not None and RecoveryCodes(codes).validate_code(code):
            codes.record_usage()
            return str(Authenticator.Type.RECOVERY_CODES)
    return ""


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Ten new codes; those before are void."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        return RecoveryCodes.activate(user).generate_codes()


def begin_passkey(user: AbstractBaseUser) -> dict[str, Any]:
    """What the browser is asked to make. The challenge is kept in the session."""
    return webauthn.begin_registration(user, passwordless=False)


def add_passkey(user: AbstractBaseUser, name: str, credential: Any) -> bool:
    try:
        if not isinstance(credential, dict):
            return False
        webauthn.complete_registration(webauthn.parse_registration_response(credential))
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    webauthn.WebAuthn.add(user, name[:60] or "Passkey", credential)
    return True


def ask_passkey(user: AbstractBaseUser) -> dict[str, Any]:
    return webauthn.begin_authentication(user)


def check_passkey(user: AbstractBaseUser, answer: Any) -> bool:
    try:
        if not isinstance(answer, dict):
            return False
        webauthn.complete_authentication(user, webauthn.parse_authentication_response(answer)).record_usage()
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return True


def remove(user: AbstractBaseUser, factor_id: int) -> bool:
    """Remove one factor; never the last but recovery codes."""
    left = [f for f in factors_of(user) if f.id != factor_id and f.kind != Authenticator.Type.RECOVERY_CODES]
    if not left:
        return False
    return bool(Authenticator.objects.filter(user_id=user.pk, id=factor_id).delete()[0])


def remove_all(user_id: int) -> int:
    return Authenticator.objects.filter(user_id=user_id).delete()[0]
