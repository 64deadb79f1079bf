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
from kingfisher.learning.queries.figures import CourseFigures, Fee, changed, fees, figures_of, words_of
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
    to_answer,
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
from kingfisher.learning.queries.standing import (
    AgencyStanding,
    PersonStanding,
    agencies_standing,
    for_partners,
    people_standing,
)
from kingfisher.learning.queries.teaching import TeachingShown, links_of, teaching

__all__ = [
    "AgencyStanding", "Certificate", "CourseFigures", "CourseShown", "EventFile", "EventShown", "Fee",
    "LearnerListed", "Line", "MyBooking", "PersonStanding", "Record", "TeachingShown", "TrainerShown",
    "agencies_standing", "asked", "booking_of", "certificate", "changed", "coming", "course_choices", "courses",
    "event", "event_by_ref", "event_file", "fees", "figures_of", "for_partners", "learner_of_worker", "learners",
    "letters_waiting", "links_of", "my_hold", "people_standing", "record", "teaching", "to_answer", "trainers",
    "words_of", "work_waiting",
]  # fmt: skip
