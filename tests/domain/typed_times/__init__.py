"""Tests of what people type as a time."""
