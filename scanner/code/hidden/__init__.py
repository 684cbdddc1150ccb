"""What a text holds that its reader does not see: characters, letters of other scripts, and text kept from view."""
