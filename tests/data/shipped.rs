//! The built-in networks that were trained say what is true of them.

use gradwalk::data::{Needed, Roles, Table};
use gradwalk::library::built_in;
use gradwalk::network_file::{NetworkFile, TENSORS, scale};
use gradwalk::train::{Sample, cost, right, split};

fn network(name: &str) -> NetworkFile {
    let network = built_in(name).expect("it is built in");
    NetworkFile::parse_with(network.source.as_bytes(), name, network, TENSORS)
        .unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The samples that `file` was trained on, divided by its scale.
fn samples(csv: &[u8], roles: &Roles, file: &NetworkFile) -> Vec<Sample> {
    let needed = Needed {
        inputs: file.network.inputs(),
        outputs: file.network.outputs(),
        input_names: &file.inputs,
        output_names: &file.outputs,
    };
    let table = Table::parse(csv, "data.csv").expect("it is a table");
    let samples = table.samples(roles, &needed).expect("it fits");
    let scale = scale(file.description.as_deref().unwrap_or_default()).unwrap_or(1.0);
    let sample = |(x, y)| Sample { x: x / scale, y };
    samples.samples.into_iter().map(sample).collect()
}

fn says(file: &NetworkFile, what: &str) {
    let description = file.description.as_deref().unwrap_or_default();
    assert!(description.contains(what), "no {what:?} in\n{description}");
}

#[test]
fn the_papers_example_is_learnt_as_its_description_says() {
    let file = network("higham-trained");
    let csv = include_bytes!("../../networks/data/higham.csv");
    let samples = samples(csv, &Roles::Last, &file);
    let cost = cost(&file.network, &samples);
    assert!(cost < 1e-4, "{cost}");
    assert_eq!(right(&file.network, &samples), Some(10));
    says(&file, "Right: 10 of 10 training samples");
    says(
        &file,
        "gradwalk train higham-trained --data networks/data/higham.csv",
    );
}

#[test]
fn digits_that_were_held_out_are_told_apart_as_the_description_says() {
    let file = network("digits");
    assert_eq!(
        (
            file.image,
            scale(file.description.as_deref().unwrap_or_default())
        ),
        (Some((8, 8)), Some(16.0))
    );
    let csv = include_bytes!("../../networks/data/digits.csv");
    let roles = Roles::Classes("digit".to_owned());
    let (_, held_out) = split(samples(csv, &roles, &file), 0.2, 1);
    let right = right(&file.network, &held_out).expect("each is a class");
    let share = right as f64 / held_out.len() as f64;
    assert!(share >= 0.96, "{share}");
    says(
        &file,
        &format!("Right: {right} of {} held-out samples", held_out.len()),
    );
}
