from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .ending import Closure, Destruction, Hold, Tally
from .involved import Consent, Telling
from .party import Party, Stop
from .plans import Apology, Plan, PlanVersion, Step
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability

__all__ = [
    "AnotherAsked",
    "Apology",
    "Appointment",
    "Assignment",
    "Case",
    "Closure",
    "Consent",
    "Contact",
    "Desk",
    "Destruction",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "Party",
    "Plan",
    "PlanVersion",
    "Recusal",
    "Removal",
    "Seat",
    "Step",
    "Stop",
    "Tally",
    "Telling",
    "Unavailability",
]
