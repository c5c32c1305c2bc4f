"""The lists that screens are made of, each with what can be done in it."""
