"""Pages of surveys: for those who are asked, for those who ask, and for everybody."""
