"""Evidence of practices: effects pooled over places, and how far they apply to other places."""
