"""One hand-in becomes ``Results``: unpacked, run against every case, diagnosed."""
