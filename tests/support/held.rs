//! What holds of every file that is read, whatever its bytes are. The fuzzer's targets hold the same.

use std::io::Cursor;

use gradwalk::data::{DataError, Needed, Roles, Table};
use gradwalk::network_file::{NetworkFile, Refusal, written};
use gradwalk::tensor_file::{TensorError, TensorFile};

use crate::harmless::assert_brief;

/// A network file is refused briefly, in print and with its place; or it is written and read again as itself.
#[allow(dead_code, reason = "each program of tests has its format")]
pub fn toml(source: &[u8], name: &str) -> bool {
    match NetworkFile::parse(source, name) {
        Ok(file) => {
            reads_back(file);
            true
        }
        Err(refusal) => {
            refused(&refusal);
            false
        }
    }
}

fn reads_back(file: NetworkFile) {
    // Of the text that is written, every number is what it says.
    let file = NetworkFile {
        unlike: None,
        ..file
    };
    let text = written(&file, None);
    let read = NetworkFile::parse(text.as_bytes(), "net.toml");
    let read = read.unwrap_or_else(|refusal| panic!("{refusal}\n{text}"));
    assert_eq!(read, file, "{text}");
    assert_eq!(written(&read, None), text);
}

fn refused(refusal: &Refusal) {
    let message = refusal.to_string();
    assert_brief(&message);
    assert!(
        message.starts_with("error: ") && !message.ends_with('\n'),
        "{message}"
    );
    let (line, column) = refusal.place();
    assert!(message.contains(&format!(":{line}:{column}")), "{message}");
}

/// A tensor file is refused briefly, or has what its headers claim; how many of its tensors were read.
#[allow(dead_code, reason = "each program of tests has its format")]
pub fn tensors(bytes: Vec<u8>) -> usize {
    let length = bytes.len();
    let mut file = match TensorFile::open(Box::new(Cursor::new(bytes))) {
        Ok(file) => file,
        Err(error) => {
            brief(&error);
            return 0;
        }
    };
    let mut read = 0;
    for at in 0..file.tensors().len() {
        let entries = file.tensors()[at].len();
        // Deflated, a few bytes are many numbers.
        if entries > 1024 * length {
            continue;
        }
        for found in [
            file.vector(at).map(|vector| vector.len()),
            file.matrix(at, false).map(|matrix| matrix.len()),
            file.matrix(at, true).map(|matrix| matrix.len()),
        ] {
            match found {
                Ok(found) => {
                    assert_eq!(found, entries);
                    read += 1;
                }
                Err(error) => brief(&error),
            }
        }
    }
    file.find(None).err().iter().for_each(brief);
    file.find(Some("fc1.weight")).err().iter().for_each(brief);
    read
}

fn brief(error: &TensorError) {
    let message = error.to_string();
    assert_brief(&message);
    assert!(message.len() <= 150 && !message.contains('\n'), "{message}");
}

/// A data file is refused briefly, or gives as many samples as it has rows; whether it does.
#[allow(dead_code, reason = "each program of tests has its format")]
pub fn csv(source: &[u8], name: &str, roles: &Roles, outputs: usize) -> bool {
    let output_names = match roles {
        Roles::Classes(name) => vec![name.clone()],
        _ => vec![String::new()],
    };
    let needed = Needed {
        inputs: 2,
        outputs,
        input_names: &[],
        output_names: &output_names,
    };
    let table = match Table::parse(source, name) {
        Ok(table) => table,
        Err(error) => {
            said(&error);
            return false;
        }
    };
    let of_row = table.x_of_row(table.rows(), &needed);
    let of_row = of_row.and_then(|_| table.y_of_row(1, &needed));
    of_row.err().iter().for_each(said);
    match table.samples(roles, &needed) {
        Ok(samples) => {
            assert_eq!(samples.samples.len(), table.rows());
            true
        }
        Err(error) => {
            said(&error);
            false
        }
    }
}

fn said(error: &DataError) {
    assert_brief(&error.to_string());
}
