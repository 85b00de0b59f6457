//! Which columns are x, which are y, and what the classes are.

use gradwalk::data::{DataError, Needed, Roles, Samples};

use crate::tables::{PLAIN, table};

const IRISES: &str =
    "length,width,species\n5.1,3.5,setosa\n6.3,3.3,virginica\n7,3.2,versicolor\n5,3,setosa\n";

fn needed(inputs: usize, outputs: usize, names: [&[String]; 2]) -> Needed<'_> {
    Needed {
        inputs,
        outputs,
        input_names: names[0],
        output_names: names[1],
    }
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn numbers(samples: &Samples) -> Vec<(Vec<f64>, Vec<f64>)> {
    let pair = |(x, y): &(_, _)| {
        let slice = |vector: &gradwalk::engine::Vector| vector.as_slice().to_vec();
        (slice(x), slice(y))
    };
    samples.samples.iter().map(pair).collect()
}

fn misfit(text: &str, roles: &Roles, needed: &Needed<'_>) -> String {
    match table(text).samples(roles, needed) {
        Err(DataError::Misfit(message)) => message,
        other => panic!("{other:?}"),
    }
}

fn targets(names: &[&str]) -> Roles {
    Roles::Targets(strings(names))
}

fn classes(name: &str) -> Roles {
    Roles::Classes(name.to_owned())
}

#[test]
fn the_last_columns_are_y_unless_others_are_named() {
    let text = "a,b,c,d\n1,2,3,4\n";
    let last = table(text)
        .samples(&Roles::Last, &needed(2, 2, [&[], &[]]))
        .expect("it fits");
    assert_eq!(numbers(&last), [(vec![1.0, 2.0], vec![3.0, 4.0])]);
    assert_eq!(
        (last.inputs, last.outputs),
        (strings(&["a", "b"]), strings(&["c", "d"]))
    );
    let named = table(text)
        .samples(&targets(&["c", "a"]), &needed(2, 2, [&[], &[]]))
        .expect("it fits");
    assert_eq!(numbers(&named), [(vec![2.0, 4.0], vec![3.0, 1.0])]);
    assert_eq!(
        (named.inputs, named.outputs),
        (strings(&["b", "d"]), strings(&["c", "a"]))
    );
}

#[test]
fn names_of_a_file_without_a_header_are_kept_only_where_they_say_something() {
    let last = table("1,2,3\n")
        .samples(&Roles::Last, &PLAIN)
        .expect("it fits");
    assert!(last.inputs.is_empty() && last.outputs.is_empty());
    let first = table("1,2,3\n")
        .samples(&targets(&["1"]), &PLAIN)
        .expect("it fits");
    assert_eq!(
        (first.inputs, first.outputs),
        (strings(&["2", "3"]), Vec::new())
    );
}

#[test]
fn classes_are_sorted_as_text_or_as_numbers() {
    let irises = table(IRISES)
        .samples(&classes("species"), &needed(2, 3, [&[], &[]]))
        .expect("it fits");
    assert_eq!(irises.outputs, ["setosa", "versicolor", "virginica"]);
    let ys: Vec<_> = numbers(&irises).into_iter().map(|(_, y)| y).collect();
    let row = |class| {
        (0..3)
            .map(|at| f64::from(u8::from(at == class)))
            .collect::<Vec<_>>()
    };
    assert_eq!(ys, [row(0), row(2), row(1), row(0)]);
    let text = "x,n\n1,10\n1,9\n1,-2\n1,9.0\n";
    let counted = table(text)
        .samples(&classes("n"), &needed(1, 3, [&[], &[]]))
        .expect("it fits");
    assert_eq!(counted.outputs, ["-2", "9", "10"]);
    assert_eq!(numbers(&counted)[3].1, row(1));
}

#[test]
fn a_network_with_the_same_names_decides_their_order() {
    let names = [
        strings(&["width", "length"]),
        strings(&["virginica", "setosa", "versicolor", "fourth"]),
    ];
    let needed = needed(2, 4, [&names[0], &names[1]]);
    let irises = table(IRISES)
        .samples(&classes("species"), &needed)
        .expect("it fits");
    assert_eq!(irises.outputs, names[1]);
    assert_eq!(
        numbers(&irises)[1],
        (vec![3.3, 6.3], vec![1.0, 0.0, 0.0, 0.0])
    );
    let outputs = strings(&["d", "c"]);
    let needed = Needed {
        inputs: 2,
        outputs: 2,
        input_names: &[],
        output_names: &outputs,
    };
    let last = table("a,b,c,d\n1,2,3,4\n")
        .samples(&Roles::Last, &needed)
        .expect("it fits");
    assert_eq!(numbers(&last)[0].1, [4.0, 3.0]);
}

#[test]
fn what_does_not_fit_the_network_is_told_with_both_numbers() {
    let two = needed(2, 2, [&[], &[]]);
    for (roles, needed, message) in [
        (
            Roles::Last,
            needed(1, 1, [&[], &[]]),
            "data.csv: it has 2 columns for x, but layer 1 has 1 unit; the last column is y, as none is named",
        ),
        (
            Roles::Last,
            needed(1, 3, [&[], &[]]),
            "data.csv: 3 columns are too few for x and 3 outputs",
        ),
        (
            targets(&["width"]),
            two,
            "data.csv: it has 1 column for y, but the last layer has 2 units",
        ),
        (
            classes("species"),
            two,
            "data.csv: column `species` has 3 distinct values, but the last layer has 2 units",
        ),
        (
            targets(&["width", "width"]),
            two,
            "data.csv: one column is named twice among the targets",
        ),
        (
            classes("specie"),
            two,
            "data.csv: there is no column `specie`\ndid you mean `species`?",
        ),
        (
            targets(&["q"]),
            two,
            "data.csv: there is no column `q`\nits columns are `length`, `width`, `species`",
        ),
    ] {
        assert_eq!(misfit(IRISES, &roles, &needed), message);
    }
    let twice = misfit("a,a,b\n1,2,3\n", &targets(&["a"]), &two);
    assert_eq!(twice, "data.csv: columns 1 and 2 are both called `a`");
    let bare = misfit("1,2,3\n", &classes("digit"), &two);
    assert!(
        bare.ends_with("it has no header, so its columns are called 1 to 3"),
        "{bare}"
    );
}

#[test]
fn a_sample_without_a_class_is_refused() {
    let error = table("x,class\n1,a\n2,\n").samples(&classes("class"), &needed(1, 1, [&[], &[]]));
    let message = "data.csv, line 3: column `class`: the field is empty".to_owned();
    assert_eq!(error, Err(DataError::Refused(message)));
}
