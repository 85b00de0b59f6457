//! gradwalk walks through a feed-forward neural network one step at a time: the forward pass, then the backward δ
//! recursion, until the gradient of the output with respect to the input, ∇ₓa⁽ᴸ⁾(x) = (W⁽²⁾)ᵀδ⁽²⁾, stands there.
//!
//! Dependencies point one way, downwards only:
//!
//! ```text
//! main, cli       arguments → one call
//! terminal        draws, reads keys, carries effects out; gives the terminal back whatever happens
//! document        a network that is open: where it came from, whether that changed, saving
//! view            the screen, drawn from the session; one panel, one file
//! export          text, Markdown, JSON: the same pages in other ink
//! keymap, theme   one table each: keys and words, roles and colours
//! session         all that a frame depends on; actions in, state out
//! page            a step told once, without ink
//! network_file    a TOML file as it is meant; every refusal. library: the networks that are built in
//! data            CSV files: tables, samples
//! tensor_file     safetensors, .npy, .npz: bytes as named tensors; writing safetensors
//! import          which tensors of a file are a network: names and shapes as a chain of Linear layers
//! printable       untrusted text made visible
//! train           stochastic gradient descent with the walk's gradients
//! lab             experiments on a walk: its scalar over a plane or a line of the input space
//! engine          the mathematics: network, passes, walk, checks
//! ```
//!
//! ```
//! use std::sync::Arc;
//! use gradwalk::engine::{Objective, Trace};
//! use gradwalk::library;
//! use gradwalk::network_file::NetworkFile;
//!
//! let source = library::built_in("hagan").expect("it is built in").source;
//! let file = NetworkFile::parse(source.as_bytes(), "hagan")?;
//! let x = file.x.expect("it has an input");
//! let trace = Trace::record(Arc::new(file.network), x, file.y, Objective::Loss)?;
//! // The loss of one sample: δ⁽³⁾ = a⁽³⁾ − y, half of what the book's convention gives.
//! assert!((trace.backward().layer(3).delta[0] + 1.261).abs() < 1e-3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Without the feature `terminal` everything down from `export` and `session` builds with no terminal crate at all;
//! `tests/borders.rs` holds the table of who may name whom.

#[cfg(feature = "terminal")]
pub mod cli;
#[cfg(feature = "terminal")]
pub mod document;
#[cfg(feature = "terminal")]
pub mod keymap;
#[cfg(feature = "terminal")]
pub mod terminal;
#[cfg(feature = "terminal")]
pub mod theme;
#[cfg(feature = "terminal")]
pub mod view;

pub mod data;
pub mod engine;
pub mod export;
pub mod import;
pub mod lab;
pub mod library;
pub mod network_file;
pub mod page;
pub mod printable;
pub mod session;
pub mod tensor_file;
pub mod train;
