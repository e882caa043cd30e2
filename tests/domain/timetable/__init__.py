"""The timetable engine."""
