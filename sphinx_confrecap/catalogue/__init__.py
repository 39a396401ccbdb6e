"""What a site holds: records, settled into one catalogue."""
