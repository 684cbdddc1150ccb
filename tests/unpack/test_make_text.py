"""What `make` makes of its text: each function as commands of a shell that give the same."""

import shutil
import subprocess

import pytest

from scanner.unpack.make_text import MakeText

VARIABLES = """
A := a.c  b.o c.c
HOST = mirror.example.cn
URL := https://$(HOST)/simple
EMPTY :=
QUOTED = say "no"
N ?= 5
ifeq ($(HOST),mirror.example.cn)
  CHOSEN := one
else ifeq "$(HOST)" "other"
  CHOSEN := two
else
  CHOSEN := three
endif
ifneq (,$(findstring example,$(HOST)))
CHOSEN += more
endif
ifndef EMPTY
LEFT = set
endif
"""
FUNCTIONS = {
    "$(subst .,-,$(HOST))": "mirror-example-cn",
    "$(patsubst %.c,%.o,$(A))": "a.o b.o c.o",
    "$(A:.c=.x)": "a.x b.o c.x",
    "$(findstring mirror,$(HOST))$(findstring yandex,$(HOST))": "mirror",
    "$(filter %.c,$(A))": "a.c c.c",
    "$(filter-out %.c,$(A))": "b.o",
    "$(firstword $(A))$(lastword $(A))": "a.cc.c",
    "$(word 2,$(A))": "b.o",
    "$(suffix $(firstword $(subst /, ,$(patsubst https://%,%,$(URL)))))": ".cn",
    "$(basename $(HOST))": "mirror.example",
    "$(notdir $(URL))": "simple",
    "$(addprefix -D,$(word 1,$(A)))$(addsuffix !,x)": "-Da.cx!",
    "$(or $(EMPTY),$(HOST))": "mirror.example.cn",
    "$(and $(HOST),$(EMPTY))": "",
    "$(if $(EMPTY),yes,no)": "no",
    "$(if $(filter .cn .ru,$(suffix $(HOST))),$(if $(EMPTY),1,2),0)": "2",
    "$(QUOTED)": 'say "no"',
    "$(strip $(N))": "5",
    "$(CHOSEN)": "one more",
    "$(LEFT)": "set",
    "$$(echo shell)": "shell",
    "$(shell echo out)": "out",
}


def spoken(text: str, environment: dict[str, str]) -> str:
    """What a shell prints for the text between double quotes."""
    shell = shutil.which("sh")
    assert shell is not None
    done = subprocess.run([shell, "-c", f'printf %s "{text}"'], env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("text", FUNCTIONS)
def test_a_function_gives_a_shell_what_make_gives(text: str) -> None:
    make = MakeText()
    make.read(VARIABLES)
    assert spoken(make.quoted(text), {}) == FUNCTIONS[text]


def test_what_only_the_user_sets_is_asked_of_the_shell() -> None:
    make = MakeText()
    make.read("REGION ?= $(LANG)\nexport STYLE := $(if $(filter zh%,$(REGION)),b,a)\n")
    assert list(make.exported) == ["STYLE"]
    assert [spoken(make.quoted("$(STYLE)"), {"LANG": lang}) for lang in ("zh_CN.UTF-8", "en_US.UTF-8")] == ["b", "a"]
    assert spoken(make.quoted("$(STYLE)"), {"LANG": "en", "REGION": "zh"}) == "b"


def test_what_is_put_in_between_single_quotes_is_followed() -> None:
    make = MakeText()
    make.read("N = $(words a b)\nM = $(LANG)\n")
    assert make.recipe("echo '{\"n\":\"$(M)\"}' \"$(M)\" 'a$$b'") == "echo '{\"n\":\"'\"${LANG}\"'\"}' \"${LANG}\" 'a$b'"


@pytest.mark.parametrize("text", ["$(", "$(if", "$(if a", "$", "a $(subst x) b", "$(" * 5_000, "$(or " * 3_000 + ")" * 3_000, "${a:=}", "$(call f,1)"])
def test_text_that_is_no_call_of_a_function_breaks_nothing(text: str) -> None:
    make = MakeText()
    make.read(f"A = {text}\nifeq {text}\nB = $(A)\nelse\nendif\nendif\n")
    assert len(make.quoted(text)) + len(make.recipe(f"'{text}$(A)$(B)")) <= 200_000


def test_variables_inside_of_each_other_stay_within_limits() -> None:
    make = MakeText()
    make.read("".join(f"A{n} = $(A{n + 1})$(or $(A{n + 1}),$(A{n + 1}))\n" for n in range(60)))
    assert len(make.quoted("$(A0)")) <= 64 << 10
