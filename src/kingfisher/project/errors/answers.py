"""The pages for an address that leads nowhere and for a fault of ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.kernel.verdict import NotThere


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page, word for word, for a missing address, a missing record and an unseen one."""
    return render(request, "project/errors/not_there.html", {"refused": NotThere()}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours. Nothing of the request is repeated on the page."""
    return render(request, "project/errors/broken.html", {}, status=500)
