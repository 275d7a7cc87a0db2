"""The `sanwen` command: the shape of every sub-command; the work is in the module of its name."""

from pathlib import Path
from typing import Annotated

import typer

from sanwen.cli.judging import judging
from sanwen.cli.stage import act
from sanwen.cli.thinking import thinking

app = typer.Typer(
    name="sanwen",
    help="Sanwen 三问: ask people what they need, do it, answer for it, let them judge.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
trail = typer.Typer(name="trail", help="The trail of every act and look.", no_args_is_help=True)
receipt = typer.Typer(name="receipt", help="Signed receipts.", no_args_is_help=True)
calendar = typer.Typer(name="calendar", help="Working-day calendars.", no_args_is_help=True)
procedure = typer.Typer(name="procedure", help="Declared procedures.", no_args_is_help=True)
for group in (trail, receipt, calendar, procedure):
    app.add_typer(group)
app.add_typer(thinking)
app.add_typer(judging)

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Bind = Annotated[
    str | None, typer.Option(metavar="HOST:PORT", help="Where to listen; else SANWEN_BIND.")
]


@app.command()
def demo(
    bind: Bind = None,
    load_only: Annotated[bool, typer.Option(help="Load the demo county and leave.")] = False,
    reset: Annotated[bool, typer.Option(help="Empty the database first. Everything goes.")] = False,
    yes: Annotated[bool, typer.Option(help="Do not ask before a reset.")] = False,
) -> None:
    """Start with the invented demo county; its accounts are printed."""
    act("demo", tables=False, bind=bind, load_only=load_only, reset=reset, yes=yes)


@app.command()
def serve(
    bind: Bind = None,
    worker: Annotated[bool, typer.Option(help="Run a worker beside the web server.")] = True,
) -> None:
    """Start the database, the web server and one worker."""
    act("serve", tables=False, bind=bind, worker=worker)


@app.command()
def worker(
    jobs: Annotated[int, typer.Option(min=1, max=32, help="Jobs done side by side.")] = 2,
    queue: Annotated[
        list[str] | None, typer.Option(help="Only this queue; repeat as needed. Else all.")
    ] = None,
) -> None:
    """Run background jobs; as many workers as wanted, on any machine."""
    act("worker", jobs=jobs, queues=queue)


@app.command()
def migrate() -> None:
    """Bring the database's tables up to this version."""
    act("migrate", tables=False)


@app.command("import")
def import_(
    file: File,
    dry_run: Annotated[
        bool, typer.Option(help="Read and check everything, write nothing.")
    ] = False,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Repeat as needed.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="A workbook's sheet: its number or name.")] = "1",
    unit: Annotated[
        str, typer.Option(help="Code of the unit that receives; else the public desk.")
    ] = "",
    json: Json = False,
) -> None:
    """Register the messages of a CSV, XLSX, XLS or ODS file."""
    act(
        "importing",
        file=file,
        dry_run=dry_run,
        mapping=_pairs(columns or []),
        sheet=sheet,
        unit_code=unit,
        as_json=json,
    )


@app.command()
def createadmin(
    username: Annotated[str, typer.Argument(help="Small letters, digits, . _ -")],
    name: Annotated[str, typer.Option(help="The person's name; else the user name.")] = "",
    unit: Annotated[str, typer.Option(help="The unit's code; else the topmost.")] = "",
    json: Json = False,
) -> None:
    """Make an administrator; prints a password that the first sign-in must change."""
    act("createadmin", username=username, name=name, unit_code=unit, as_json=json)


@app.command()
def paper(
    kind: Annotated[str | None, typer.Argument(help="As in --list, or its Chinese name.")] = None,
    matter: Annotated[str | None, typer.Option(metavar="M-12", help="Whose paper.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.docx", dir_okay=False, help="Where to write it.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Repeat as needed.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Name the kinds of paper.")] = False,
    json: Json = False,
) -> None:
    """Write an official paper of a matter as a Word file, without a number."""
    act(
        "paper",
        kind=kind,
        matter=matter,
        out=out,
        given=_pairs(given or [], "--set subject=路灯不亮"),
        listed=listed,
        as_json=json,
    )


