"""Documents as what is asked about: which there are, what they are about, who wrote them."""
