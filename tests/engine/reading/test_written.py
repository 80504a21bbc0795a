"""What looks like a typing mistake must not become a number; what is written as in a textbook is
one, wherever it stands.
"""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine.reading.written import DoubledKey, written_json, written_number


@given(st.floats(allow_nan=False))
def test_every_number_is_read_as_python_writes_it(value: float) -> None:
    assert written_number(repr(value)) == value
    assert written_number(f" {value!r}\n") == value


@pytest.mark.parametrize("text", ["", "1_0", "1,5", "٣", "one", "0x10", "1 0"])
def test_what_is_not_written_as_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"float|number"):
        written_number(text)


BOOKISH = [".5", "-.5", "+.5", "5.", "-5.", "+5", ".5e-3", "5.E2", "0.5", "-12", "1e3"]


@given(st.lists(st.sampled_from(BOOKISH), max_size=6), st.sampled_from([",", " ,\n\t", " , "]))
def test_numbers_as_books_write_them_are_read_exactly(texts: list[str], joint: str) -> None:
    content = written_json(f'{{"a .5": [{joint.join(texts)}], "b": "+.5"}}')
    assert content == {"a .5": list(map(float, texts)), "b": "+.5"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_json_is_read_as_json(value: object) -> None:
    assert written_json(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1 column 1, at the end: Expecting value"),
        ("[.5, -.25, +1.\n", "line 2 column 1, at the end: Expecting ',' delimiter"),
        ("[.5, 5., x]", "line 1 column 10, at 'x]': Expecting value"),
        ("[\n.5,\n .5 .25]", "line 3 column 5, at '.25]': Expecting ',' delimiter"),
        ("[1.2.3]", "line 1 column 5, at '.3]': Expecting ',' delimiter"),
        ("[.]", "line 1 column 2, at '.]': Expecting value"),
        ("[+]", "line 1 column 2, at '+]': Expecting value"),
        ("[.5, 05]", "line 1 column 7, at '5]': Expecting ',' delimiter"),
        ("[" * 100_000, "nested too deep"),
        ("[.5, " * 100_000 + "x", "nested too deep"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        written_json(text)


@pytest.mark.parametrize("number", ["1", ".5"], ids=["JSON", "as in books"])
def test_a_key_may_stand_only_once_in_an_object(number: str) -> None:
    assert written_json(f'[{{"a": {number}}}, {{"a": {number}}}]')[1] == {"a": float(number)}
    with pytest.raises(DoubledKey, match="the key 'b' is given twice"):
        written_json(f'{{"a": {number}, "c": {{"b": 1, "a": 2, "b": 1}}}}')


@pytest.mark.parametrize("text", ['{"a": [1, 2,]}', "[[1,2,],[3]]", '{"a": .5,\n}'])
def test_a_comma_too_many_is_called_one(text: str) -> None:
    with pytest.raises(ValueError, match="the comma before it is one too many"):
        written_json(text)
