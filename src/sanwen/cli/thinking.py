"""What computes on files alone: opinion maps, budgets, draws, surveys. No server, no database."""

from pathlib import Path
from typing import Annotated

import typer

from sanwen.cli.stage import act

thinking = typer.Typer()

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
Language = Annotated[
    str, typer.Option(metavar="zh|en", help="Of the words; else that of the terminal.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@thinking.command()
def budget(
    file: File,
    rule: Annotated[str, typer.Option(help="greedy or equal-shares.")] = "equal-shares",
    completion: Annotated[
        str, typer.Option(help="Of equal shares: none, greedy or add1.")
    ] = "none",
    utility: Annotated[
        str, typer.Option(help="A project's worth to its supporters: its cost, or votes alone.")
    ] = "cost",
    count: Annotated[
        str, typer.Option(help="A ballot gives the points on it, or one vote to each named.")
    ] = "points",
    ties: Annotated[
        str, typer.Option(help="Equals go by id, or by cost: more votes, lower cost, then id.")
    ] = "id",
    json: Json = False,
) -> None:
    """Count a Pabulib .pb election: who wins, what it costs, and why, or why not."""
    act(
        "budget",
        database=False,
        django=False,
        file=file,
        rule=rule,
        completion=completion,
        utility=utility,
        count=count,
        ties=ties,
        as_json=json,
    )


@thinking.command()
def draw(
    file: File,
    seed: Annotated[str, typer.Option(help="The text made public before the draw.")],
    size: Annotated[int, typer.Option(min=1, help="How many are drawn.")],
    strata: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="In proportion to it; repeat.")
    ] = None,
    id_column: Annotated[
        str, typer.Option("--id", metavar="COLUMN", help="Who is who; else the first column.")
    ] = "",
    reserves: Annotated[int, typer.Option(min=0, help="Next in line, shown a stratum.")] = 5,
    json: Json = False,
) -> None:
    """Draw lots from a list (.csv) so that anyone can check: by SHA-256 of SEED:ID."""
    act(
        "drawing",
        database=False,
        django=False,
        file=file,
        seed=seed,
        size=size,
        strata=tuple(strata or ()),
        id_column=id_column,
        reserves=reserves,
        as_json=json,
    )


@thinking.command()
def opinion(
    source: Annotated[
        Path,
        typer.Argument(
            exists=True, readable=True, help="votes.csv or participants-votes.csv, or its folder."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, metavar="PAGE", help="The map as a page.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="zh|en", help="Of the page; else that of the terminal.")
    ] = "",
    json: Json = False,
) -> None:
    """Where people stand: groups if there are any, what sets them apart, what unites all."""
    act(
        "opinion",
        database=False,
        django=False,
        source=source,
        out=out,
        language=language,
        as_json=json,
    )


@thinking.command()
def estimate(
    responses: File,
    margins: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="variable, category, population or share."),
    ] = None,
    strata: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="stratum, population.")
    ] = None,
    items: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="Only this question; repeat.")
    ] = None,
    trim: Annotated[
        float | None, typer.Option(min=1, help="No weight above so many times the mean one.")
    ] = None,
    language: Language = "",
    json: Json = False,
) -> None:
    """What answers (.csv, a person a line) tell of all: weighted, each with its interval."""
    act(
        "estimate",
        database=False,
        django=False,
        responses=responses,
        margins=margins,
        strata=strata,
        items=tuple(items or ()),
        trim=trim,
        language=language,
        as_json=json,
    )


@thinking.command()
def interval(
    hits: Annotated[int, typer.Argument(min=0, help="How many said yes.")],
    n: Annotated[int, typer.Argument(min=0, help="How many answered.")],
    population: Annotated[
        int | None, typer.Option(min=1, help="How many there are in all; else endless.")
    ] = None,
    asked: Annotated[
        int | None, typer.Option(min=0, help="How many were asked, answered or not.")
    ] = None,
    level: Annotated[float, typer.Option(min=0.5, max=0.9999, help="How sure.")] = 0.95,
    language: Language = "",
    json: Json = False,
) -> None:
    """What HITS yes of N answers tell of all, exactly; it never collapses before all answered."""
    act(
        "interval",
        database=False,
        django=False,
        hits=hits,
        n=n,
        population=population,
        asked=asked,
        level=level,
        language=language,
        as_json=json,
    )
