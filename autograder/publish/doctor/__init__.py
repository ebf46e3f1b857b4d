"""The machine and the course are looked over: what is out of order, what it means, what to do."""
