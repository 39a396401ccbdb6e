"""What pages and lists show: rows, the schedule, the plan of pages."""
