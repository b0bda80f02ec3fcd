from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .determination import Appeal, Determination, Sending
from .ending import Closure, Destruction, Hold, Tally
from .formal import Notification, Offer, Triage
from .involved import Consent, Telling
from .measures import Look, Measure
from .party import Party, Stop
from .retaliation import Check, Retaliation
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability

__all__ = [
    "AnotherAsked",
    "Appeal",
    "Appointment",
    "Assignment",
    "Case",
    "Check",
    "Closure",
    "Consent",
    "Contact",
    "Desk",
    "Destruction",
    "Determination",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "Look",
    "Measure",
    "Notification",
    "Offer",
    "Party",
    "Recusal",
    "Removal",
    "Retaliation",
    "Seat",
    "Sending",
    "Stop",
    "Tally",
    "Telling",
    "Triage",
    "Unavailability",
]
