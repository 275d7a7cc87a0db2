"""Pages of the rates: for staff at /results/, for everybody at /open/rates/."""
