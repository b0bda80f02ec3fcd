from .hearing import Hearing
from .invitation import Invitation
from .office import Office, Term
from .person import HANDLE_LETTERS, Person, PersonManager, new_handle
from .roster import Before, Correction, Membership, RosterFile, RosterImport
from .training import OfficerTraining

__all__ = [
    "HANDLE_LETTERS",
    "Before",
    "Correction",
    "Hearing",
    "Invitation",
    "Membership",
    "Office",
    "OfficerTraining",
    "Person",
    "PersonManager",
    "RosterFile",
    "RosterImport",
    "Term",
    "new_handle",
]
