"""The shapes of the commands of judging, which read the database."""

from datetime import datetime
from typing import Annotated

import typer

from sanwen.cli.stage import act

judging = typer.Typer()
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@judging.command()
def fairness(
    quarter: Annotated[str, typer.Option(help="As 2026Q3; else the last whole one.")] = "",
    json: Json = False,
) -> None:
    """Did louder voices fare better than like ones? Counts a quarter and keeps the report."""
    act("fairness", quarter=quarter, as_json=json)


@judging.command()
def rates(
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")
    ] = None,
    metric: Annotated[
        str, typer.Option(help="Ask whether a figure of this name may be added.")
    ] = "",
    check: Annotated[bool, typer.Option(help="Compare the sums with a full count first.")] = False,
    recount: Annotated[bool, typer.Option(help="Count everything anew first.")] = False,
    json: Json = False,
) -> None:
    """What people judged in a period, by unit, with denominators, silence and intervals."""
    act(
        "rates",
        since=since,
        until=until,
        metric=metric,
        check=check,
        recount=recount,
        as_json=json,
    )
