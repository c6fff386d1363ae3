"""Records of the model, made from the drawn arrays."""
