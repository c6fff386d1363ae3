"""Tests of the certification of program versions."""
