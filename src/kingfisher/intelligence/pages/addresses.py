"""Where intelligence lives."""

from django.urls import path

from kingfisher.intelligence.pages.charts import chart, charts, print_chart
from kingfisher.intelligence.pages.maps import map_of, maps
from kingfisher.intelligence.pages.mine import mine, product
from kingfisher.intelligence.pages.network import connected, network
from kingfisher.intelligence.pages.old import old
from kingfisher.intelligence.pages.report import report
from kingfisher.intelligence.pages.reports import reports
from kingfisher.intelligence.pages.source import source
from kingfisher.intelligence.pages.tell import tell
from kingfisher.intelligence.pages.thing import link, thing
from kingfisher.intelligence.pages.who import who

app_name = "intelligence"
urlpatterns = [
    path("intelligence", reports, name="reports"),
    path("intelligence/tell", tell, name="tell"),
    path("intelligence/mine", mine, name="mine"),
    path("intelligence/given/<uuid:product_id>", product, name="product"),
    path("intelligence/old", old, name="old"),
    path("intelligence/<uuid:report_id>", report, name="report"),
    path("intelligence/<uuid:report_id>/source", source, name="source"),
    path("network", network, name="network"),
    path("network/connected", connected, name="connected"),
    path("network/charts", charts, name="charts"),
    path("network/charts/<uuid:chart_id>", chart, name="chart"),
    path("network/charts/<uuid:chart_id>/print", print_chart, name="print_chart"),
    path("network/maps", maps, name="maps"),
    path("network/maps/<uuid:map_id>", map_of, name="map"),
    path("network/links/<uuid:link_id>", link, name="link"),
    path("network/<uuid:thing_id>", thing, name="thing"),
    path("network/<uuid:thing_id>/who", who, name="who"),
]
