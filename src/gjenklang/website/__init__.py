"""Assembly: settings, addresses, navigation and the way in. No logic lives here."""
