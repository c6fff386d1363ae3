"""Tests of the prediction of next adopters: the model, its features, and its evaluation."""
