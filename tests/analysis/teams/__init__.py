"""Tests of project teams."""
