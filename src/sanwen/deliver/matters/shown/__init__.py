"""A matter as the desk shows it: plain words prepared here, so that templates only set them."""
