"""Specs in, verified bytes on disk out. The only stage that uses the network, and only for what the user named."""
