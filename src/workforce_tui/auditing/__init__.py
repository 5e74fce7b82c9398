"""The attacker: an audit of finished files, sharing no code with what made them."""
