"""Who adopts next: candidates, features and fits from tables of adoptions."""
