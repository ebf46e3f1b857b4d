"""Hand-ins that share long passages."""
