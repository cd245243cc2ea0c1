"""How well claims are held against documents, and the weights that do so."""
