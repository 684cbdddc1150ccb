"""Runs the tool's own code in WebAssembly, once per persona, and compares what it does."""
