"""Tests of the prediction of who adopts next in a cascade."""
