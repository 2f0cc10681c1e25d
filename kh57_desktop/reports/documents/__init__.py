"""The papers, one file each: facts in, a composed document out."""
