"""Drawing a country as arrays, part by part."""
