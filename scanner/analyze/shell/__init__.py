"""Flow of shell and PowerShell scripts, and what they fetch to run later."""
