"""Small Python programs, run whole by CPython inside of WebAssembly."""
