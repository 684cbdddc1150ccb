"""Shell and PowerShell scripts as syntax trees with places in the bytes of the artifact."""
