"""What computes on files alone: opinion maps, budgets, draws. No server, no database."""

import typer

thinking = typer.Typer()
