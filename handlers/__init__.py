"""Conversations: one file each; a handler reads the tap, calls one service and shows one screen."""
