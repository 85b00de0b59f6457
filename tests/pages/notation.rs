//! One formula in three scripts, and what holds of every page in each of them.

use gradwalk::engine::{Objective, Quantity, Step, Stride, Trace, Walk};
use gradwalk::page::{
    Captions, Item, Math, Page, Provenance, Script, Selection, loss_convention, scalar, symbol,
};

use crate::networks::{Opened, all_built_in, built_in, golden, objectives};

const FIRST: Selection = Selection {
    operand: 0,
    unit: 0,
    term: 0,
};

/// Every page of `opened`, for every objective and in both strides.
fn each_page(opened: &Opened, mut look: impl FnMut(&Page<'_>, &Captions)) {
    for trace in objectives(&opened.trace) {
        for stride in [Stride::Layer, Stride::Operation] {
            for &step in Walk::new(trace.network(), stride, true).steps() {
                look(
                    &Page::tell(&trace, &opened.captions, step, FIRST, 4),
                    &opened.captions,
                );
            }
        }
    }
}

/// Everything that a page says, in `script`.
fn said(page: &Page<'_>, captions: &Captions, script: Script) -> Vec<String> {
    let mut said: Vec<String> = page
        .remarks
        .iter()
        .chain(&page.prose)
        .map(|prose| prose.write(script))
        .collect();
    said.extend([
        page.title.write(script),
        script.write(&page.equation),
        page.citation.clone(),
    ]);
    let mut math: Vec<Math> = page
        .strip
        .norms
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    math.extend(page.strip.meaning.clone());
    let operands = page
        .operands()
        .map(|operand| symbol(page.trace, operand.quantity));
    math.extend(operands);
    let items = page.lines.iter().flat_map(|line| &line.0);
    math.extend(items.filter_map(|item| match item {
        Item::Operator(operator) => Some(Math::Sign(*operator)),
        Item::Symbol(math) => Some(math.clone()),
        Item::Operand(_) => None,
    }));
    let entry = page.selected_as_entry().expect("something is selected");
    let walk = Walk::new(page.trace.network(), Stride::Layer, true);
    let asked = Provenance::of(page.trace, captions, &walk, entry);
    said.push(asked.about.write(script));
    said.extend(asked.moves(page.trace).map(|words| words.write(script)));
    for written in page.sums.iter().chain(&asked.written) {
        math.extend(written.terms.iter().cloned());
        math.extend([written.name.clone(), Math::Sign(written.relation)]);
        said.push(script.number(&written.result));
    }
    said.extend(math.iter().map(|math| script.write(math)));
    said.extend(page.strip.factors.iter().map(|factor| factor.write(script)));
    said
}

#[test]
fn every_page_can_be_said_in_ascii() {
    for opened in all_built_in() {
        each_page(&opened, |page, captions| {
            for text in said(page, captions, Script::Ascii) {
                assert!(text.is_ascii(), "{}, {:?}: {text}", opened.name, page.step);
            }
        });
    }
}

#[test]
fn no_word_of_a_built_in_network_is_lost_in_ascii() {
    for opened in all_built_in() {
        let Captions {
            title, description, ..
        } = &opened.captions;
        for text in [title, description] {
            let lost = Script::Ascii.words(text).matches('?').count() - text.matches('?').count();
            assert_eq!(lost, 0, "{}: {}", opened.name, Script::Ascii.words(text));
        }
    }
}

#[test]
fn latex_is_balanced_and_safe_in_markdown() {
    for opened in all_built_in() {
        each_page(&opened, |page, captions| {
            for text in said(page, captions, Script::Latex) {
                let depth = text.bytes().try_fold(0_u32, |depth, byte| match byte {
                    b'{' => Some(depth + 1),
                    b'}' => depth.checked_sub(1),
                    _ => Some(depth),
                });
                assert_eq!(depth, Some(0), "{text}");
                assert_no_escape(&text);
            }
        });
    }
}

/// Markdown readers take a backslash and a punctuation mark for an escape.
fn assert_no_escape(text: &str) {
    let pairs = text.split('\\').skip(1);
    let escapes = pairs.filter(|after| !after.starts_with(|next: char| next.is_ascii_alphabetic()));
    assert_eq!(escapes.count(), 0, "{text}");
}

/// The equation of `step`, in all three scripts.
fn equation(trace: &Trace, step: Step) -> [String; 3] {
    let page = Page::tell(trace, &Captions::default(), step, FIRST, 4);
    [Script::Unicode, Script::Ascii, Script::Latex].map(|script| script.write(&page.equation))
}

#[test]
fn the_equations_of_the_recursion_are_those_of_the_paper() {
    let trace = built_in("higham").trace;
    let steps = Walk::new(trace.network(), Stride::Layer, true);
    let steps = steps.steps();
    for (place, equations) in [
        (0, ["a⁽¹⁾ = x", "a[1] = x", "a^{[1]} = x"]),
        (
            1,
            [
                "z⁽²⁾ = W⁽²⁾ a⁽¹⁾ + b⁽²⁾,   a⁽²⁾ = σ(z⁽²⁾)",
                "z[2] = W[2] a[1] + b[2],   a[2] = s(z[2])",
                "z^{[2]} = W^{[2]} a^{[1]} + b^{[2]},\\quad a^{[2]} = \\sigma(z^{[2]})",
            ],
        ),
        (
            4,
            [
                "δ⁽⁴⁾ = e₁ ⊙ σ′(z⁽⁴⁾)",
                "d[4] = e_1 .* s'(z[4])",
                "\\delta^{[4]} = e_{1} \\odot \\sigma'(z^{[4]})",
            ],
        ),
        (
            5,
            [
                "δ⁽³⁾ = (W⁽⁴⁾)ᵀ δ⁽⁴⁾ ⊙ σ′(z⁽³⁾)",
                "d[3] = W[4]' d[4] .* s'(z[3])",
                "\\delta^{[3]} = (W^{[4]})^{\\mathsf T} \\delta^{[4]} \\odot \\sigma'(z^{[3]})",
            ],
        ),
        (
            7,
            [
                "∇ₓ a⁽⁴⁾₁ = (W⁽²⁾)ᵀ δ⁽²⁾",
                "grad_x a[4]_1 = W[2]' d[2]",
                "\\nabla_x a^{[4]}_{1} = (W^{[2]})^{\\mathsf T} \\delta^{[2]}",
            ],
        ),
        (
            8,
            [
                "∂a⁽⁴⁾₁/∂b⁽²⁾ = δ⁽²⁾,   ∂a⁽⁴⁾₁/∂W⁽²⁾ = δ⁽²⁾ (a⁽¹⁾)ᵀ",
                "da[4]_1/db[2] = d[2],   da[4]_1/dW[2] = d[2] a[1]'",
                "\\frac{\\partial a^{[4]}_{1}}{\\partial b^{[2]}} = \\delta^{[2]},\\quad \
                 \\frac{\\partial a^{[4]}_{1}}{\\partial W^{[2]}} = \\delta^{[2]} (a^{[1]})^{\\mathsf T}",
            ],
        ),
    ] {
        assert_eq!(equation(&trace, steps[place]), equations);
    }
}

#[test]
fn the_seed_of_the_sum_is_written_as_all_ones_and_its_page_says_what_cancels() {
    let trace = built_in("higham").trace;
    let sum = trace
        .with_objective(Objective::Sum)
        .expect("there is always a sum");
    let walk = Walk::new(trace.network(), Stride::Operation, false);
    let step = walk.steps()[walk.place_making(Quantity::G(4), trace.network())];
    assert_eq!(
        equation(&sum, step),
        [
            "g⁽⁴⁾ = (1,…,1)ᵀ",
            "g[4] = (1,..,1)'",
            "g^{[4]} = (1,\\dots,1)^{\\mathsf T}"
        ]
    );
    let page = Page::tell(&sum, &Captions::default(), step, FIRST, 4);
    assert_eq!(page.citation, "not in the paper");
    assert_eq!(
        page.prose[0].write(Script::Unicode),
        "A seed of all ones gives the gradient of the sum of the 2 outputs, of no single output: where they \
         disagree, they cancel."
    );
}

#[test]
fn names_are_written_as_in_the_paper() {
    let trace = golden("digits-shape").trace;
    let loss = objectives(&trace).pop().expect("there is a target");
    let sum = trace
        .with_objective(Objective::Sum)
        .expect("there is always a sum");
    let weight = |row, column| symbol(&trace, Quantity::Weights(2)).entry(&[row, column]);
    for (math, texts) in [
        (weight(0, 1), ["w⁽²⁾₁₂", "w[2]_12", "w^{[2]}_{12}"]),
        // Two digits are told from two indices by a comma.
        (weight(0, 11), ["w⁽²⁾₁,₁₂", "w[2]_1,12", "w^{[2]}_{1,12}"]),
        (
            loss_convention(&loss),
            [
                "C = ½ ‖a⁽³⁾ − y‖²",
                "C = 1/2 |a[3] - y|^2",
                "C = \\tfrac12 \\lVert a^{[3]} - y\\rVert ^2",
            ],
        ),
        (scalar(&trace), ["a⁽³⁾₁", "a[3]_1", "a^{[3]}_{1}"]),
        (scalar(&loss), ["C", "C", "C"]),
        (
            scalar(&sum),
            ["Σₖ a⁽³⁾ₖ", "sum_k a[3]_k", "\\sum_k a^{[3]}_k"],
        ),
        (
            symbol(&sum, Quantity::G(1)),
            [
                "∇ₓ Σₖ a⁽³⁾ₖ",
                "grad_x sum_k a[3]_k",
                "\\nabla_x \\sum_k a^{[3]}_k",
            ],
        ),
        (
            symbol(&sum, Quantity::BiasGradient(2)),
            [
                "∂(Σₖ a⁽³⁾ₖ)/∂b⁽²⁾",
                "d(sum_k a[3]_k)/db[2]",
                "\\frac{\\partial \\sum_k a^{[3]}_k}{\\partial b^{[2]}}",
            ],
        ),
        (
            symbol(&loss, Quantity::G(1)).entry(&[2]),
            ["∂C/∂x₃", "dC/dx_3", "\\frac{\\partial C}{\\partial x_{3}}"],
        ),
    ] {
        let written =
            [Script::Unicode, Script::Ascii, Script::Latex].map(|script| script.write(&math));
        let plain =
            |texts: [&str; 3]| texts.map(|text| text.split_whitespace().collect::<String>());
        let written = [&written[0][..], &written[1][..], &written[2][..]];
        assert_eq!(plain(written), plain(texts));
    }
}
