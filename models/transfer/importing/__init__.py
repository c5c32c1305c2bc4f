"""What a file would change in the organisation, and the change itself."""
