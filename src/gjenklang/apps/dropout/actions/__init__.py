"""Write: one verb, one transaction, one line in the trail."""
