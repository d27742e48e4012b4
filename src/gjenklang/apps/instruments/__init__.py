"""Which instruments a service uses, with whose words and on what licence."""
