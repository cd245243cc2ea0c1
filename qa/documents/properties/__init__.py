"""What a document tells of itself and of those who answer for it, and where that stands."""
