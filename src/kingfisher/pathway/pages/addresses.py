"""Where the pages of `pathway` live."""

from django.urls import path

from kingfisher.pathway.pages.begin import begin
from kingfisher.pathway.pages.complexes import complex_enquiries, complex_enquiry
from kingfisher.pathway.pages.episode import episode, of
from kingfisher.pathway.pages.episodes import episodes
from kingfisher.pathway.pages.paper import paper
from kingfisher.pathway.pages.together import together

app_name = "pathway"
urlpatterns = [
    path("pathway", episodes, name="episodes"),
    path("pathway/begin/<uuid:person_id>", begin, name="begin"),
    path("pathway/complex", complex_enquiries, name="complexes"),
    path("pathway/complex/<uuid:complex_id>", complex_enquiry, name="complex"),
    path("pathway/of/<uuid:key>", of, name="of"),
    path("pathway/<uuid:episode_id>", episode, name="episode"),
    path("pathway/<uuid:episode_id>/print", paper, name="print"),
    path("pathway/<uuid:episode_id>/together", together, name="together"),
]
