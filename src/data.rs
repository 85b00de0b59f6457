//! Data files: CSV as it is written, samples as they are meant; every refusal of one lives here.
//!
//! Bytes come in, and no path: whoever calls has opened the file and limited its size.

mod classes;
mod column;
mod error;
mod roles;
mod row;
mod table;

pub use error::DataError;
pub use roles::{Needed, Roles, Samples};
pub use table::Table;
