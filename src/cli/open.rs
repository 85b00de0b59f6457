//! Which network is meant, where its bytes come from, and the trace that is recorded from it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::arguments::{self, Numbers, Options};
use super::failure::Failure;
use crate::engine::{Objective, Trace, Vector, Walk, index_of};
use crate::library;
use crate::network_file::NetworkFile;
use crate::page::Captions;
use crate::printable::printable;

/// The largest network file that is read.
const LARGEST: u64 = 64 << 20;

/// A network opened for what the options ask.
pub struct Opened {
    /// The walk's values.
    pub trace: Trace,
    /// What people call the network.
    pub captions: Captions,
    /// The index of the step that was asked for.
    pub place: Option<usize>,
}

/// Opens `network`, or the default one.
pub fn open(network: Option<&OsStr>, options: &Options) -> Result<Opened, Failure> {
    let name = network.map_or(Cow::Borrowed(arguments::DEFAULT), OsStr::to_string_lossy);
    let file = NetworkFile::parse(&bytes(network, &name)?, shown(&name))?;
    let captions = captions(&file, &name);
    let numbers = |numbers: &Option<Numbers>| {
        numbers
            .as_ref()
            .map(|numbers| Vector::from_vec(numbers.0.clone()))
    };
    let input = numbers(&options.x).or(file.x).ok_or_else(|| {
        Failure::Usage("there is no input: the file has no x, so give one with -x".to_owned())
    })?;
    let target = numbers(&options.y).or(file.y);
    let usage = |error: &dyn std::error::Error| Failure::Usage(error.to_string());
    let component = component(options.component, file.network.outputs())?;
    let objective = match options.objective {
        arguments::Objective::Output => Objective::Output { component },
        arguments::Objective::Loss => Objective::Loss,
    };
    let trace = Trace::record(Arc::new(file.network), input, target, objective)
        .map_err(|error| usage(&error))?;
    let walk = Walk::new(trace.network(), options.stride.into(), options.parameters);
    let place = options.step.map(|step| place(step, &walk)).transpose()?;
    Ok(Opened {
        trace,
        captions,
        place,
    })
}

/// What people call the network that `file` describes.
pub fn captions(file: &NetworkFile, name: &str) -> Captions {
    Captions {
        title: file
            .title
            .clone()
            .unwrap_or_else(|| printable(shown(name)).into_owned()),
        description: file.description.clone().unwrap_or_default(),
        inputs: file.inputs.clone(),
        outputs: file.outputs.clone(),
        image: file.image,
    }
}

fn component(component: usize, outputs: usize) -> Result<usize, Failure> {
    index_of(component)
        .filter(|&index| index < outputs)
        .ok_or_else(|| {
            let has = if outputs == 1 {
                "component 1 only".to_owned()
            } else {
                format!("1 to {outputs}")
            };
            Failure::Usage(format!(
                "there is no component {component}: the output has {has}"
            ))
        })
}

fn place(step: usize, walk: &Walk) -> Result<usize, Failure> {
    index_of(step)
        .filter(|&place| place <= walk.last())
        .ok_or_else(|| {
            let steps = walk.steps().len();
            Failure::Usage(format!(
                "there is no step {step}: this walk has steps 1 to {steps}"
            ))
        })
}

/// What the messages call a network.
fn shown(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// The text of the network: of a file if there is one at that path, else of a built-in network. The default network
/// is never a file that happens to lie about, and no built-in network hides behind a folder of its name.
fn bytes(network: Option<&OsStr>, name: &str) -> Result<Vec<u8>, Failure> {
    if name == "-" {
        return limited(&mut io::stdin().lock(), name);
    }
    let built_in = library::built_in(name);
    let path = network.map(Path::new).filter(|path| path.exists());
    match (path, built_in) {
        (Some(path), Some(network)) if path.is_dir() => Ok(network.source.into()),
        (Some(path), _) => {
            let mut file = File::open(path).map_err(|error| unreadable(name, &error))?;
            limited(&mut file, name)
        }
        (None, Some(network)) => Ok(network.source.into()),
        (None, None) => Err(unknown(name)),
    }
}

fn limited(source: &mut impl Read, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = source.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(name, &error))?;
    if bytes.len() as u64 > LARGEST {
        let name = printable(shown(name));
        let limit = LARGEST >> 20;
        return Err(Failure::Unreadable(format!(
            "{name} is larger than {limit} MiB"
        )));
    }
    Ok(bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::Unreadable(format!("cannot read {}: {error}", printable(shown(name))))
}

fn unknown(name: &str) -> Failure {
    let hint = library::closest_name(name).map_or_else(
        || "see `gradwalk list` for the built-in ones".to_owned(),
        |close| format!("did you mean the built-in network {close:?}?"),
    );
    let name = printable(name);
    Failure::Unreadable(format!(
        "there is no file and no built-in network \"{name}\": {hint}"
    ))
}
