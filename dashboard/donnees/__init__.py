"""What the page «Données» is made of."""
