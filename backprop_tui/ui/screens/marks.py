"""What every number, mark, colour and word on the screen means, for whoever sees it the first time.
Whatever is shown anywhere is explained here, screen by screen.
"""

from __future__ import annotations

from backprop_tui.engine.core.activations import ACTIVATIONS
from backprop_tui.engine.core.gradcheck import SMALL, TOLERANCE
from backprop_tui.engine.core.losses import LOSSES
from backprop_tui.report.advice.remarks import explained
from backprop_tui.ui import layouts
from backprop_tui.ui.pictures import PICTURES


def _activations() -> str:
    """What every activation does to a sum."""
    return ", ".join(
        each.words or f"{each.symbol} makes {each.formula} of it" for each in ACTIVATIONS.values()
    )


def _errors() -> list[tuple[str, str]]:
    """What E is with every loss, the first of them in full."""
    first, *others = ((loss, loss.words or loss.formula) for loss in LOSSES.values())
    return [
        (f"E, {first[0].short}", f"the error that training descends, {first[1]}"),
        *((loss.short, f"the same for {loss.name}: {words}") for loss, words in others),
    ]


def _means() -> list[tuple[str, str]]:
    """What is displayed with every loss, under its mark."""
    means = {loss.displayed_short: loss.displayed for loss in LOSSES.values()}
    names = {
        short: " ".join(loss.name for loss in LOSSES.values() if loss.displayed_short == short)
        for short in means
    }
    first, *others = means
    return [
        (first, f"the loss that is displayed, of the weights on the screen: {means[first]}, with "
         f"{names[first].replace(' ', ', ')}"),
        *((short, f"the same with {names[short]}: {means[short]}") for short in others),
    ]  # fmt: skip


