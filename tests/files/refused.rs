//! Each `refused/NAME.toml` has one fault; the whole message is the snapshot of that name.

use std::{fs, path::Path};

use gradwalk::network_file::{NetworkFile, Refusal};

#[test]
fn every_kind_of_fault_is_refused_with_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/refused");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("its entries can be read").path())
        .collect();
    files.sort();
    assert!(files.len() > 80, "only {} files", files.len());
    for file in files {
        let stem = file.file_stem().expect("a name").to_string_lossy();
        let source = fs::read(&file).expect("the file can be read");
        let refusal = NetworkFile::parse(&source, "net.toml").expect_err(&stem);
        assert!(refusal.to_string().len() <= Refusal::LIMIT, "{stem}");
        insta::with_settings!({
            omit_expression => true, prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!(&*stem, refusal.to_string());
        });
    }
}

#[test]
fn the_place_counts_characters_from_one() {
    for (source, place) in [
        ("", (1, 1)),
        ("x = [1.0]\nz = 1", (2, 1)),
        ("\u{feff}z = 1", (1, 1)),
        ("title = 'é\u{200b}网'\r\ntitle = 1", (2, 1)),
        (
            "layer = [{ W = [[1]], b = [0], activation = { name = '网络é' } }]",
            (1, 54),
        ),
        ("x = [1,\n\n", (1, 8)),
        ("title = 1", (1, 9)),
    ] {
        let refusal = NetworkFile::parse(source.as_bytes(), "net.toml").expect_err(source);
        assert_eq!(refusal.place(), place, "{refusal}");
        assert!(
            refusal
                .to_string()
                .contains(&format!("net.toml:{}:{}\n", place.0, place.1))
                || source.is_empty()
        );
    }
}
