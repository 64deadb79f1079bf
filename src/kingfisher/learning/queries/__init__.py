"""Reading of this room."""

from kingfisher.learning.queries.catalogue import (
    CourseShown,
    EventShown,
    coming,
    course_choices,
    courses,
    event,
    event_by_ref,
)
from kingfisher.learning.queries.figures import CourseFigures, Fee, fees, figures_of, words_of
from kingfisher.learning.queries.mine import (
    Certificate,
    MyBooking,
    Record,
    asked,
    booking_of,
    certificate,
    learner_of_worker,
    my_hold,
    record,
)
from kingfisher.learning.queries.office import (
    EventFile,
    LearnerListed,
    Line,
    TrainerShown,
    event_file,
    learners,
    letters_waiting,
    trainers,
    work_waiting,
)
from kingfisher.learning.queries.standing import AgencyStanding, PersonStanding, agencies_standing, people_standing

__all__ = [
    "AgencyStanding", "Certificate", "CourseFigures", "CourseShown", "EventFile", "EventShown", "Fee", "LearnerListed",
    "Line", "MyBooking", "PersonStanding", "Record", "TrainerShown", "agencies_standing", "asked", "booking_of",
    "certificate", "coming", "course_choices", "courses", "event", "event_by_ref", "event_file", "fees", "figures_of",
    "learner_of_worker", "learners", "letters_waiting", "my_hold", "people_standing", "record", "trainers",
    "words_of", "work_waiting",
]  # fmt: skip
