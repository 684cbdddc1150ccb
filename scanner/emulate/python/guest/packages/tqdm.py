"""Stands for `tqdm`: nothing of it is shown."""

import sys
import types


class tqdm:
    def __init__(self, iterable=None, *_, total=None, **__):
        self.iterable, self.total, self.n = iterable, total, 0

    def __iter__(self):
        return iter(self.iterable if self.iterable is not None else ())

    async def __aiter__(self):
        async for one in self.iterable:
            yield one

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __len__(self):
        return self.total or len(self.iterable)

    def update(self, n=1):
        self.n += n

    def _nothing(self, *_, **__):
        return None

    close = set_description = set_postfix = set_description_str = set_postfix_str = refresh = clear = reset = unpause = display = _nothing

    @staticmethod
    def write(text, file=None, end="\n", **_):
        print(text, file=file or sys.stdout, end=end)

    @classmethod
    def pandas(cls, *_, **__):
        return None

    @staticmethod
    async def gather(*values, **_):
        import asyncio

        return await asyncio.gather(*values)

    @staticmethod
    def as_completed(values, **_):
        import asyncio

        return asyncio.as_completed(values)


def trange(*values, **options):
    return tqdm(range(*values), **options)


tqdm_notebook, tqdm_asyncio = tqdm, tqdm
for _name in ("auto", "asyncio", "rich", "notebook", "std", "contrib", "contrib.concurrent", "contrib.logging"):
    _module = types.ModuleType(f"tqdm.{_name}")
    _module.__dict__.update(
        tqdm=tqdm,
        trange=trange,
        tqdm_asyncio=tqdm,
        __path__=[],
        thread_map=lambda run, *lists, **_: list(map(run, *lists)),
        process_map=lambda run, *lists, **_: list(map(run, *lists)),
    )
    sys.modules[_module.__name__] = _module
