"""The documentation site of an invented platform team, with recaps inside it."""

project = "Platform handbook"
author = "The platform team"
version = "1"  # an EPUB must have one
copyright = author

extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]

confrecap_tags_file = "tags.yml"
confrecap_undeclared_tags = "warn"

exclude_patterns = ["_build"]

html_theme = "furo"
html_title = project
html_baseurl = "https://handbook.example.org/"
