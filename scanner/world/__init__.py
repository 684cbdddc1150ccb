"""The made-up world that a tool's code runs in: personas, what their host answers, what was recorded, how two records differ."""