@app.command()
def clock(
    rule: Annotated[str | None, typer.Argument(help="As in --rules, or its Chinese name.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="2026-03-10 or 2026-03-10T09:30.")
    ] = None,
    listed: Annotated[bool, typer.Option("--rules", help="List all rules and sources.")] = False,
    json: Json = False,
) -> None:
    """When a period of the law ends; needs no database, uses its calendar if it answers."""
    act("clock", database=False, rule=rule, start=start, listed=listed, as_json=json)


@app.command()
def doctor(json: Json = False) -> None:
    """Check settings, database, storage, keys, calendar, translations, mail, worker."""
    act("doctor", tables=False, unwell="unwell", as_json=json)


@app.command()
def mask(
    file: File,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="Else standard output.")] = None,
    names: Annotated[bool, typer.Option(help="Mask people's names too.")] = True,
    keep: Annotated[
        list[str] | None, typer.Option(help="A published number to leave; repeat as needed.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="A workbook's sheet: its number or name.")] = "1",
    json: Json = False,
) -> None:
    """Mask personal data in a CSV, XLSX or plain text; needs no database."""
    act(
        "mask",
        database=False,
        file=file,
        out=out,
        names=names,
        keep=keep or [],
        sheet=sheet,
        as_json=json,
    )


@app.command()
def triage(
    file: File,
    learn: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Labelled messages to learn from first."),
    ] = None,
    sheet: Annotated[str, typer.Option(help="A workbook's sheet: its number or name.")] = "1",
    json: Annotated[bool, typer.Option("--json", help="A JSON object a line.")] = False,
) -> None:
    """Which subject each message of a file is about, and how sure; needs no database."""
    act("triage", database=False, file=file, learn=learn, sheet=sheet, as_json=json)


@app.command()
def learn(json: Json = False) -> None:
    """Learn now from what the desk has named since the last night, and count how right it was."""
    act("learn", as_json=json)


@app.command()
def topics(
    file: File,
    at_least: Annotated[int, typer.Option(min=2, help="Fewer messages are no topic.")] = 5,
    shown: Annotated[int, typer.Option(min=1, help="Rows of the table, without --json.")] = 30,
    sheet: Annotated[str, typer.Option(help="A workbook's sheet: its number or name.")] = "1",
    json: Annotated[bool, typer.Option("--json", help="A JSON list on standard output.")] = False,
) -> None:
    """What the messages of a file are about, by need and breadth; needs no database."""
    act(
        "topics",
        database=False,
        file=file,
        at_least=at_least,
        shown=shown,
        sheet=sheet,
        as_json=json,
    )


@app.command()
def similar(
    text: Annotated[str, typer.Argument(help="The words of a message.")],
    file: Annotated[Path, typer.Option("--in", exists=True, dir_okay=False, readable=True)],
    place: Annotated[str, typer.Option(help="Where it is, as the file names places.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 5,
    sheet: Annotated[str, typer.Option(help="A workbook's sheet: its number or name.")] = "1",
    json: Annotated[bool, typer.Option("--json", help="A JSON list on standard output.")] = False,
) -> None:
    """Which messages of a file may be the same matter as a text, and why; needs no database."""
    act(
        "similar",
        database=False,
        text=text,
        file=file,
        place=place,
        limit=limit,
        sheet=sheet,
        as_json=json,
    )


@trail.command("verify")
def trail_verify(
    head: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Published heads: checkpoints.txt."),
    ] = None,
    json: Json = False,
) -> None:
    """Recompute every row and seal; say which is altered, removed or out of order."""
    act("trail", task="verify", head=head, as_json=json)


@trail.command("seal")
def trail_seal(json: Json = False) -> None:
    """Seal what has been written since the last seal, now instead of by the clock."""
    act("trail", task="seal", as_json=json)


@receipt.command("check")
def receipt_check(
    file: File,
    key: Annotated[
        str | None, typer.Option(help="The body's published key, to check without its data.")
    ] = None,
    json: Json = False,
) -> None:
    """Check a receipt's signature; needs no database."""
    act("receipt", database=False, file=file, key=key, as_json=json)


@procedure.command("simulate")
def procedure_simulate(file: File, json: Json = False) -> None:
    """Count last year's matters by a declared procedure: what would move. Changes nothing."""
    act("procedure", file=file, as_json=json)


@calendar.command("import")
def calendar_import(
    file: File,
    year: Annotated[int, typer.Option(min=2000, max=2100, help="The year of the notice.")],
    title: Annotated[str | None, typer.Option(help="The notice's title.")] = None,
    json: Json = False,
) -> None:
    """Take in a year's notice: days off and make-up working days."""
    act("calendar", file=file, year=year, title=title, as_json=json)


def _pairs(texts: list[str], example: str = "--map text=留言内容") -> dict[str, str]:
    pairs = dict(text.partition("=")[::2] for text in texts)
    if not all(field and value for field, value in pairs.items()):
        raise typer.BadParameter(f"use NAME=VALUE, for example {example}")
    return pairs


def main() -> None:
    app(prog_name="sanwen")


if __name__ == "__main__":
    main()
