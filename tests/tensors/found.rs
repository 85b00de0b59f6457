//! Which tensor is meant, and what is said when none is.

use crate::given::{open, opened, safetensors};

fn missing(file: &str, name: Option<&str>) -> String {
    opened(file)
        .find(name)
        .expect_err("there is none")
        .to_string()
}

#[test]
fn a_name_like_one_of_the_file_is_answered_with_that() {
    assert_eq!(
        missing("stored.npz", Some("fc1.wieght")),
        "tensor `fc1.wieght`: there is none; did you mean `fc1.weight`?"
    );
}

#[test]
fn a_name_unlike_any_is_answered_with_what_there_is() {
    assert_eq!(
        missing("stored.npz", Some("qqq")),
        "tensor `qqq`: there is none; the file holds 4: `fc1.weight`, `fc1.bias`, `größe/∇ 1`, `steps`"
    );
    assert_eq!(
        missing("stored.npz", None),
        "which tensor? it holds 4: `fc1.weight`, `fc1.bias`, `größe/∇ 1`, `steps`"
    );
}

#[test]
fn an_npy_has_no_names() {
    assert_eq!(opened("c-f8.npy").find(None), Ok(0));
    assert_eq!(
        missing("c-f8.npy", Some("weight")),
        "a .npy holds one tensor, without a name: leave out `weight`"
    );
}

#[test]
fn a_file_without_tensors_says_so() {
    let file = open(safetensors("{}", 0)).expect("it is a file of nothing");
    assert_eq!(
        file.find(None).map_err(|error| error.to_string()),
        Err("it holds no tensor".to_owned())
    );
    assert!(file.find(Some("a")).is_err());
}

#[test]
fn twenty_thousand_long_names_are_listed_briefly_and_soon() {
    let name = |at: usize| format!("{at}{}", "\\u001b".repeat(20));
    let entry = |at| {
        format!(
            r#""{}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
            name(at)
        )
    };
    let entries: Vec<_> = (0..20_000).map(entry).collect();
    let file =
        open(safetensors(&format!("{{{}}}", entries.join(",")), 0)).expect("they are not too many");
    let error = file
        .find(Some(&"\u{1b}".repeat(90)))
        .expect_err("there is none")
        .to_string();
    assert!(error.len() <= 150 && !error.contains('\u{1b}'), "{error}");
    let error = file.find(None).expect_err("there are more").to_string();
    assert!(error.len() <= 150 && error.contains("20000"), "{error}");
}
