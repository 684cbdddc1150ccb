"""What native files say about themselves: format, imports, signature, language, linked packages, the hosts they name."""
