"""Opens what really runs: every container by content, to any depth within limits, with nothing skipped in silence."""