FIRST: dict[str, tuple[tuple[str, str], ...]] = {
    "In short": (
        ("a unit", "adds up what it sees, each number times its weight, and bends the sum (σ): of "
         "two inputs it makes one cut along a straight line, with a soft edge"),
        ("hidden", "without a hidden layer the output makes one straight cut, which is not enough "
         "for XOR; with one, each hidden unit cuts, and the output cuts what they make of the "
         "cases: the line in pane 6"),
        ("a step", "runs the cases forward and finds the error; hands the blame for it back "
         "through the same weights, each unit's share being its δ; then moves every weight a "
         "little against δ times what came through it (w shows it)"),
    ),
    "What is kept": (
        ("a session", "is saved by itself: at once when something is done, every few seconds "
         "while it learns, and on leaving; backprop-tui open --last goes on with the last one, to "
         "the last bit, and open --list names all that are kept, with their files"),
        ("opened", "a saved run happens again: GOING says how far it has come, what lies "
         "ahead is kept if esc stops it, and the other runs come when nothing else is to be done"),
    ),
    "The first line": (
        ("PAUSED", "no steps are taken; space trains"),
        ("TRAIN", "steps are being taken"),
        ("SOLVED", "every case right and the loss below 0.01; with ▶ it trains on"),
        ("DONE", "the number of steps asked for is reached, and it is not solved; space goes on"),
        ("PAST", "the run went further than this step (, < [ g lead here): everything is as it was "
         "then, and a step that is taken is the one that was taken; with ▶ one after the other"),
        ("GOING", "it is on the way to another step, which takes a while: the step is after →, "
         "and how much of the way is done; esc stays here, or keeps the steps taken so far if they "
         "are new"),
        ("DIVERGED", "the loss is no longer a finite number: r, then a smaller learning rate"),
        ("XOR", "the problem: a truth table, or the name of your own file"),
        ("learns y", "of your own file: the columns that are learnt, and from which others; → y "
         "where there is little room, and under 'Running now' in full"),
        ("standardized", "inputs, and targets that are values, have mean 0 and spread 1, those of "
         "the cases that are learnt (--standardize): the loss, the diagram and the walk-through "
         "have these numbers, the predictions their own units"),
        ("sees x1*x2", "what the network sees in place of the inputs (--features): squares, "
         "products, sines of them; tables of cases have the inputs themselves"),
        ("noise 0.25", "so much noise (--noise) moves the points of gaussians and spiral; those of "
         "the other planes are answered as if it had; '500 points': so many are drawn (--cases); "
         "'points 7': by this seed (--problem-seed), which the seed of the weights leaves alone"),
        ("0/1 as -1/1", "what a 0 and a 1 among the targets are learnt as (--levels)"),
        ("test 3 of 15", "so many cases are put aside (--test), of each class alike: nothing is "
         "learnt from them; on the right 'test' is their loss and how many are right"),
        ("BUG", "the back-propagation is wrong on purpose, in the way that is named"),
        ("by hand", "'2 changes by hand': since step 0 a weight was set, or settings were changed "
         "together, so many times"),
        ("slow line", "the terminal answers late ('slow terminal'), so fewer frames are sent; "
         "over ssh the option -C, which compresses, helps most"),
        ("2-4-1 +b", "the network: 2 inputs, 4 hidden units, 1 output; further numbers are further "
         "hidden layers (8×5: five of 8); +b: every unit has a bias; +1b: one a layer, for all "
         "its units; +θ: every unit has a threshold; +d: every layer sees all layers before it "
         "(--direct)"),
        ("2+2-2+2", "groups (--groups): the units of each, which see only their own group of a "
         "layer before them; what would link two groups is not there"),
        ("σ tanh/σ", "the activation f of the units, hidden/output where they differ, or layer by "
         f"layer, with its number if it has one (leaky:0.2): {_activations()}"),
        ("seed 42", "the start weights are drawn at random; the same seed draws the same ones; "
         "#42 where there is little room"),
        ("given start", "the start weights come from a file (--weights); '50 steps before': it "
         "is that of a run of so many steps, which goes on here; steps count from 0 again"),
        ("lr, ε", "the learning rate: Δw = −ε ∂E/∂w (many books write η); ε0.5 where there is "
         "little room"),
        *_errors(),
        ("α", "momentum: the share of the last change that is made again"),
        ("L2 L1 0.1", "added to E for the size of weights, ½ λ Σ w² or λ Σ |w|, with this λ, whole "
         "at every step; the loss on the screen is without it"),
        ("decay 0.1", "after each change every weight and bias loses this share h of itself"),
        ("frozen b1", "these parameters do not learn (--freeze)"),
        ("batch 2", "mini-batches: each step learns from so many cases, the next from others, "
         "shuffled anew in every epoch or 'in order' of the table (--order); the loss is that of "
         "all cases"),
        ("epoch 3: 1/4", "the next step looks at the first of the four parts of all cases, for the "
         "third time"),
        ("then at 20", "what the schedule (--at-step) changes next, and after which step"),
        ("512/s", "the speed that is wanted, in steps a second ('at 512/s'); + - change it; "
         "max: as fast as it goes"),
        ("9 steps/s", "the speed that is reached"),
        ("step 5/99", "updates of all weights so far / where training pauses"),
        ("5 of 99", "in the past: updates of all weights so far, of those that the run took"),
        ("sweep", "once through all cases: one step, or with mini-batches as many as there are "
         "parts; older texts count in sweeps, others call them epochs or presentations"),
        *_means(),
        ("2/4 right", "how many cases are answered right, of how many"),
    ),
    "Everywhere": (
        ("▸", "the input that all panes follow, or the unit that is inspected (on tiles ▲)"),
        ("colours", "blue: above zero; orange: below; stronger: further from it; "
         "red: wrong, or no number; green: right"),
        (".47 +3e-5", "0.47 and 0.00003 where there is little room"),
        ("big  tiny", "a number with no room in its column, far from 0 or close to it; … is one "
         "too"),
        ("nan inf", "no number at all, and one too large for the computer"),
    ),
}  # fmt: skip
"""Every mark of the header and of everything, with its meaning, under where it is seen."""

