"""Who uses a server that several share, what they may do there, and what they did."""
