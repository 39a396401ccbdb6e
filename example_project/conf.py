"""The documentation site of an invented platform team, with recaps inside it."""

project = "Platform handbook"
author = "The platform team"
version = "1"  # an EPUB must have one
copyright = author

extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]

confrecap_tags_file = "tags.yml"
confrecap_speakers_file = "speakers.yml"
confrecap_undeclared_tags = "warn"
# The pages of tags list the guides, too.
confrecap_tag_documents = True

exclude_patterns = ["_build"]

html_theme = "furo"
html_title = project
html_baseurl = "https://handbook.example.org/"
