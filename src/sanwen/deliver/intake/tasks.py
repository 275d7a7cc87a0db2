"""Background work of the registration desk: files taken in, files that nobody started let go."""

from procrastinate.contrib.django import app

from sanwen.core.actors import Machine
from sanwen.deliver.intake.imports import background
from sanwen.deliver.intake.imports.actions import uploads
from sanwen.deliver.intake.models import ImportRun

DESK = Machine("intake")


@app.task(name="intake.take_in_file")
def take_in_file(run: int) -> None:
    """Takes up where it stopped, so that a job given to a second worker does nothing twice."""
    found = ImportRun.objects.filter(pk=run).first()
    if found:
        background.take_in(found)


@app.periodic(cron="25 3 * * *")
@app.task(name="intake.forget_old_files", queueing_lock="intake.forget_old_files")
def forget_old_files(timestamp: int) -> None:
    uploads.forget_old(by=DESK)
