# The promises of a pair, both ways, and the question bank.
