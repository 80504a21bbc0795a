"""One weight and one bias, worked by hand: ŷ = 2 · 1.5 + 0.5 = 3.5 where 1 was wanted. With L2 the
weight pays for its size and the bias does not; the cut of the 1986 paper takes from both.
"""

from __future__ import annotations

from tests.cases.entering import Page

TABLE = "x,y\n2,1\n"
WEIGHTS = '{"weights": [[[1.5]]], "biases": [[0.5]]}'


def words(page: Page) -> tuple[str, ...]:
    files = ("--data", page.write("one.csv", TABLE), "--weights", page.write("one.json", WEIGHTS))
    return ("trace", *files, "--output-activation", "linear", "--lr", "0.1")


def element(page: Page, phase: str, *settings: str) -> list[str]:
    """The lines of the one number of a phase, without its name."""
    printed = page.printed(*words(page), *settings, "--phase", phase, "--element", "1,1")
    return [line.strip().removeprefix("= ") for line in printed.splitlines()[1:]]


def test_l2_has_a_term_in_e_and_in_the_gradient_of_the_weight(page: Page) -> None:
    l2 = ("--l2", "0.4")
    told = page.printed(*words(page), *l2)
    head = " ".join(told.split())
    assert "E = ½ Σ (ŷ - y)² + ½ λ Σ w²\n" in told
    assert "To E is added ½ λ Σ w², λ = 0.4, over all weights and no biases" in head
    assert "  penalty[W₁]\n    = 0.5·0.4·1.5·1.5\n    = 0.45\n" in told
    assert "  E\n    = 3.125 + 0.45\n    = 3.575\n" in told
    assert "  loss\n    = 2·3.125/1\n    = 6.25\n" in told
    assert element(page, "dW1", *l2) == ["2·2.5 + 0.4·1.5", "5 + 0.6", "5.6"]
    assert element(page, "W1", *l2) == ["1.5 - 0.1·5.6", "0.94000"]
    assert element(page, "b1", *l2) == ["0.5 - 0.1·2.5", "0.25"]


def test_l1_pulls_with_the_same_force_however_large_a_weight_is(page: Page) -> None:
    l1 = ("--l1", "0.4")
    assert "= 0.4·1.5\n" in page.printed(*words(page), *l1)
    assert element(page, "dW1", *l1) == ["2·2.5 + 0.4·1", "5 + 0.4", "5.4"]
    assert element(page, "W1", *l1) == ["1.5 - 0.1·5.4", "0.96"]


def test_the_cut_of_1986_multiplies_what_has_moved(page: Page) -> None:
    cut = ("--decay", "0.002")
    assert element(page, "dW1", *cut) == ["2·2.5", "5"]
    assert element(page, "W1", *cut) == ["(1 - 0.002)·(1.5 - 0.1·5)", "0.998"]
    assert element(page, "b1", *cut) == ["(1 - 0.002)·(0.5 - 0.1·2.5)", "0.2495"]
    told = " ".join(page.printed(*words(page), *cut).split())
    assert "every weight and bias that learns is cut by the share h = 0.002 of itself" in told


def test_gradients_are_those_of_e_with_what_weights_cost(page: Page) -> None:
    settings = ("--l2", "0.4", "--l1", "0.1", "--decay", "0.002")
    checked = page.printed("check", *words(page)[1:], *settings)
    assert "½ λ₂ Σ w² + λ₁ Σ |w| (λ₂ = 0.4, λ₁ = 0.1)" in " ".join(checked.split())
    assert checked.count("| right\n") == 1
