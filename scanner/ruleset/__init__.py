"""Rules, policies and catalogs: from YAML to checked values."""
