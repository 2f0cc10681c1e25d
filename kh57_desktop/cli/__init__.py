"""That there is a terminal: the words of the command line."""
