"""While an author writes: what a save can have changed is proven again, at once."""
