"""`/api/v1/token`: an agency's system changes its key for a token that lives for minutes (OAuth 2.0, RFC 6749 4.4)."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from kingfisher.access.entry import signing_in
from kingfisher.access.machines import token_answer

LARGEST = 8192  # bytes: a name, a key and some scopes


@csrf_exempt
@signing_in
def token(request: HttpRequest) -> HttpResponse:
    """POST only. A wrong name, a wrong key and an ended one are answered alike."""
    if request.method != "POST":
        answer = HttpResponse(json.dumps({"error": "invalid_request"}), content_type="application/json", status=405)
        answer["Allow"] = "POST"
        return answer
    body = request.body[: LARGEST + 1]
    said = body.decode("utf-8", errors="replace") if len(body) <= LARGEST else ""
    headers, content, status = token_answer(
        request.build_absolute_uri().replace("http://", "https://", 1),  # whether TLS ends here or at a proxy
        said,
        request.headers.get("Authorization", ""),
        now=timezone.now(),
    )
    answer = HttpResponse(content, status=status)
    for name, value in headers.items():
        answer[name] = value
    answer["Pragma"] = "no-cache"
    return answer
