"""How producers and people come to the site: the public request, the officers' answer, invitations, signing in."""
