"""A team lists the talks that its people gave, in two languages."""

project = "Kiesel"
author = "The team"
version = "1.0"
copyright = author
extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_build"]
language = "en"
locale_dirs = ["locale"]
gettext_compact = False
confrecap_speakers_file = "speakers.yml"
