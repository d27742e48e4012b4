"""Users, second factor, the gate and the privacy classes."""
