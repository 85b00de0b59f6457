//! Which tensor is meant.

use super::error::quoted;
use super::{TensorError, TensorInfo};

/// The similarity above which a name is worth suggesting, the bytes of a name and the number of names that are compared.
const LIKE: f64 = 0.8;
const LONG: usize = 100;
const MANY: usize = 10_000;

/// The bytes that a list of names may take.
const LIST: usize = 60;

/// The index of the tensor called `name` among those of a file whose tensors have names, or of the only one.
pub(super) fn find(tensors: &[TensorInfo], name: Option<&str>) -> Result<usize, TensorError> {
    let Some(name) = name else {
        return match tensors {
            [] => Err(TensorError::of_file("it holds no tensor")),
            [_] => Ok(0),
            _ => {
                let message = format!("which tensor? it holds {}", list(tensors));
                Err(TensorError::of_file(&message))
            }
        };
    };
    if let [TensorInfo { name: None, .. }] = tensors {
        let message = format!(
            "a .npy holds one tensor, without a name: leave out `{}`",
            quoted(name)
        );
        return Err(TensorError::of_file(&message));
    }
    let named = |tensor: &TensorInfo| tensor.name.as_deref() == Some(name);
    tensors.iter().position(named).ok_or_else(|| {
        let instead = match closest(tensors, name) {
            Some(closest) => format!("did you mean `{}`?", quoted(closest)),
            None => format!("the file holds {}", list(tensors)),
        };
        TensorError::of(Some(name), &format!("there is none; {instead}"))
    })
}

fn names(tensors: &[TensorInfo]) -> impl Iterator<Item = &str> {
    tensors.iter().filter_map(|tensor| tensor.name.as_deref())
}

fn closest<'a>(tensors: &'a [TensorInfo], name: &str) -> Option<&'a str> {
    let comparable = |other: &str| other.len().max(name.len()) <= LONG;
    names(tensors)
        .take(MANY)
        .filter(|other| comparable(other))
        .map(|other| (strsim::jaro_winkler(name, other), other))
        .filter(|&(likeness, _)| likeness > LIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

/// How many there are and what the first are called.
fn list(tensors: &[TensorInfo]) -> String {
    if tensors.is_empty() {
        return "no tensor".to_owned();
    }
    let mut list = String::new();
    for (at, name) in names(tensors).enumerate() {
        let name = format!("`{}`", quoted(name));
        if at > 0 && list.len() + name.len() > LIST {
            list.push_str(", …");
            break;
        }
        list.push_str(if at > 0 { ", " } else { "" });
        list.push_str(&name);
    }
    format!("{}: {list}", tensors.len())
}
