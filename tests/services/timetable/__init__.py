"""What becomes of an event's agreed meetings when it gets a timetable."""
