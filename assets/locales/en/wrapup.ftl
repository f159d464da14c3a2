# The wrap-up of a session.
