//! The thread that computes what the session wants, one job at a time, while keys are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{panic, thread};

use crate::session::{Found, Job, Session};

/// The job under way and what comes of it.
pub struct Worker {
    current: Option<(Job, Arc<AtomicBool>)>,
    found: Receiver<(Job, Found)>,
    tell: Sender<(Job, Found)>,
}

impl Worker {
    /// A worker with nothing to do.
    pub fn new() -> Self {
        let (tell, found) = channel();
        Self {
            current: None,
            found,
            tell,
        }
    }

    /// Begins what `session` wants now, and ends what it does not want any more.
    pub fn follow(&mut self, session: &Session) {
        let wanted = session.wanted();
        let is_same = match (&self.current, &wanted) {
            (Some((current, _)), Some(wanted)) => current.is_same(wanted),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return;
        }
        if let Some((_, wanted)) = self.current.take() {
            wanted.store(false, Relaxed);
        }
        self.current = wanted.map(|job| {
            let is_wanted = Arc::new(AtomicBool::new(true));
            begin(job.clone(), Arc::clone(&is_wanted), self.tell.clone());
            (job, is_wanted)
        });
    }

    /// Hands `session` what was found since; whether there was anything.
    pub fn deliver(&mut self, session: &mut Session) -> bool {
        let mut any = false;
        while let Ok((job, found)) = self.found.try_recv() {
            // What is not wanted any more may still have been on its way.
            let is_current = |(current, _): &(Job, _)| current.is_same(&job);
            if !self.current.as_ref().is_some_and(is_current) {
                continue;
            }
            if found == Found::Done {
                self.current = None;
            }
            session.found(&job, found);
            any = true;
        }
        any
    }

    /// Whether something is being computed.
    pub const fn is_busy(&self) -> bool {
        self.current.is_some()
    }
}

fn begin(job: Job, is_wanted: Arc<AtomicBool>, tell: Sender<(Job, Found)>) {
    // Without a thread there is no picture, and the walk goes on all the same.
    let _ = thread::Builder::new().name("worker".into()).spawn(move || {
        let work = || {
            job.run(&mut || is_wanted.load(Relaxed), &mut |found| {
                let _ = tell.send((job.clone(), found));
            });
        };
        // A fault in a picture is no reason to end a lecture: nothing more is found, and nothing is waited for.
        if panic::catch_unwind(panic::AssertUnwindSafe(work)).is_err() {
            let _ = tell.send((job, Found::Done));
        }
    });
}
