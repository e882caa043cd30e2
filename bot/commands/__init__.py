"""What each command of the command line does; ``bot.__main__`` has their names and help."""
