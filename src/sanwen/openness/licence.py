"""Under which terms open data is given out; a body may name its own."""

from sanwen.core import environment

LICENCE = environment.text("SANWEN_DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")
