"""Reading a list of members: which columns it has, what stands in each row, and what cannot be understood."""
