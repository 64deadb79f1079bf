"""Where intelligence lives."""

from django.urls import path

from kingfisher.intelligence.pages.mine import mine, product
from kingfisher.intelligence.pages.old import old
from kingfisher.intelligence.pages.report import report
from kingfisher.intelligence.pages.reports import reports
from kingfisher.intelligence.pages.source import source
from kingfisher.intelligence.pages.tell import tell

app_name = "intelligence"
urlpatterns = [
    path("intelligence", reports, name="reports"),
    path("intelligence/tell", tell, name="tell"),
    path("intelligence/mine", mine, name="mine"),
    path("intelligence/given/<uuid:product_id>", product, name="product"),
    path("intelligence/old", old, name="old"),
    path("intelligence/<uuid:report_id>", report, name="report"),
    path("intelligence/<uuid:report_id>/source", source, name="source"),
]
