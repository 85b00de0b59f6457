//! What another program does to a network and its tensors before edits are saved, and while they are.

use std::fs;
use std::path::Path;

use gradwalk::document::{Document, Existing, SaveError, SavedEdits, Stage};
use gradwalk::engine::{Network, Vector};
use gradwalk::network_file::Values;
use safetensors::tensor::Dtype;

use crate::weights::{bits, changed, model, open, prepared};

/// Saves `network` with another x; another program does `act` when that has come to the `stage` the first time.
fn save_while(
    (document, network): (&Document, &Network),
    (path, existing): (&Path, Existing),
    stage: Stage,
    act: &dyn Fn(),
) -> Result<SavedEdits, SaveError> {
    let x = Vector::from_vec(vec![0.125, -1.0]);
    let meant = Values {
        network,
        x: Some(&x),
        y: None,
    };
    let mut is_done = false;
    document.save_edited_asking(path, existing, meant, &mut |now| {
        if now == stage && !is_done {
            is_done = true;
            act();
        }
        Ok(())
    })
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn numbers_whose_tensor_file_is_another_by_now_go_to_a_new_one() {
    let replaced = |path: &Path| fs::write(path, "theirs").expect("it is written");
    let removed = |path: &Path| fs::remove_file(path).expect("it is there");
    let acts: [&dyn Fn(&Path); 2] = [&replaced, &removed];
    for act in acts {
        for (name, existing) in [
            ("other.toml", Existing::Refuse),
            ("net.toml", Existing::Replace),
        ] {
            let folder = prepared(Dtype::F64);
            let document = open(&folder.path().join("net.toml"));
            act(&folder.path().join("m.safetensors"));
            let path = folder.path().join(name);
            let what = (&document, document.network());
            let saved = save_while(what, (&path, existing), Stage::Look, &|| ());
            let tensors = saved.expect("it is saved").tensors.expect("they moved");
            let expected = path.with_extension("safetensors");
            assert_eq!(Path::new(&tensors), expected);
            assert_eq!(bits(open(&path).network()), bits(document.network()));
            let text = fs::read_to_string(&path).expect("it is there");
            assert!(!text.contains("\"m.safetensors"), "{text}");
        }
    }
}

#[test]
fn a_text_does_not_name_tensors_that_are_changed_while_it_is_saved() {
    let folder = prepared(Dtype::F64);
    let path = folder.path().join("net.toml");
    let before = fs::read(&path).expect("it is there");
    for (name, existing) in [
        ("other.toml", Existing::Refuse),
        ("net.toml", Existing::Replace),
    ] {
        let document = open(&path);
        let place = (&*folder.path().join(name), existing);
        let what = (&document, document.network());
        let saved = save_while(what, place, Stage::Rename, &|| {
            let tensors = folder.path().join("m.safetensors");
            fs::remove_file(tensors).expect("it is there");
            model(folder.path(), Dtype::F64);
        });
        let error = saved.expect_err("they are changed");
        assert!(matches!(error, SaveError::Failed(_)), "{error:?}");
        let message = error.to_string();
        assert!(message.ends_with("another program changed its tensors meanwhile"));
        assert_eq!(names(folder.path()), ["m.safetensors", "net.toml"]);
        assert_eq!(fs::read(&path).expect("it is there"), before);
    }
}

#[test]
fn a_file_that_takes_the_name_of_the_new_tensors_meanwhile_stays() {
    for stage in [Stage::Look, Stage::Rename] {
        let folder = prepared(Dtype::F64);
        let path = folder.path().join("net.toml");
        let before = fs::read(&path).expect("it is there");
        let document = open(&path);
        let network = changed(document.network(), 7.0, 7.0);
        let theirs = folder.path().join("net.safetensors");
        let place = (path.as_path(), Existing::Replace);
        let saved = save_while((&document, &network), place, stage, &|| {
            fs::write(&theirs, "theirs").expect("it is written");
        });
        let error = saved.expect_err("it is there");
        assert!(matches!(error, SaveError::Failed(_)), "{error:?}");
        assert!(error.to_string().contains("net.safetensors"), "{error}");
        assert_eq!(fs::read(&theirs).expect("it is there"), b"theirs");
        assert_eq!(fs::read(&path).expect("it is there"), before);
        let expected = ["m.safetensors", "net.safetensors", "net.toml"];
        assert_eq!(names(folder.path()), expected);
    }
}
