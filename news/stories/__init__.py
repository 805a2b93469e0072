"""Value-chain stories: how their stages are written, read, printed and linked to those who take part."""
