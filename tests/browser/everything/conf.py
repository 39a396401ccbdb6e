"""A site with each block of ours on its first page."""

project = "Everything"
extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["confrecap.toctree"]
html_static_path = ["static"]
