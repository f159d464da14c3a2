# What is worth a look between meetings.
