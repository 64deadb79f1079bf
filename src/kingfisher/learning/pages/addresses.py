"""Where training lives: /courses for anybody, /training for those who are signed in."""

from django.urls import path

from kingfisher.learning.pages.calendar import my_booking_ics
from kingfisher.learning.pages.catalogue import booked, courses, offered
from kingfisher.learning.pages.certificate import certificate_pdf
from kingfisher.learning.pages.event import event, register
from kingfisher.learning.pages.figures import fees, fees_csv, figures
from kingfisher.learning.pages.mine import catalogue, day, mine
from kingfisher.learning.pages.office import office, trainers
from kingfisher.learning.pages.own import ask_record, follow, my_booking, my_certificate_pdf, my_record, questions
from kingfisher.learning.pages.people import learner, learners, people, standing
from kingfisher.learning.pages.teaching import teaching

app_name = "learning"
urlpatterns = [
    path("courses", courses, name="courses"),
    path("courses/booked", booked, name="booked"),
    path("courses/record", ask_record, name="ask_record"),
    path("courses/record/<str:token>", my_record, name="my_record"),
    path("courses/follow/<str:old>/<str:new>", follow, name="follow"),
    path("courses/questions/<str:token>", questions, name="questions"),
    path("courses/bookings/<str:token>", my_booking, name="my_booking"),
    path("courses/bookings/<str:token>/calendar.ics", my_booking_ics, name="my_booking_ics"),
    path("courses/certificates/<str:token>/<uuid:completion_id>.pdf", my_certificate_pdf, name="my_certificate_pdf"),
    path("courses/days/<str:ref>", offered, name="offered"),
    path("courses/teaching/<str:token>", teaching, name="teaching"),
    path("training", mine, name="mine"),
    path("training/courses", catalogue, name="catalogue"),
    path("training/courses/<str:ref>", day, name="day"),
    path("training/certificates/<uuid:completion_id>.pdf", certificate_pdf, name="certificate_pdf"),
    path("training/office", office, name="office"),
    path("training/office/days/<uuid:event_id>", event, name="event"),
    path("training/office/days/<uuid:event_id>/register", register, name="register"),
    path("training/office/trainers", trainers, name="trainers"),
    path("training/office/learners", learners, name="learners"),
    path("training/office/fees", fees, name="fees"),
    path("training/office/fees.csv", fees_csv, name="fees_csv"),
    path("training/people", people, name="people"),
    path("training/people/<uuid:learner_id>", learner, name="learner"),
    path("training/agencies", standing, name="standing"),
    path("training/figures", figures, name="figures"),
]
