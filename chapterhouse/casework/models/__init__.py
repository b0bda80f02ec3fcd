from .access_rows import Exclusion, Independence, Recusal, Removal
from .appointments import Appointment, Seat
from .case import Case, Desk
from .commission import AdviceTold, Deciding, Engagement, Organisation, Panel, Recommendation
from .departure import Departure
from .determination import Appeal, Determination, Sending
from .ending import Closure, Destruction, Hold, Tally
from .formal import InformalOffer, Notification, Triage
from .involved import Consent, Telling
from .linking import Link, LinkQuestion
from .measures import Look, Measure
from .opinion import Opinion
from .outgoing import Outgoing
from .party import Party, Stop, Wait
from .plans import Apology, Plan, PlanVersion, Step
from .retaliation import Check, Retaliation
from .story import Act, Draft, Offer, Showing
from .supporter import Supporter
from .work import AnotherAsked, Assignment, Contact, Handover, Unavailability
from .working_note import WorkingNote

__all__ = [
    "Act",
    "AdviceTold",
    "AnotherAsked",
    "Apology",
    "Appeal",
    "Appointment",
    "Assignment",
    "Case",
    "Check",
    "Closure",
    "Consent",
    "Contact",
    "Deciding",
    "Departure",
    "Desk",
    "Destruction",
    "Determination",
    "Draft",
    "Engagement",
    "Exclusion",
    "Handover",
    "Hold",
    "Independence",
    "InformalOffer",
    "Link",
    "LinkQuestion",
    "Look",
    "Measure",
    "Notification",
    "Offer",
    "Opinion",
    "Organisation",
    "Outgoing",
    "Panel",
    "Party",
    "Plan",
    "PlanVersion",
    "Recommendation",
    "Recusal",
    "Removal",
    "Retaliation",
    "Seat",
    "Sending",
    "Showing",
    "Step",
    "Stop",
    "Supporter",
    "Tally",
    "Telling",
    "Triage",
    "Unavailability",
    "Wait",
    "WorkingNote",
]
