"""Version 1 of the interface for other systems: mounts what the rooms offer. Only this file knows versions."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from kingfisher.access.machines import MachineKeyShown
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.missing.api import router as missing
from kingfisher.referrals.api import router as contacts
from kingfisher.sharing.api import router as requests

PROBLEM = "application/problem+json"


def _for_those_who_build(view):
    """The description of the interface: in the demonstration for anybody, elsewhere for whoever is signed in."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO and not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


class _Described(NinjaAPI):
    """Its description says of every refusal that it is a problem (RFC 9457), as it is."""

    def get_openapi_schema(self, *args: object, **kwargs: object) -> OpenAPISchema:
        described = super().get_openapi_schema(*args, **kwargs)
        for operation in (one for path in described["paths"].values() for one in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return described


api = _Described(
    title="Kingfisher",
    version="1",
    description="For the systems of agencies that work together to keep children safe. Every refusal is "
    "`application/problem+json` with one sentence a person can read.",
    auth=MachineKeyShown(),
    urls_namespace="v1",
    docs_url=None,
    docs_decorator=_for_those_who_build,
)
api.add_router("/contacts", contacts)
api.add_router("/missing-episodes", missing)
api.add_router("", requests)


def _problem(status: int, title: str, detail: str, **more: object) -> HttpResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type=PROBLEM)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """An expected no, with the sentence it was raised with; the rule is for whoever builds the other system."""
    status = 404 if isinstance(error, NotThere) else 403 if isinstance(error, Denied) else 409
    title = {404: "There is nothing here", 403: "Not allowed", 409: "That cannot be done now"}[status]
    return _problem(status, title, error.sentence, rule=error.rule, gaps=list(error.gaps))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """A missing, an unknown and an ended key are answered alike."""
    answer = _problem(401, "Who are you?", "Show the key your partnership gave you, as Authorization: Bearer KEY.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """An address or a header that is not of the shape it should be."""
    return _problem(422, "Not understood", "The address or a header is not as it should be.", problems=error.errors)


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever else the framework refuses; a body that is not JSON at all is not understood, like any other."""
    if error.status_code == 400:
        return _problem(422, "Not understood", "The body is not JSON in UTF-8.")
    return _problem(error.status_code, "Not done", str(error))
