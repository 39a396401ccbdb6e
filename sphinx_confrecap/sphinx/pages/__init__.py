"""Generated documents: documents of Sphinx that have no file."""
