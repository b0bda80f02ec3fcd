"""A count as files: our JSON, a table for paper and terminal, CSV by stage, and JSON as RCTab writes it."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from .ballots import Ballots
from .counts import Count, Stage, Why, decimal


def as_json(count: Count) -> str:
    """The result with every stage. Votes are texts, so that no program rounds them."""
    return json.dumps(
        {
            "method": count.method,
            "seats": count.seats,
            "quota": count.quota,
            "elected": list(count.elected),
            "stages": [
                {
                    "votes": {str(number): decimal(votes) for number, votes in stage.votes.items()},
                    "elected": list(stage.elected),
                    "excluded": list(stage.excluded),
                    "not_transferable": decimal(stage.spent),
                    "rounding": decimal(stage.lost),
                }
                for stage in count.stages
            ],
            "lot_used": count.lot_used,
            "seed": count.seed,
            "valid": count.valid,
            "blank": count.blank,
        },
        indent=1,
    )


def as_table(ballots: Ballots, count: Count) -> str:
    """Candidates down, stages across; `*` where somebody is elected, `-` where somebody is excluded."""
    rows = list(_rows(ballots, count))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
    names = [ballots.names[number - 1] for number in count.elected]
    quota = [f"Quota: {count.quota}"] if count.quota is not None else []
    return "\n".join(
        [
            *filter(None, [ballots.title]),
            f"Method: {count.method}   Seats: {count.seats}   Valid: {count.valid}   Blank: {count.blank}",
            *quota,
            "",
            *lines,
            "",
            f"Elected: {'; '.join(names)}",
            f"Lot: {'used' if count.lot_used else 'not needed'}, seed {count.seed}",
        ]
    )


def _rows(ballots: Ballots, count: Count) -> Iterator[list[str]]:
    yield ["", *(str(number) for number in range(1, len(count.stages) + 1))]
    for number in ballots.standing:
        name = f"{number} {ballots.names[number - 1]}"
        yield [name, *(_cell(stage, number) for stage in count.stages)]
    yield ["Not transferable", *(decimal(stage.spent) + " " for stage in count.stages)]
    yield ["Rounding", *(decimal(stage.lost) + " " for stage in count.stages)]
    yield ["Total", *(decimal(total(stage)) + " " for stage in count.stages)]


def _cell(stage: Stage, number: int) -> str:
    mark = "*" if number in stage.elected else "-" if number in stage.excluded else " "
    return decimal(stage.votes[number]) + mark


def total(stage: Stage) -> int:
    """Every paper: with candidates, not transferable, or cut off. The same at each stage of transfers."""
    return sum(stage.votes.values()) + stage.spent + stage.lost


def as_csv(ballots: Ballots, count: Count) -> str:
    """A row for each stage and candidate; names a spreadsheet would run as a formula are made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["stage", "number", "name", "change", "votes", "outcome"])
    before: dict[int, int] = {}
    for place, stage in enumerate(count.stages, 1):
        for number, votes in stage.votes.items():
            outcome = "elected" if number in stage.elected else "excluded" if number in stage.excluded else ""
            change = votes - before.get(number, 0)
            sign = "-" if change < 0 else ""
            writer.writerow(
                [
                    place,
                    number,
                    harmless(ballots.names[number - 1]),
                    sign + decimal(abs(change)),
                    decimal(votes),
                    outcome,
                ]
            )
        writer.writerow([place, "", "not transferable", "", decimal(stage.spent), ""])
        writer.writerow([place, "", "rounding", "", decimal(stage.lost), ""])
        before = dict(stage.votes)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def as_rctab(ballots: Ballots, count: Count) -> str:
    """The count as RCTab's summary, which RCVis draws; what moves next stands with the stage before."""
    return json.dumps(
        {
            "config": {"contest": ballots.title, "threshold": str(count.quota or "")},
            "results": [
                {
                    "round": place,
                    "tally": {
                        ballots.names[number - 1]: decimal(votes) for number, votes in stage.votes.items()
                    },
                    "tallyResults": list(_moves(ballots, count, place - 1)),
                }
                for place, stage in enumerate(count.stages, 1)
            ],
        },
        indent=1,
    )


def _moves(ballots: Ballots, count: Count, place: int) -> Iterator[dict[str, Any]]:
    after = count.stages[place + 1].transfer if place + 1 < len(count.stages) else None
    stage = count.stages[place]
    for number in stage.elected:
        moved = after if after and after.source == number else None
        yield {"elected": ballots.names[number - 1], "transfers": _received(ballots, moved)}
    for number in stage.excluded:
        yield {"eliminated": ballots.names[number - 1], "transfers": _received(ballots, after)}
    if after and after.why == Why.SURPLUS and after.source not in stage.elected:
        yield {"elected": ballots.names[after.source - 1], "transfers": _received(ballots, after)}


def _received(ballots: Ballots, transfer: Any) -> dict[str, str]:
    if transfer is None:
        return {}
    received = {ballots.names[number - 1]: decimal(votes) for number, votes in transfer.gained.items()}
    more = {"exhausted": transfer.spent, "residual surplus": transfer.lost}
    return received | {name: decimal(amount) for name, amount in more.items() if amount}
