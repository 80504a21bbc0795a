"""How activations are written: by name, with a number of their own, one for each hidden layer; and
that of every one there is a single way to write it, which is kept.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import ACTIVATIONS, SETTINGS, Experiment, find_activation
from backprop_tui.engine.settings import brief
from tests.engine.refusals import refused
from tests.engine.strategies import UNITS, hidden_units, shares


@given(UNITS)
def test_the_name_that_is_kept_means_the_very_same_unit(text: str) -> None:
    found = find_activation(text)
    assert find_activation(found.name) is found
    assert found.name == found.name.replace(" ", "")
    assert found.name.partition(":")[0] == text.partition(":")[0]
    # Of a default nothing is written, and other numbers are written with all their digits.
    number = text.partition(":")[2]
    own = found.name.partition(":")[2]
    assert (
        (float(own) == float(number)) if own else (not number or found is ACTIVATIONS[found.name])
    )


@given(
    st.integers(0, 4).flatmap(lambda n: st.tuples(st.just(n), hidden_units(n))),
    UNITS.filter(lambda name: not shares(name)),
)
def test_each_layer_has_the_unit_that_is_named_for_it(given: tuple[int, str], output: str) -> None:
    layers, text = given
    experiment = Experiment(hidden=(2,) * layers, activation=text, output_activation=output)
    names = [find_activation(name).name for name in text.split(",")]
    expected = names * layers if len(names) == 1 else names
    found = [activation.name for activation in experiment.layer_activations]
    assert found == [*expected, find_activation(output).name]
    assert experiment.activation == ",".join(names)
    assert experiment.to_json()["activation"] == experiment.activation
    given_words = experiment.to_arguments()
    assert given_words[given_words.index("--activation") + 1] == experiment.activation
    kind = SETTINGS["activation"].kind
    assert kind.read(f" {text.replace(',', ' , ')} ") == experiment.activation


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("leaky-relu:0.20", "leaky-relu:0.2"),
        ("leaky-relu:.01", "leaky-relu"),
        ("leaky-relu:1e-2", "leaky-relu"),
        ("sigmoid:2.0", "sigmoid:2"),
        ("sigmoid:1", "sigmoid"),
        ("bipolar:0.123456789012345", "bipolar:0.123456789012345"),
    ],
)
def test_a_number_is_kept_in_one_way(written: str, kept: str) -> None:
    experiment = Experiment(activation=written, output_activation=written)
    assert (experiment.activation, experiment.output_activation) == (kept, kept)
    assert experiment == Experiment(activation=kept, output_activation=kept)
    assert SETTINGS["output_activation"].kind.read(written) == kept


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("swish", ("there is no activation 'swish'; choose from sigmoid, tanh",)),
        ("swish:2", ("there is no activation 'swish:2'; choose from sigmoid, tanh",)),
        ("tanh:2", ("tanh has no number after it, as 'tanh:2' has; only sigmoid:2, leaky",)),
        ("sigmoid:", ("the steepness of sigmoid must be a finite number, not ''",)),
        ("sigmoid:1_0", ("the steepness of sigmoid must be a finite number, not '1_0'",)),
        ("sigmoid:1,5", ("a number needs a point, not a comma: sigmoid:1.5",)),
        ("bipolar:101", ("the steepness of bipolar must be from 0.01 to 100, not 101",)),
        ("leaky-relu:0", ("slope of leaky-relu below 0 must be from 0.0001 to 1, not 0",)),
        ("tanh,swish", ("there is no activation 'swish'; choose from",)),
        ("tanh,relu", ("tanh,relu names 2 hidden layers, but there is 1: give one name for all",)),
    ],
)
def test_what_is_no_activation_is_refused_with_what_is(text: str, parts: tuple[str, ...]) -> None:
    with refused(*parts):
        Experiment(activation=text)
    if "," not in text:
        with refused(*parts):
            find_activation(text)


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        (0, "but there are none: give one name for all of them"),
        (3, "but there are 3: give one name for all of them, or one for each"),
    ],
)
def test_as_many_are_named_as_there_are_layers(layers: int, said: str) -> None:
    with refused(f"activation tanh,relu names 2 hidden layers, {said}"):
        Experiment(hidden=(2,) * layers, activation="tanh,relu")


def test_a_text_that_names_none_is_left_to_who_asked_for_it() -> None:
    for name in ("activation", "output_activation"):
        for text in ("", "swish", "tanh,", "tanh,,relu"):
            with pytest.raises(ValueError, match=r"^"):
                SETTINGS[name].kind.read(text)


@pytest.mark.parametrize(
    ("layers", "activation", "output", "said"),
    [
        (0, "tanh", "sigmoid", "σ"),
        (2, "sigmoid", "sigmoid", "σ"),
        (2, "tanh,tanh", "sigmoid", "tanh/σ"),
        (2, "tanh,relu", "relu", "tanh/relu/relu"),
        (1, "sigmoid", "sigmoid:2", "σ/σ:2"),
        (5, "tanh,relu,relu,relu,step", "sigmoid", "tanh/…/step/σ"),
    ],
)
def test_symbols_of_the_first_line(layers: int, activation: str, output: str, said: str) -> None:
    experiment = Experiment(hidden=(1,) * layers, activation=activation, output_activation=output)
    assert brief.symbols(experiment) == said
