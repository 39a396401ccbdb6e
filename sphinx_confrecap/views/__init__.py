"""Contents of pages and lists: rows, the schedule, the plan of pages."""
