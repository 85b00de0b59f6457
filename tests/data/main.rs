//! Data files: what is read as which samples, and what is refused with which words.

mod hostile;
mod rows;
mod samples;
mod shipped;
mod tables;
