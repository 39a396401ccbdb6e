"""All that knows Sphinx and docutils."""
