"""What the page «Carte» is made of."""
