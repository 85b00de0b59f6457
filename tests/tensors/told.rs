//! What a file is, told as what it is and no more; and what is listed, listed briefly.

use std::io::{Cursor, Write};

use gradwalk::tensor_file::{Stored, write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::given::{open, refusal, safetensors};

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("it has a name of its own");
        zip.write_all(b"x").expect("there is room");
    }
    zip.finish().expect("there is room").into_inner()
}

#[test]
fn a_pickle_and_a_keras_file_are_not_just_any_zip() {
    let any = "it is a zip without any .npy";
    assert!(refusal(zip_of(&["a.txt"])).starts_with(any));
    assert!(!refusal(zip_of(&["archive/data.pkl"])).starts_with(any));
    for names in [&["a.h5"][..], &["a.h5", "b.h5"], &["a.h5", "b.json"]] {
        assert!(refusal(zip_of(names)).starts_with("it is a Keras file"));
    }
}

#[test]
fn a_text_is_one_wherever_its_beginning_is_cut() {
    for shift in 0..4 {
        let text = "a".repeat(shift) + &"é∇".repeat(40);
        assert_eq!(refusal(text.into_bytes()), "it is text, not a tensor file");
    }
    let mut bytes = "é".repeat(40).into_bytes();
    bytes[10] = 0xff;
    assert_ne!(refusal(bytes), "it is text, not a tensor file");
}

#[test]
fn eight_bytes_are_cut_short_and_nine_are_something() {
    assert!(refusal(b"\x7fELF\x02\x01\x01\0").contains("cut short"));
    assert!(refusal(b"\x7fELF\x02\x01\x01\0\0").ends_with("it begins with 7f 45 4c 46"));
}

fn listed(names: &[String]) -> String {
    let entry =
        |name: &String| format!(r#""{name}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#);
    let entries: Vec<_> = names.iter().map(entry).collect();
    let file = open(safetensors(&format!("{{{}}}", entries.join(",")), 0));
    let error = file.expect("they are tensors").find(None);
    error.expect_err("there are several").to_string()
}

#[test]
fn a_list_of_names_ends_where_it_grows_long() {
    let names: Vec<_> = (10..20).map(|at| format!("layer{at}")).collect();
    let expected =
        "which tensor? it holds 10: `layer10`, `layer11`, `layer12`, `layer13`, `layer14`, …";
    assert_eq!(listed(&names), expected);
}

#[test]
fn names_that_no_reader_would_take_are_not_written() {
    // The longest header that is read back; around the name there is more.
    let longest = 16 << 20;
    for length in [longest + 1, longest] {
        let vector = gradwalk::engine::Vector::zeros(1);
        let tensors = [("a".repeat(length), Stored::Vector(&vector))];
        let mut out = Vec::new();
        let error = write(&mut out, &tensors).expect_err("it is too long");
        assert_eq!(error.to_string(), "the names of the tensors are too long");
        assert!(out.is_empty());
    }
}
