"""Amounts that texts state with bounds and units."""
