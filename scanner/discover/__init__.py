"""What AI tools and settings are on a host."""
