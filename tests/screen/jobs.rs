//! What the worker does, done at once.

use gradwalk::session::Session;

use crate::networks::Opened;
use crate::screen::session;
use crate::typing::type_keys;

/// Computes all that `session` wants, until there is nothing more to want.
pub fn work(session: &mut Session) {
    while let Some(job) = session.wanted() {
        let mut found = Vec::new();
        job.run(&mut || true, &mut |it| found.push(it));
        for it in found {
            session.found(job.ticket(), it);
        }
    }
}

/// After some keys, with all that is wanted computed.
pub fn worked(opened: &Opened, keys: &str) -> Session {
    let mut session = session(opened);
    type_keys(&mut session, keys);
    work(&mut session);
    session
}

/// At x, an argument of the first relu is exactly 0.
pub const KINK: &str = "activation = 'relu'\nx = [1, -1]\ny = [0]\n[[layer]]\nW = [[1, 1], [0.5, 1]]\nb = [0, 0]\n\
                    [[layer]]\nW = [[1, 2]]\nb = [0.5]\n";
