//! Why a network cannot be opened or walked.

use std::fmt;

use crate::data::DataError;
use crate::engine::RecordError;
use crate::network_file::Refusal;

/// Why a network cannot be opened, or not be walked for what was asked. Its `Display` is printable.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentError {
    /// It cannot be read, or there is no such network.
    Unreadable(String),
    /// The network file is refused.
    Refused(Refusal),
    /// Neither the file nor the command line has an x.
    NoInput,
    /// x, y or the objective does not fit the network.
    Misfit(RecordError),
    /// The sample is not in the data file, or does not fit the network.
    Sample(String),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(message) | Self::Sample(message) => f.write_str(message),
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::NoInput => {
                f.write_str("there is no input: the file has no x, so give one with -x or --sample")
            }
            Self::Misfit(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for DocumentError {}

impl From<Refusal> for DocumentError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RecordError> for DocumentError {
    fn from(error: RecordError) -> Self {
        Self::Misfit(error)
    }
}

impl From<DataError> for DocumentError {
    fn from(error: DataError) -> Self {
        match error {
            DataError::Refused(message) => Self::Unreadable(message),
            DataError::Misfit(message) => Self::Sample(message),
        }
    }
}
