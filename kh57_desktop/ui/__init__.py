"""That there are windows and threads; the only room with Qt."""
