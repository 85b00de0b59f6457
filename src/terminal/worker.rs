//! The thread that computes what the session wants, one job at a time, while keys are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::{mem, panic};

use crate::session::{Found, Job, Session, Ticket};

/// The job under way and what comes of it.
pub struct Worker {
    current: Option<(Ticket, Arc<AtomicBool>)>,
    /// Threads that may not have ended yet, the current one last.
    threads: Vec<JoinHandle<()>>,
    found: Receiver<(Ticket, Found)>,
    tell: Sender<(Ticket, Found)>,
}

impl Worker {
    /// A worker with nothing to do.
    pub fn new() -> Self {
        let (tell, found) = channel();
        Self {
            current: None,
            threads: Vec::new(),
            found,
            tell,
        }
    }

    /// Begins what `session` wants now, and ends what it does not want any more.
    pub fn follow(&mut self, session: &Session) {
        let wanted = session.wants();
        if self.current.as_ref().map(|(ticket, _)| *ticket) == wanted {
            return;
        }
        self.stop();
        self.threads.retain(|thread| !thread.is_finished());
        self.current = session.wanted().map(|job| {
            let (ticket, is_wanted) = (job.ticket(), Arc::new(AtomicBool::new(true)));
            let thread = begin(job, Arc::clone(&is_wanted), self.tell.clone());
            self.threads.extend(thread);
            (ticket, is_wanted)
        });
    }

    /// Ends what is under way, and waits until nothing of a walk is held any more: less than a frame, because a job asks
    /// often whether it is wanted.
    pub fn let_go(&mut self) {
        self.stop();
        for thread in mem::take(&mut self.threads) {
            let _ = thread.join();
        }
    }

    fn stop(&mut self) {
        if let Some((_, is_wanted)) = self.current.take() {
            is_wanted.store(false, Relaxed);
        }
    }

    /// Hands `session` what was found since; whether there was anything.
    pub fn deliver(&mut self, session: &mut Session) -> bool {
        let mut any = false;
        while let Ok((job, found)) = self.found.try_recv() {
            // What is not wanted any more may still have been on its way.
            let is_current = |(current, _): &(Ticket, _)| *current == job;
            if !self.current.as_ref().is_some_and(is_current) {
                continue;
            }
            if found == Found::Done {
                self.current = None;
            }
            session.found(job, found);
            any = true;
        }
        any
    }

    /// Whether something is being computed.
    pub const fn is_busy(&self) -> bool {
        self.current.is_some()
    }
}

fn begin(
    job: Job,
    is_wanted: Arc<AtomicBool>,
    tell: Sender<(Ticket, Found)>,
) -> Option<JoinHandle<()>> {
    let ticket = job.ticket();
    let run = move || {
        let work = || {
            job.run(&mut || is_wanted.load(Relaxed), &mut |found| {
                let _ = tell.send((ticket, found));
            });
        };
        // A fault in a picture is no reason to end a lecture: nothing more is found, and nothing is waited for.
        if panic::catch_unwind(panic::AssertUnwindSafe(work)).is_err() {
            let _ = tell.send((ticket, Found::Done));
        }
    };
    // Without a thread there is no picture, and the walk goes on all the same.
    thread::Builder::new().name("worker".into()).spawn(run).ok()
}
