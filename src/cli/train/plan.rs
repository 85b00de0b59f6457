//! The network that training starts from, and its samples.

use std::ffi::OsStr;

use super::super::failure::Failure;
use super::asked::{Asked, Sizes};
use crate::data::{Roles, Samples};
use crate::document::{self, Access};
use crate::engine::{Activation, Vector};
use crate::network_file::{NetworkFile, scale};
use crate::printable::printable;
use crate::train::{self, Sample};

/// What is trained on what.
pub struct Plan {
    /// The network at the start, and all that is to stand in the new file but for its description.
    pub file: NetworkFile,
    /// The samples to train on.
    pub training: Vec<Sample>,
    /// Those that are held out.
    pub held_out: Vec<Sample>,
    /// What x is divided by.
    pub scale: f64,
}

impl Plan {
    /// What `asked` asks for.
    ///
    /// # Errors
    /// What cannot be read, and what does not fit together.
    pub fn of(asked: &Asked, access: Access) -> Result<Self, Failure> {
        let mut file = start(asked, access)?;
        let table = document::table(&asked.data, access)?;
        let samples = table
            .samples(&roles(asked), &document::needed(&file))
            .map_err(document::DocumentError::from)?;
        let recorded = || file.description.as_deref().and_then(scale);
        let scale = asked.scale.or_else(recorded).unwrap_or(1.0);
        let samples = named(&mut file, samples, asked.classes.is_some());
        let sample = |(x, y): (Vector, Vector)| Sample { x: x / scale, y };
        let samples: Vec<Sample> = samples.into_iter().map(sample).collect();
        if let (None, Some(first)) = (&file.x, samples.first()) {
            (file.x, file.y) = (Some(first.x.clone()), Some(first.y.clone()));
        }
        let (training, held_out) = train::split(samples, asked.holdout, asked.seed);
        Ok(Self {
            file,
            training,
            held_out,
            scale,
        })
    }
}

/// The network before the first iteration.
fn start(asked: &Asked, access: Access) -> Result<NetworkFile, Failure> {
    match (&asked.network, &asked.init) {
        (None, None) => Err(Failure::Usage(
            "there is no network to train\n\
             name one, or give --init SIZES for a new one, such as --init 2-2-3-2"
                .to_owned(),
        )),
        (None, Some(sizes)) => made(asked, sizes),
        (Some(network), None) => Ok(read(network, access)?.0),
        (Some(network), Some(Sizes(sizes))) => {
            let (mut file, name) = read(network, access)?;
            let own = file.network.sizes();
            if own != *sizes {
                let (asked, own) = (written(sizes), written(&own));
                let why = format!("--init {asked} does not fit {name}, which is {own}");
                return Err(Failure::Usage(why));
            }
            file.network = train::reinitialise(&file.network, asked.seed);
            Ok(file)
        }
    }
}

/// A network that is there already. All its numbers will be written anew.
fn read(network: &OsStr, access: Access) -> Result<(NetworkFile, String), Failure> {
    let (mut file, name) = document::network_file(network, access)?;
    file.taken = Vec::new();
    file.unlike = None;
    Ok((file, name))
}

fn made(asked: &Asked, Sizes(sizes): &Sizes) -> Result<NetworkFile, Failure> {
    let named = |name: &Option<String>| name.as_deref().and_then(Activation::from_name);
    let activation = named(&asked.activation).unwrap_or(Activation::Sigmoid);
    let output = named(&asked.output_activation).unwrap_or(activation);
    let network = train::initial(sizes, activation, output, asked.seed);
    let network = network.ok_or_else(|| Failure::Usage("a network has no empty layer".into()))?;
    let last = if output == activation || sizes.len() == 2 {
        String::new()
    } else {
        format!(", the last layer {}", output.name())
    };
    let first = if sizes.len() == 2 { output } else { activation };
    Ok(NetworkFile {
        title: Some(format!("{}, {}{last}", written(sizes), first.name())),
        description: None,
        network,
        x: None,
        y: None,
        inputs: Vec::new(),
        outputs: Vec::new(),
        image: None,
        taken: Vec::new(),
        unlike: None,
    })
}

/// 2-2-3-2.
pub fn written(sizes: &[usize]) -> String {
    let sizes: Vec<_> = sizes.iter().map(ToString::to_string).collect();
    sizes.join("-")
}

fn roles(asked: &Asked) -> Roles {
    let name = |name: &String| printable(name.trim()).into_owned();
    match (&asked.targets, &asked.classes) {
        (_, Some(column)) => Roles::Classes(name(column)),
        (Some(columns), None) => Roles::Targets(columns.iter().map(name).collect()),
        (None, None) => Roles::Last,
    }
}

/// Gives the network the names of the data, as far as it has none of its own. What an output means is the class that it
/// was trained to tell, whatever it was called before.
fn named(file: &mut NetworkFile, samples: Samples, classes: bool) -> Vec<(Vector, Vector)> {
    if file.inputs.is_empty() {
        file.inputs = samples.inputs;
    }
    if file.outputs.is_empty() || classes {
        file.outputs = samples.outputs;
    }
    samples.samples
}
