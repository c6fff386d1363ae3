"""Tests of the prediction of partners."""
