"""What the page «Importer» is made of."""
