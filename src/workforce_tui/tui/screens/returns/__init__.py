"""Annual returns: the board, one return, and counts typed into a grid."""
