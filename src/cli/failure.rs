//! Why the program could not do what it was asked, and the exit status that says so.

use std::borrow::Cow;
use std::{fmt, io};

use crate::document::{DocumentError, SaveError};
use crate::network_file::Refusal;
use crate::printable::printable_lines;

/// The exit status of a network that cannot be read, is refused or unknown.
pub const NETWORK: u8 = 1;
/// The exit status of a wrong use.
pub const USAGE: u8 = 2;

/// The longest line of a message that is left as it is, in characters.
const LINE: usize = 150;

/// A failure, with its message.
#[derive(Debug)]
pub enum Failure {
    /// The network cannot be read, or there is no such network.
    Unreadable(String),
    /// The network file is refused.
    Refused(Refusal),
    /// What was asked does not fit the program or the network.
    Usage(String),
    /// The terminal has no keyboard, or failed.
    Terminal(io::Error),
    /// The results cannot be written.
    Output(io::Error),
}

impl Failure {
    /// The exit status. Whoever closes a pipe has read enough, which is no failure.
    pub fn status(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Unreadable(_) | Self::Refused(_) | Self::Terminal(_) | Self::Output(_) => NETWORK,
            Self::Usage(_) => USAGE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(message) | Self::Usage(message) => {
                message.lines().enumerate().try_for_each(|(at, line)| {
                    let lead = if at == 0 { "error: " } else { "\n" };
                    write!(f, "{lead}{}", brief(line))
                })
            }
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::Terminal(error) => write!(f, "error: cannot use the terminal: {error}"),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Self::Output(error) => write!(f, "error: cannot write to standard output: {error}"),
        }
    }
}

/// A line of a message: of one that quotes something endless, its two ends.
fn brief(line: &str) -> Cow<'_, str> {
    let count = line.chars().count();
    if count <= LINE {
        return Cow::Borrowed(line);
    }
    let head = line.chars().take(LINE / 2);
    let tail = line.chars().skip(count - LINE / 3);
    Cow::Owned(head.chain(['…']).chain(tail).collect())
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Unreadable(message) => Self::Unreadable(message),
            DocumentError::Refused(refusal) => Self::Refused(refusal),
            DocumentError::NoInput | DocumentError::Misfit(_) | DocumentError::Sample(_) => {
                Self::Usage(error.to_string())
            }
        }
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::Unreadable(match error {
            SaveError::Exists(message) => format!("{message}\n--force replaces it"),
            SaveError::Unsure(message) | SaveError::Failed(message) => message,
        })
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        let message = printable_lines(&error.to_string());
        Self::Usage(message.trim_start_matches("error: ").to_owned())
    }
}
