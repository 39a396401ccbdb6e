"""From facts to nodes: everything of ours that a reader sees."""
