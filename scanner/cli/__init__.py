"""Arguments in, exit code out. Nothing here decides anything but how it is shown."""
