"""All records of a site, resolved into one catalogue."""
