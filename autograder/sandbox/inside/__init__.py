"""What runs beside the hand-in: zygote, protections, answers. Knows nothing of the package."""
