"""A bundle's whole way through a stand-in for Gradescope."""
