"""The tables of the 1986 experiments, each against what it is named after, found another way."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, find_problem

PRINTED = """
father   Arthur→Christopher Victoria→Christopher James→Andrew Jennifer→Andrew
father   Colin→James Charlotte→James
father   Emilio→Roberto Lucia→Roberto Marco→Pierro Angela→Pierro Alfonso→Marco Sophia→Marco
mother   Arthur→Penelope Victoria→Penelope James→Christine Jennifer→Christine
mother   Colin→Victoria Charlotte→Victoria
mother   Emilio→Maria Lucia→Maria Marco→Francesca Angela→Francesca Alfonso→Lucia Sophia→Lucia
husband  Penelope→Christopher Christine→Andrew Victoria→James Jennifer→Charles Margaret→Arthur
husband  Maria→Roberto Francesca→Pierro Lucia→Marco Angela→Tomaso Gina→Emilio
wife     Christopher→Penelope Andrew→Christine Arthur→Margaret James→Victoria Charles→Jennifer
wife     Roberto→Maria Pierro→Francesca Emilio→Gina Marco→Lucia Tomaso→Angela
son      Christopher→Arthur Penelope→Arthur Andrew→James Christine→James
son      James→Colin Victoria→Colin
son      Roberto→Emilio Maria→Emilio Pierro→Marco Francesca→Marco Marco→Alfonso Lucia→Alfonso
daughter Christopher→Victoria Penelope→Victoria Andrew→Jennifer Christine→Jennifer
daughter James→Charlotte Victoria→Charlotte
daughter Roberto→Lucia Maria→Lucia Pierro→Angela Francesca→Angela Marco→Sophia Lucia→Sophia
uncle    Colin→Arthur+Charles Charlotte→Arthur+Charles
uncle    Alfonso→Emilio+Tomaso Sophia→Emilio+Tomaso
aunt     Colin→Margaret+Jennifer Charlotte→Margaret+Jennifer
aunt     Alfonso→Gina+Angela Sophia→Gina+Angela
brother  Victoria→Arthur Jennifer→James Charlotte→Colin Lucia→Emilio Angela→Marco Sophia→Alfonso
sister   Arthur→Victoria James→Jennifer Colin→Charlotte Emilio→Lucia Marco→Angela Alfonso→Sophia
nephew   Arthur→Colin Margaret→Colin Charles→Colin Jennifer→Colin
nephew   Emilio→Alfonso Gina→Alfonso Tomaso→Alfonso Angela→Alfonso
niece    Arthur→Charlotte Margaret→Charlotte Charles→Charlotte Jennifer→Charlotte
niece    Emilio→Sophia Gina→Sophia Tomaso→Sophia Angela→Sophia
"""
"""All that there is to know of both families, written down by hand."""

ENGLISH = [
    *("Christopher", "Andrew", "Arthur", "James", "Charles", "Colin"),
    *("Penelope", "Christine", "Victoria", "Jennifer", "Margaret", "Charlotte"),
]
ITALIAN = [
    *("Roberto", "Pierro", "Emilio", "Marco", "Tomaso", "Alfonso"),
    *("Maria", "Francesca", "Lucia", "Angela", "Gina", "Sophia"),
]
"""The people of both trees; those in the same position stand in the same place."""


def printed() -> dict[tuple[str, str], set[str]]:
    """The answers by person and relation."""
    found: dict[tuple[str, str], set[str]] = {}
    for line in PRINTED.split("\n"):
        for fact in line.split()[1:]:
            person, others = fact.split("→")
            assert (person, line.split()[0]) not in found
            found[person, line.split()[0]] = set(others.split("+"))
    return found


def facts() -> dict[tuple[str, str], set[str]]:
    """The answers of the problem by person and relation, out of its numbers alone."""
    problem = PROBLEMS["family-trees"]
    found: dict[tuple[str, str], set[str]] = {}
    for inputs, targets in zip(problem.inputs, problem.targets, strict=True):
        person, relation = (problem.input_names[k] for k in np.flatnonzero(inputs == 1))
        found[person, relation] = {problem.target_names[k] for k in np.flatnonzero(targets == 1)}
    return found


@pytest.mark.parametrize(("name", "bits"), [("symmetry", 6), ("symmetry-4", 4)])
def test_symmetric_is_what_reads_the_same_backwards(name: str, bits: int) -> None:
    problem = PROBLEMS[name]
    words = ["".join(f"{bit:.0f}" for bit in row) for row in problem.inputs]
    assert words == [f"{number:0{bits}b}" for number in range(2**bits)]
    assert problem.targets.ravel().tolist() == [float(word == word[::-1]) for word in words]
    assert problem.targets.sum() == 2 ** (bits // 2)


@pytest.mark.parametrize(("name", "size"), [("encoder-4-2-4", 4), ("encoder-8-3-8", 8)])
def test_an_encoder_answers_with_what_it_is_shown(name: str, size: int) -> None:
    problem = PROBLEMS[name]
    rows = problem.inputs.tolist()
    assert rows == problem.targets.tolist()
    assert sorted(rows, reverse=True) == rows
    assert [(sum(row), max(row), len(row)) for row in rows] == [(1, 1, size)] * size
    # The largest of outputs that are all low is no answer.
    assert not problem.right(0.4 * problem.targets).any()


def test_negation_turns_the_last_three_bits_round_if_the_first_says_so() -> None:
    problem = PROBLEMS["negation"]
    answers = {
        f"{negate:.0f} {' '.join(f'{bit:.0f}' for bit in others)}": target.tolist()
        for (negate, *others), target in zip(problem.inputs, problem.targets, strict=True)
    }
    assert len(answers) == 16
    assert answers["0 1 0 1"] == [1, 0, 1]
    assert answers["1 1 0 1"] == [0, 1, 0]
    for asked, answer in answers.items():
        other = answers[f"{1 - int(asked[0])}{asked[1:]}"]
        assert [bit + turned for bit, turned in zip(answer, other, strict=True)] == [1, 1, 1]


def test_addition_adds_as_numbers_do() -> None:
    problem = PROBLEMS["addition"]
    pairs = [(left, right) for left in range(4) for right in range(4)]
    assert (problem.inputs @ [[2, 0], [1, 0], [0, 2], [0, 1]]).tolist() == [*map(list, pairs)]
    assert (problem.targets @ [4, 2, 1]).tolist() == [left + right for left, right in pairs]


def test_the_family_trees_are_the_printed_ones() -> None:
    problem = PROBLEMS["family-trees"]
    assert facts() == printed()
    assert problem.inputs.shape == (104, 36)
    assert problem.targets.sum() == 112
    assert (problem.targets.sum(axis=1) == 2).sum() == 8
    assert problem.target_names == tuple(ENGLISH + ITALIAN) == problem.input_names[:24]


def test_the_two_trees_are_one_but_for_the_names() -> None:
    twin = dict(zip(ENGLISH, ITALIAN, strict=True))
    english = {key: others for key, others in facts().items() if key[0] in ENGLISH}
    italian = {key: others for key, others in facts().items() if key[0] in ITALIAN}
    assert len(english) == len(italian) == 52
    assert {
        (twin[person], relation): {twin[other] for other in others}
        for (person, relation), others in english.items()
    } == italian


def test_every_relation_has_its_inverse() -> None:
    """Whoever is the husband of somebody has that one for a wife; nephews have uncles and aunts."""
    known = facts()
    for there, back in (
        ({"husband"}, {"wife"}),
        ({"father", "mother"}, {"son", "daughter"}),
        ({"uncle", "aunt"}, {"nephew", "niece"}),
        ({"brother", "sister"}, {"brother", "sister"}),
    ):

        def pairs(relations: set[str]) -> set[tuple[str, str]]:
            return {
                (person, other)
                for (person, relation), others in known.items()
                if relation in relations
                for other in others
            }

        assert {(other, person) for person, other in pairs(there)} == pairs(back)


def test_a_case_of_the_trees_is_called_by_its_words_wherever_it_goes() -> None:
    problem = PROBLEMS["family-trees"]
    for name, inputs in zip(problem.case_names, problem.inputs, strict=True):
        on = [problem.input_names[k] for k in np.flatnonzero(inputs)]
        assert name == " ".join(on)
    learnt = Experiment(problem=problem, test=4).problem
    assert learnt.testing is not None
    for part in (learnt, learnt.testing):
        assert part.case_names == tuple(problem.case_names[row] for row in part.rows)
    again = Experiment(problem=learnt.testing, test=1).problem
    assert set(again.case_names) < set(learnt.testing.case_names)


def test_the_chapter_shows_the_encoder_of_eight() -> None:
    assert find_problem("encoder") is find_problem("Encoder838") is PROBLEMS["encoder-8-3-8"]
