"""What the page «Portrait» is made of."""
