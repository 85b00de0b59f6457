//! Signals that end training early: the first asks, the second ends the process.

use std::ffi::c_int;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether training is to stop.
pub struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// Listens from now on.
    ///
    /// # Errors
    /// The system does not let it.
    pub fn listen() -> io::Result<Self> {
        let (asked, number) = (Arc::new(AtomicBool::new(false)), Arc::default());
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // In this order: what ends the process looks whether there was one before.
            flag::register_conditional_shutdown(signal, status(signal), Arc::clone(&asked))?;
            flag::register(signal, Arc::clone(&asked))?;
            flag::register_usize(signal, Arc::clone(&number), signal as usize)?;
        }
        Ok(Self(number))
    }

    /// The signal that asked to stop.
    pub fn signal(&self) -> Option<Signal> {
        let number = self.0.load(Ordering::Relaxed);
        let signal = c_int::try_from(number).ok().filter(|signal| *signal > 0);
        signal.map(Signal)
    }
}

/// A signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal(c_int);

impl Signal {
    /// The exit status of a process that it ended.
    pub fn status(self) -> u8 {
        u8::try_from(status(self.0)).unwrap_or(u8::MAX)
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self.0 {
            SIGINT => "SIGINT",
            SIGTERM => "SIGTERM",
            _ => "SIGHUP",
        }
    }
}

const fn status(signal: c_int) -> c_int {
    128 + signal
}
