"""From what authors write to facts: options, front matter, registries."""
