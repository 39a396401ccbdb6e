"""Documents as their authors wrote them, read and rewritten without Sphinx."""
