"""A blog's year of recaps."""

project = "Notes of a tester"
author = "Noor"
version = "1.0"
copyright = author
extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]
# The front matter of a blog holds the title.
myst_title_to_header = True
exclude_patterns = ["_build"]
