"""How an untidy spreadsheet becomes drafts."""
