"""The pieces of the page that brings a spreadsheet in."""
