//! Networks read off the names and shapes of tensors: what is a chain of Linear layers, in which order, and what is
//! refused with which words.

mod hostile;
mod left;
mod listed;
mod ordered;
mod recognised;
mod refused;
