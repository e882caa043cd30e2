"""A participant's day, as they see it on the phone."""
