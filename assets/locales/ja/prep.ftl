# The one screen before a meeting.
