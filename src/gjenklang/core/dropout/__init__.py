"""Who stays and who leaves: retention and competing endings, and end-points of trials."""
