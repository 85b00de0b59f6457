//! How a session starts.

use crate::engine::Stride;

/// How a session starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// How much one step shows.
    pub stride: Stride,
    /// Whether the parameter gradients are part of the walk.
    pub parameters: bool,
    /// The index of the first step shown.
    pub place: usize,
    /// The name that is proposed for a file to save an edited network as.
    pub save_as: String,
    /// What there is to know of the network before the first step.
    pub note: Option<String>,
}
