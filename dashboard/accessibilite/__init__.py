"""What the page «Accessibilité» says."""
