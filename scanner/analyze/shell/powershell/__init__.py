"""PowerShell scripts followed by the same means as those of other shells."""
