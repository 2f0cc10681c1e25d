"""The computer: clock, folders, drives, files, keys, logs. Nothing about the plan."""
