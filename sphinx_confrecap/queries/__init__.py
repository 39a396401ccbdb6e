"""What a list asks for, and the rows that answer it."""
