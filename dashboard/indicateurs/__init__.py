"""What the page «Indicateurs» is made of."""
