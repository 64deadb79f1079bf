"""The tables of training: what is offered, who learns, the places given, and what was said of it."""

from kingfisher.learning.models.bookings import Application, Booking, Completion, Letter
from kingfisher.learning.models.catalogue import Course, Event, Joining, Teaching, Trainer
from kingfisher.learning.models.learners import Hold, Learner, Post
from kingfisher.learning.models.said import Asked, Said

__all__ = [
    "Application", "Asked", "Booking", "Completion", "Course", "Event", "Hold", "Joining", "Learner",
    "Letter", "Post", "Said", "Teaching", "Trainer",
]  # fmt: skip
