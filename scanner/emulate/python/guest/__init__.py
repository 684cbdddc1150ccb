"""Guest side: what runs inside of CPython on WebAssembly, below the program and around it."""
