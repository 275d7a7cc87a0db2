"""How an official paper looks on A4: data in, a .docx out. Knows no matter, no person, no clock."""
