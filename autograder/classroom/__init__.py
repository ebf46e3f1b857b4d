"""Many hand-ins: who handed in what, graded over all cores, kept in a ledger."""
