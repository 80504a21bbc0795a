"""What is learnt and how is decided by these options, which every command takes. Names and defaults
come from the engine, so a new activation or problem is on the command line by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backprop_tui.cli.option import (
    Option,
    choice,
    read_hidden,
    read_number,
    read_whole,
    whole,
)
from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    INITIALIZERS,
    LOSSES,
    PROBLEMS,
    BadSetting,
    Experiment,
    find_problem,
    read_start,
    read_table,
)
from backprop_tui.engine.experiment import MAX_HIDDEN_LAYERS, MAX_SEED, MAX_UNITS
from backprop_tui.engine.problems import ALIASES, read_names


def _default(flag: str) -> str:
    """The default that `Experiment` gives an option, as one would write it; empty if none."""
    words = Experiment().to_arguments()
    return words[words.index(flag) + 1] if flag in words else ""


def _named(flag: str, summary: str, registry: Iterable[str], field: str) -> Option:
    """An option whose value is a name in a registry."""
    names = tuple(registry)
    allowed = f"one of {', '.join(names)}"
    return Option(flag, "NAME", summary, allowed, choice(names), field, shown=_default(flag))


_NUMBER = "a finite number, 0 or more"

EXPERIMENT_OPTIONS = (
    Option(
        "--problem",
        "NAME",
        "what is to be learnt",
        f"one of {', '.join((*PROBLEMS, *ALIASES))}",
        find_problem,
        "problem",
        shown=_default("--problem"),
    ),
    Option(
        "--data",
        "FILE",
        "learn your own table in place of a problem",
        "a CSV file of numbers with a header row; columns named y, y1, y_… or target… are "
        "targets, unless --target names others",
        str,
    ),
    Option(
        "--target",
        "NAME,NAME",
        "the columns of --data that are learnt; all others are inputs",
        "names of columns as in a row of CSV",
        read_names,
        shown="columns named y, y1, y_… or target…",
    ),
    Option(
        "--hidden",
        "UNITS",
        "hidden layers",
        f"the units of each layer, such as 4 or 8,8 (1 to {MAX_UNITS} units, at most "
        f"{MAX_HIDDEN_LAYERS} layers), or none",
        read_hidden,
        "hidden",
        shown=_default("--hidden"),
    ),
    _named("--activation", "activation of the hidden units", ACTIVATIONS, "activation"),
    _named(
        "--output-activation", "activation of the output units", ACTIVATIONS, "output_activation"
    ),
    _named("--loss", "the error that is descended", LOSSES, "loss"),
    _named("--init", "how start weights are drawn", INITIALIZERS, "init"),
    Option(
        "--scale",
        "NUMBER",
        "how large start weights are",
        _NUMBER,
        read_number,
        "scale",
        shown=", ".join(
            f"{init.default_scale:g} for {init.name}"
            for init in INITIALIZERS.values()
            if init.default_scale is not None
        ),
    ),
    Option(
        "--seed",
        "NUMBER",
        "start of the random stream",
        f"a whole number from 0 to {MAX_SEED}",
        whole(0, MAX_SEED),
        "seed",
        shown=_default("--seed"),
    ),
    Option(
        "--lr",
        "NUMBER",
        "learning rate",
        _NUMBER,
        read_number,
        "learning_rate",
        shown=_default("--lr"),
    ),
    Option(
        "--momentum",
        "NUMBER",
        "share of the last change that is kept",
        "a number from 0 to below 1",
        read_number,
        "momentum",
        shown=_default("--momentum"),
    ),
    Option(
        "--batch-size",
        "CASES",
        "cases that a step looks at",
        "a whole number from 1 to the cases there are",
        read_whole,
        "batch_size",
        shown="all",
    ),
    Option(
        "--weights",
        "FILE",
        "start from weights written down, as `run --json` prints them",
        'a JSON file {"weights": [[[...]]], "biases": [[...]] or null}; a matrix has a row per '
        "unit before (an input, in the first) and a column per unit; hidden layers and biases "
        "are those of the file",
        read_start,
        "start",
        shown="drawn from the seed",
    ),
    Option(
        "--bug",
        "NAME",
        "learn with a wrong back-propagation, beside the right one",
        f"one of {', '.join(BUGS)}",
        choice(BUGS),
        "bug",
        shown="none",
    ),
)


def read_experiment(given: Mapping[str, Any]) -> Experiment:
    """The experiment that option texts, by name, describe; what is not there is default.

    Raises:
        BadSetting: If one is not allowed or they do not fit together.
    """
    if "problem" in given and "data" in given:
        raise BadSetting("--problem and --data exclude each other; give one of them")
    if "target" in given and "data" not in given:
        raise BadSetting("--target names columns of a table; give the table with --data FILE")
    values = {
        option.name: option.value(given[option.name])
        for option in EXPERIMENT_OPTIONS
        if option.name in given
    }
    fields = {
        option.field: values[option.name]
        for option in EXPERIMENT_OPTIONS
        if option.field and option.name in given
    }
    if "bias" in given:
        fields["bias"] = given["bias"]
    if "data" in given:
        fields["problem"] = read_table(values["data"], values.get("target", ()))
    start = fields.get("start")
    if start is not None:
        fields = {"hidden": start.hidden, "bias": start.biases is not None, **fields}
    return Experiment(**fields)
