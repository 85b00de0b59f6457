//! The document that the command line names, and what its options ask of it.

use std::ffi::OsStr;

use super::arguments::{self, Numbers, Options};
use super::failure::Failure;
use crate::document::{Document, Overrides};
use crate::engine::{Objective, Trace, Walk, index_of};
use crate::page::Captions;

/// A network opened for what the options ask.
pub struct Opened {
    /// The file behind it.
    pub document: Document,
    /// The walk's values.
    pub trace: Trace,
    /// What people call the network.
    pub captions: Captions,
    /// The index of the step that was asked for.
    pub place: Option<usize>,
}

/// Opens `network`, or the default one.
pub fn open(network: Option<&OsStr>, options: &Options) -> Result<Opened, Failure> {
    let numbers = |numbers: &Option<Numbers>| numbers.as_ref().map(|numbers| numbers.0.clone());
    if options.x.is_some() && options.sample.is_some() {
        let why = "-x and --sample both give the input: one of them is too many";
        return Err(Failure::Usage(why.to_owned()));
    }
    let overrides = Overrides {
        x: numbers(&options.x),
        y: numbers(&options.y),
        sample: options.sample.clone(),
    };
    let document = Document::open_with(network, overrides, options.limits.access())?;
    let component = component(options.component, document.network().outputs())?;
    let objective = match options.objective {
        arguments::Objective::Output => Objective::Output { component },
        arguments::Objective::Loss => Objective::Loss,
    };
    let (trace, captions) = document.trace(objective)?;
    let walk = Walk::new(trace.network(), options.stride.into(), options.parameters);
    let place = options.step.map(|step| place(step, &walk)).transpose()?;
    Ok(Opened {
        document,
        trace,
        captions,
        place,
    })
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
