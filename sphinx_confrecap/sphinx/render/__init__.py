"""From facts to nodes: all our parts of a page."""
