"""Prediction of who adopts next in a cascade, from earlier cascades and from ties between adopters."""
