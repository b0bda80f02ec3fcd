"""Taking over a list of 100,000 members: looked at, first load, nothing changed, everything changed."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _figures import end, figure
from _site import loaded, settings_of

ROWS, SECONDS, MEGABYTES = 100_000, 8, 150
HEADER = (
    "first_name,middle_name,last_name,email,do_not_call,p2ptext_optout,best_phone,mobile_phone,home_phone,"
    "work_phone,join_date,xdate,membership_type,monthly_dues_status,yearly_dues_status,membership_status,"
    "memb_status_letter,union_member,union_name,union_local,accommodations,race,student_yes_no,"
    "student_school_name,mailing_pref,address1,address2,city,state,zip,country,actionkit_id,dsa_chapter,"
    "ydsa_chapter,congressional_district"
)


def write(path: Path, expires: str, number: int = ROWS) -> None:
    """A list as the national organisation sends it, of people nobody is."""
    names = HEADER.split(",")
    said = {
        "middle_name": "M.",
        "do_not_call": "FALSE",
        "join_date": "2019-05-01",
        "xdate": expires,
        "membership_type": "yearly",
        "yearly_dues_status": "active",
        "membership_status": "Member in Good Standing",
        "address1": "1 Example Street",
        "zip": "02134",
    }
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(names)
        for each in range(number):
            own = {
                "first_name": f"Given{each % 997}",
                "last_name": f"Family{each % 8191}",
                "email": f"person{each}@example.org",
                "actionkit_id": str(700_000 + each),
                "best_phone": f"323-555-{each % 10000:04}",
            }
            rows.writerow([(said | own).get(name, "") for name in names])


def measured(home: Path, list_: Path, *options: str) -> tuple[float, float, float]:
    """Seconds of a run of the command, its CPU seconds, and the most memory it held, in MB."""
    script = "import sys; from chapterhouse.__main__ import main; sys.argv[0] = 'chapterhouse'; main()"
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", script, "import_roster", str(list_), *options],
        env=settings_of(home) | database(),
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(child.pid, 0)
    assert status == 0, options
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def database() -> dict[str, str]:
    """Where the rows lie, if it is elsewhere: ROSTER_DATABASE_URL."""
    url = os.environ.get("ROSTER_DATABASE_URL")
    return {"DATABASE_URL": url} if url else {}


def main() -> None:
    with loaded() as home, tempfile.TemporaryDirectory() as folder:
        if database():
            subprocess.run(
                [Path(sys.executable).with_name("chapterhouse"), "migrate", "--verbosity=0"],
                env=settings_of(home) | database(),
                check=True,
            )
        first, second = Path(folder) / "one.csv", Path(folder) / "two.csv"
        write(first, "2027-03-31")
        write(second, "2028-03-31")
        for name, path, options, limit in (
            ("looking at a first list", first, ["--dry-run"], SECONDS),
            ("taking it over", first, [], SECONDS),
            ("the same list again: nothing changed", first, [], 2),
            ("a list on which everybody changed", second, [], SECONDS),
            ("undoing that", second, ["--undo"], None),
        ):
            seconds, cpu, memory = measured(home, path, *options)
            figure(f"{name}", seconds, "s", most=limit, digits=2)
            figure("  of that CPU of the program", cpu, "s", digits=2)
            figure("  most memory it held", memory, "MB", most=MEGABYTES, digits=0)
    end()


if __name__ == "__main__":
    main()
