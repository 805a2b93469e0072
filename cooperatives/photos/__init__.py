"""A producer's own pictures: sent from a phone, described in words, put into a draft of its page or one of its products."""
