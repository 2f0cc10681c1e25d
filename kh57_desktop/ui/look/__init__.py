"""How the windows look: colors, fonts, lengths, shapes, and Qt's own words."""
