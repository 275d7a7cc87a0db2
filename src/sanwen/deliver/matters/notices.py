"""Who is told what after something happened to a matter."""
