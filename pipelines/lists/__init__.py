"""Takes in the lists people keep: read, recognise, place, leave out what is personal, account for every row."""
