"""Tests of the installed jars and of Java."""
