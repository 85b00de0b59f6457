//! What is copied: read back, it is the same.

use gradwalk::engine::{Quantity, Trace, computed};
use gradwalk::export::copied::{LARGEST, copied};
use gradwalk::page::Form;

use crate::networks::{all_built_in, built_in, golden, parsed};

/// Everything that a walk has.
fn quantities(trace: &Trace) -> Vec<Quantity> {
    let of_layer = |l| {
        [
            Quantity::Weights(l),
            Quantity::Bias(l),
            Quantity::Gamma(l),
            Quantity::Beta(l),
            Quantity::Standard(l),
            Quantity::WeightGradient(l),
            Quantity::BiasGradient(l),
        ]
    };
    let network = trace.network();
    let given = [Quantity::A(1), Quantity::Target];
    given
        .into_iter()
        .chain(network.layers().flat_map(of_layer))
        .chain(computed(network))
        .filter(|quantity| quantity.value(trace).is_some())
        .collect()
}

/// The entries, row by row.
fn entries(trace: &Trace, quantity: Quantity) -> Vec<f64> {
    let value = quantity.value(trace).expect("it is there");
    let row = |row| (0..value.columns()).map(move |column| (row, column));
    let places = (0..value.rows()).flat_map(row);
    places
        .map(|(row, column)| value.entry(row, column))
        .collect()
}

fn same(read: &[f64], entries: &[f64]) -> bool {
    let same = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    read.len() == entries.len() && read.iter().zip(entries).all(same)
}

/// The numbers of a NumPy array's text.
fn read_numpy(text: &str) -> Vec<f64> {
    let (_, array) = text.split_once("np.array(").expect("it is an array");
    let array = array.trim_end().strip_suffix(')').expect("it is closed");
    let numbers = array
        .split(['[', ']', ',', ' ', '\n'])
        .filter(|text| !text.is_empty());
    let read = |text: &str| {
        text.trim_start_matches("np.")
            .replace("-np.", "-")
            .parse()
            .ok()
    };
    numbers
        .map(|text| read(text).unwrap_or_else(|| panic!("{text:?}")))
        .collect()
}

const STRANGE: &str = "activation = 'identity'\nx = [1e300, 5e-324]\n[[layer]]\n\
    W = [[1e300, -0.0], [1e300, 0.1], [-1e300, 1e-300]]\nb = [0, -1e-7, 123456789.125]\n\
    [[layer]]\nnorm = 'layer'\nW = [[1, 1, 1]]\nb = [0]\n";

#[test]
fn numpy_and_text_read_back_as_the_same_numbers() {
    let strange = parsed("strange", STRANGE);
    for opened in all_built_in().into_iter().chain([strange]) {
        let trace = &opened.trace;
        for quantity in quantities(trace) {
            let expected = entries(trace, quantity);
            let numpy = copied(trace, quantity, Form::NumPy, 3).expect("it is small");
            assert!(
                same(&read_numpy(&numpy), &expected),
                "{numpy}\n{expected:?}"
            );
            let text = copied(trace, quantity, Form::Text, 3).expect("it is small");
            let read: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
            assert!(same(&read.expect("all are numbers"), &expected), "{text}");
            let rows = quantity.value(trace).expect("it is there").rows();
            assert_eq!(text.lines().count(), rows);
        }
    }
}

