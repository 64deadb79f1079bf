"""What this worker told police, and what police let go to her."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import queries


@page(Permission.INTEL_SUBMIT)
def mine(request: HttpRequest) -> HttpResponse:
    """Receipts, with what the desk said back; and texts given to her by name."""
    shown = {"receipts": queries.receipts(request.actor), "given": queries.given_to_me(request.actor)}
    return render(request, "intelligence/pages/mine.html", shown)


@page(Permission.INTEL_SUBMIT, purpose=True)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One text that was let go to her; each reading is recorded."""
    return render(request, "intelligence/pages/product.html", {"one": queries.product(request.actor, product_id)})
