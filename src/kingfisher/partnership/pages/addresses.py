"""Where the partnership's own work lives; what is published has short addresses that stay."""

from django.urls import path

from kingfisher.partnership.pages.board import board
from kingfisher.partnership.pages.chiefs import matter, three
from kingfisher.partnership.pages.edition import edition
from kingfisher.partnership.pages.keeping import engagement, money, risks, this_year, undertakings
from kingfisher.partnership.pages.prevention import prevention
from kingfisher.partnership.pages.public import public_document, public_pdf, public_who
from kingfisher.partnership.pages.section import reading, section
from kingfisher.partnership.pages.shelf import shelf
from kingfisher.partnership.pages.sitting import sitting, sitting_paper
from kingfisher.partnership.pages.who import who

app_name = "partnership"
urlpatterns = [
    path("published", public_who, name="public_who"),
    path("published/<slug:slug>", public_document, name="public_document"),
    path("published/<slug:slug>/<int:number>", public_document, name="public_edition"),
    path("published/<slug:slug>/<int:number>.pdf", public_pdf, name="public_pdf"),
    path("partnership", board, name="board"),
    path("partnership/meetings/<uuid:sitting_id>", sitting, name="sitting"),
    path("partnership/meetings/<uuid:sitting_id>/paper", sitting_paper, name="sitting_paper"),
    path("partnership/actions", undertakings, name="undertakings"),
    path("partnership/risks", risks, name="risks"),
    path("partnership/money", this_year, name="this_year"),
    path("partnership/money/<int:year>", money, name="money"),
    path("partnership/engagement", engagement, name="engagement"),
    path("partnership/three", three, name="three"),
    path("partnership/three/matter", matter, name="matter"),
    path("partnership/prevention", prevention, name="prevention"),
    path("partnership/who", who, name="who"),
    path("partnership/publications", shelf, name="shelf"),
    path("partnership/publications/<uuid:edition_id>", edition, name="edition"),
    path("partnership/publications/<uuid:edition_id>/whole", reading, name="reading"),
    path("partnership/publications/<uuid:edition_id>/<slug:code>", section, name="section"),
]
