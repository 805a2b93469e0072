"""Published statistics: their sums, the form that keeps them, and the one way in for code (`publishing`)."""
