"""The views of the progression screen, one file each."""
