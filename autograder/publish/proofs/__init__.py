"""The proofs that an assignment's tests are right, before anybody is graded with them."""