#[test]
fn numpy_names_are_pythons_and_each_is_its_own() {
    let opened = golden("residual-norm");
    let mut names: Vec<String> = quantities(&opened.trace)
        .into_iter()
        .map(|quantity| {
            let text = copied(&opened.trace, quantity, Form::NumPy, 3).expect("it is small");
            let (name, _) = text.split_once(" = ").expect("it has a name");
            name.to_owned()
        })
        .collect();
    for name in &names {
        let of_python = |character: char| character.is_ascii_alphanumeric() || character == '_';
        assert!(
            name.starts_with(|first: char| first.is_ascii_alphabetic()),
            "{name}"
        );
        assert!(name.chars().all(of_python), "{name}");
    }
    for name in ["W2", "delta3", "grad_x", "sigma_prime_u2", "x"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn each_form_is_as_people_write_it() {
    let trace = &built_in("default").trace;
    let copy = |quantity, form, digits| copied(trace, quantity, form, digits).expect("small");
    let w = Quantity::Weights(2);
    assert_eq!(copy(w, Form::Text, 3), "0.5 -0.2\n0.1 0.7\n");
    assert_eq!(
        copy(w, Form::Markdown, 3),
        "| W⁽²⁾ | 1 | 2 |\n|---:|---:|---:|\n| 1 | 0.5 | -0.2 |\n| 2 | 0.1 | 0.7 |\n"
    );
    assert_eq!(
        copy(w, Form::Latex, 3),
        "W^{[2]} = \\begin{bmatrix}\n0.5 & -0.2 \\\\\n0.1 & 0.7\n\\end{bmatrix}\n"
    );
    assert_eq!(
        copy(w, Form::NumPy, 3),
        "W2 = np.array([[0.5, -0.2],\n               [0.1, 0.7]])\n"
    );
    assert_eq!(
        copy(Quantity::A(1), Form::NumPy, 3),
        "x = np.array([0.3, 0.4])\n"
    );
    assert_eq!(
        copy(Quantity::Delta(3), Form::Latex, 3),
        "\\delta^{[3]} = \\begin{bmatrix}\n0.0369 \\\\\n-0.0703 \\\\\n0.0191\n\\end{bmatrix}\n"
    );
}

#[test]
fn latex_is_balanced_and_every_row_is_as_long() {
    let strange = parsed("strange", STRANGE);
    let wide = golden("digits-shape");
    for opened in all_built_in().into_iter().chain([strange, wide]) {
        let trace = &opened.trace;
        for quantity in quantities(trace) {
            let latex = copied(trace, quantity, Form::Latex, 4).expect("it is small");
            assert!(latex.is_ascii(), "{latex}");
            let count = |what: &str| latex.matches(what).count();
            assert_eq!(count("{"), count("}"), "{latex}");
            assert_eq!((count("\\begin{"), count("\\end{")), (1, 1), "{latex}");
            assert_eq!(count("\\left["), count("\\right]"), "{latex}");
            let value = quantity.value(trace).expect("it is there");
            // Its matrices have ten columns at most.
            assert_eq!(count("{bmatrix}") == 2, value.columns() <= 10, "{latex}");
            for row in latex
                .lines()
                .filter(|line| !line.contains("begin{") && !line.contains("end{"))
            {
                assert_eq!(row.matches('&').count() + 1, value.columns(), "{latex}");
            }
            let markdown = copied(trace, quantity, Form::Markdown, 4).expect("it is small");
            for row in markdown.lines() {
                assert_eq!(row.matches('|').count(), value.columns() + 2, "{markdown}");
            }
        }
    }
}

#[test]
fn what_is_too_large_for_a_clipboard_is_not_copied_and_what_is_not_there_neither() {
    let (rows, columns) = (LARGEST / 100 + 1, 100);
    let row = format!("[{}]", vec!["1"; columns].join(","));
    let (w, x, b) = (
        vec![row; rows].join(","),
        vec!["1"; columns].join(","),
        vec!["1"; rows].join(","),
    );
    let source = format!("activation = 'tanh'\nx = [{x}]\n[[layer]]\nW = [{w}]\nb = [{b}]\n");
    let trace = &parsed("large", &source).trace;
    for form in [Form::Text, Form::Markdown, Form::Latex, Form::NumPy] {
        assert_eq!(copied(trace, Quantity::Weights(2), form, 3), None);
        assert_eq!(copied(trace, Quantity::Target, form, 3), None);
        assert!(copied(trace, Quantity::Bias(2), form, 3).is_some());
    }
}
