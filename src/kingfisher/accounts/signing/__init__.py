"""The machinery of signing in, before there is an actor: tries, factors, links, sessions, single sign-on."""

from kingfisher.access import audit

audit.can_record(
    accounts__sign_in__failed="failed to sign in, or somebody in their name",
    accounts__account__locked="was locked out after wrong tries",
    accounts__factor__added="added a second factor",
    accounts__factor__removed="removed a second factor",
    accounts__codes__made="made new recovery codes",
    accounts__code__used="signed in with a recovery code",
    accounts__sign_in__renewed="chose the words they sign in with",
    accounts__device__signed_out="signed a device out",
    accounts__session__ended="was signed out after the time allowed",
    accounts__form__kept="had a half-written form kept",
)
