//! What the worker does, done at once.

use gradwalk::session::Session;

/// Computes all that `session` wants, until there is nothing more to want.
pub fn work(session: &mut Session) {
    while let Some(job) = session.wanted() {
        let mut found = Vec::new();
        job.run(&mut || true, &mut |it| found.push(it));
        for it in found {
            session.found(&job, it);
        }
    }
}
