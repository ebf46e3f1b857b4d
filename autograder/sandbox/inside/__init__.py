"""What runs beside the hand-in: zygote, protections, answers; none of it knows the package."""
