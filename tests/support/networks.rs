//! Networks for tests: the built-in ones, those of the goldens, and any other from its text.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gradwalk::engine::{Objective, Trace};
use gradwalk::library::{self, BUILT_IN};
use gradwalk::network_file::{NetworkFile, TENSORS};
use gradwalk::page::Captions;

/// A walk's numbers and what people call them.
pub struct Opened {
    pub name: String,
    pub trace: Trace,
    pub captions: Captions,
}

/// The network of a file's text; the first component of its output is differentiated.
pub fn parsed(name: &str, source: &str) -> Opened {
    let file = NetworkFile::parse(source.as_bytes(), name);
    opened(
        name,
        file.unwrap_or_else(|refusal| panic!("{name}: {refusal}")),
    )
}

fn opened(name: &str, file: NetworkFile) -> Opened {
    let x = file.x.expect("the tests' networks have an input");
    let objective = Objective::Output { component: 0 };
    Opened {
        name: name.to_owned(),
        trace: Trace::record(Arc::new(file.network), x, file.y, objective)
            .expect("the file's numbers fit its network"),
        captions: Captions {
            title: file.title.unwrap_or_else(|| name.to_owned()),
            description: file.description.unwrap_or_default(),
            inputs: file.inputs,
            outputs: file.outputs,
            image: file.image,
        },
    }
}

/// The built-in network of that name.
pub fn built_in(name: &str) -> Opened {
    let network = library::built_in(name).expect("a built-in name");
    let file = NetworkFile::parse_with(network.source.as_bytes(), name, network, TENSORS);
    opened(
        name,
        file.unwrap_or_else(|refusal| panic!("{name}: {refusal}")),
    )
}

/// The built-in networks that are small enough for every number of theirs to be looked at.
pub fn all_built_in() -> Vec<Opened> {
    let small = BUILT_IN.iter().filter(|it| it.files.is_empty());
    small.map(|it| built_in(it.name)).collect()
}

/// A network of `tests/goldens`.
pub fn golden(name: &str) -> Opened {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let source = fs::read_to_string(folder.join(format!("{name}.toml")));
    parsed(name, &source.expect("the golden is there"))
}

/// The same walk for every output component, for their sum and, where there is a target, for the loss.
#[allow(dead_code, reason = "the screens change the objective by its key")]
pub fn objectives(trace: &Trace) -> Vec<Trace> {
    let components =
        (0..trace.network().outputs()).map(|component| Objective::Output { component });
    components
        .chain([Objective::Sum, Objective::Loss])
        .filter_map(|objective| trace.with_objective(objective).ok())
        .collect()
}