ELSEWHERE: dict[str, tuple[tuple[str, str], ...]] = {
    "In the walk-through": (
        ("FORWARD …", "the parts of a step, and below them its phases; coloured: done, filled: "
         "on the sheet, … more than fit; ✗ a phase that a bug spoils"),
        ("phase 3/12", "the third of 12 phases, each one equation"),
        ("▶ every 2 s", "they play by themselves, one every 2 seconds, and what flows runs along "
         "the wires; + - change that; || they wait (space)"),
        ("+0.033163", "as many decimals as there is room for, the same in a whole matrix; the line "
         "below has them too, or more where those would not give its result"),
        ("done before", "on a large sheet: finished phases, the latest first, each with its first "
         "number; a click goes back to one"),
        ("z, a", "a unit's weighted sum z = inputs · weights (+ bias, or − threshold θ), "
         "and its output a = f(z)"),
        ("δ", "the blame of a unit, ∂E/∂z: how E changes with its sum"),
        ("da", "∂E/∂a: the blame that comes back to a unit's output through the weights after it"),
        ("dW  db", "the gradients ∂E/∂W and ∂E/∂b: how E changes with each weight and bias; "
         "dθ: with each threshold, the weight of an input of −1, so it is − Σ δ"),
        ("ΔW  Δb", "with momentum the change: −ε · gradient + α · the change of the step before"),
        ("f′  ⊙", "the slope of f, from the unit's output; number times number, place by place"),
        ("·  ᵀ  Σ", "matrix product (each row times each column, added up); rows made columns; "
         "the sum over the cases"),
        ("λ  h", "L2 adds ½ λ Σ w² to E and λ w to a gradient, L1 λ Σ |w| and λ times the sign "
         "of w, for weights and not for biases; decay cuts both by the share h after each change"),
        ("mW  mb", "1 for what learns, 0 for what is frozen"),
        ("M  blank", "with --groups: M is 1 for a link and 0 for none; what is not there is left "
         "blank, and 'no link' where it is to be worked out"),
        ("4×1", "a matrix of 4 rows and 1 column; a row is an input, or a unit before"),
        ("z₁[01,h3]", "the number that is reversed above, worked out: the sum of h3 for the input "
         "0 1; words in brackets say where it comes from"),
        ("│ ▸ … ⋮", "a matrix's frame: ▸ the input that is followed, … ⋮ there is more of it"),
        ("━━▶ ◀━━", "which way numbers flow, as the dash does that runs along the wires"),
        ("units h z", "what units and lit wires show in this phase, z for those of layer h; "
         "· is not known yet"),
        ("right:", "in a phase that is WRONG: what the right rule gives"),
        ("numpy", "the phase as a line of Python"),
        ("part 1 of", "a long sum has pages: PgUp and PgDn turn them"),
    ),
    "In the ledger": (
        ("W₁ x1→h2", "the weight in W₁ on the wire from x1 to h2; b₁ h2 is the bias of h2, "
         "θ₁ h2 its threshold, b₁ all the bias that layer 1 shares"),
        ("before", "the parameter before the step; 'after': after it"),
        ("gradient", "∂E/∂w by back-propagation: how E changes with this parameter"),
        ("━━│  │━━", "on wide screens the gradient as a bar, to the left below zero and to the "
         "right above it, as long as it is large; the ends of the scale stand above"),
        ("-ε·grad", "the change that the gradient asks for; with 'momentum', a share of the last "
         "change, it leads from 'before' to 'after'"),
        ("penalty", "what of the gradient comes from L2 or L1: λ times the weight, or its sign"),
        ("decay", "what the parameter loses after its change, h times itself"),
        ("frozen", "it does not learn, whatever its gradient says: no change, no decay"),
        ("nudged", "the gradient found without back-propagation: the weight moved a hair up and "
         "down, and how much E changed"),
        ("apart", "how far gradient and nudged differ, as a share of the larger of the two (if "
         f"both are smaller: of {SMALL:g}, times E where E is above 1); red, above "
         f"{TOLERANCE:.0e}: wrong"),
        ("<1e-07", "the two differ by rounding alone"),
        ("kink  ·", "no slope to compare: f bends or jumps there; not nudged"),
        ("check", "right: gradient and nudged agree everywhere; WRONG: they do not"),
    ),
    "In the table of runs (c)": (
        ("differs", "in what a run differs from the first, and nothing else; in brackets what the "
         "first is; 'from': the run that it left and after how many steps"),
        ("solved", "the first step with every case right and the loss below 0.01; 'lost': it was "
         "and is not; steps, loss and right are those at its end"),
        ("▸ ◀ = ★", "the chosen run; the one that the panes show; what goes in step with it; "
         "pinned: when there are more than 8, the oldest of the others makes way"),
        ("curves", "each in its own stroke, with its letter where it is alone; one that left "
         "another begins where it left; ● where it was solved"),
        ("In words", "the chosen run beside the one that it left, or the first; losses of other "
         "kinds are not compared as numbers"),
    ),
    "The mouse": (
        ("click", "selects an input, inspects a unit, focuses a pane, presses a key of the last "
         "line, opens a phase or a number; on a weight's number it sets the weight by hand; on the "
         "loss curve, or on a mark below it, it goes to that step"),
        ("drag", "along the loss curve: back and on in the run"),
        ("wheel", "over a table of inputs: some rows on or back"),
        ("copying", "the program has the mouse, so hold Shift and drag to select text, as in most "
         "terminals (in iTerm2 Option, in macOS Terminal Fn), and copy as always"),
    ),
}  # fmt: skip
"""The same of other screens."""


SAID = "What is said of a run (i)"


def marks() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every mark with its meaning, under where it is seen; those of a pane stand in its file."""
    panes = {
        f"{number} {place.heading}": place.pane.MARKS
        for number, place in enumerate(layouts.PANES, start=1)
    }
    number = layouts.number_of("hidden")
    pictures = {f"{number} {each.heading} (p)": each.marks for each in PICTURES.values()}
    return {**FIRST, **panes, **pictures, **ELSEWHERE, SAID: explained()}
