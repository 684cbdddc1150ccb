from .magic import PairMagics


def load_ipython_extension(ipython) -> None:
    ipython.register_magics(PairMagics)
