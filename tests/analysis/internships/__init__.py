"""Tests of suggested internships."""
