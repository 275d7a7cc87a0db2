"""Files of messages from other systems: read whatever they are, mapped, checked, taken in."""

from sanwen.deliver.intake.imports.run import ImportResult, run_file

__all__ = ["ImportResult", "run_file"]
