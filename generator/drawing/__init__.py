"""Drawing of a country as arrays, part by part."""
