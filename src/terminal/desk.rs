//! The file behind the explorer: saved with its edits, read anew, watched for changes by other programs.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use crate::document::{Before, Document, Existing, SaveError, SavedEdits, Stage};
use crate::engine::{Objective, Trace};
use crate::network_file::Values;
use crate::session::{Answer, Conflict, Session};

/// How often the file is looked at.
const WATCH: Duration = Duration::from_millis(500);

/// The document that is open, and who looks after it.
pub struct Desk {
    document: Arc<Document>,
    changed: Receiver<()>,
}

impl Desk {
    /// With `document` on it.
    pub fn new(document: Document) -> Self {
        let (tell, changed) = channel();
        let document = Arc::new(document);
        watch(Arc::downgrade(&document), tell);
        Self { document, changed }
    }

    /// Whether another program has changed the file since this was last asked.
    pub fn is_changed(&self) -> bool {
        self.changed.try_iter().count() > 0
    }

    /// Saves the network as `session` has it, under `path`.
    pub fn save(&self, session: &Session, path: &str, replace: bool) -> Answer {
        if path.is_empty() {
            return Answer::Failed("a file needs a name".to_owned());
        }
        // Whoever was asked, and did not hear of this, is asked again.
        let is_told = replace && session.conflict().is_some();
        let is_asked = !is_told && self.is_own(path);
        if let Some(conflict) = self.conflict().filter(|_| is_asked) {
            return Answer::Conflict(path.to_owned(), conflict);
        }
        // Many numbers take a while: what has happened meanwhile is asked about as well.
        let mut meanwhile = None;
        let before: Before<'_> = &mut |stage| {
            if stage == Stage::Rename && is_asked {
                meanwhile = self.conflict();
            }
            let changed = || io::Error::other("another program changed it meanwhile");
            meanwhile.map_or(Ok(()), |_| Err(changed()))
        };
        let existing = Existing::replaced(replace);
        // Also where the file's own values are on the screen for a moment.
        let trace = session.what_if().latest();
        let meant = Values {
            network: trace.network(),
            x: Some(trace.input()),
            y: trace.target(),
        };
        let path = path.to_owned();
        let saved = self
            .document
            .save_edited_asking(Path::new(&path), existing, meant, before);
        if let Some(conflict) = meanwhile {
            return Answer::Conflict(path, conflict);
        }
        match saved {
            Ok(SavedEdits { tensors, splits }) => Answer::Saved {
                path,
                tensors,
                splits,
            },
            Err(SaveError::Exists(_)) => Answer::Exists(path),
            Err(SaveError::Unsure(message)) => Answer::Unsure(message),
            Err(SaveError::Failed(message)) => Answer::Failed(message),
        }
    }

    /// What another program has changed of the file since it was read.
    fn conflict(&self) -> Option<Conflict> {
        if self.document.is_text_changed_on_disk() {
            return Some(Conflict::Text);
        }
        let is_changed = self.document.is_changed_on_disk();
        is_changed.then_some(Conflict::Tensors)
    }

    /// Whether `path` is the file's own.
    pub fn is_own(&self, path: &str) -> bool {
        let own = self.document.path().map(Path::canonicalize);
        let one = Path::new(path).canonicalize().ok();
        one.is_some() && own.and_then(Result::ok) == one
    }

    /// Reads the file anew. What cannot be read leaves everything as it was.
    pub fn reload(&mut self, session: &Session) -> Answer {
        if self.document.path().is_none() {
            let name = self.document.name();
            return Answer::Failed(format!("{name} is no file that could be read again"));
        }
        let read = self.document.reload().and_then(|document| {
            let objective = objective(session.trace(), &document);
            let read = document.trace(objective)?;
            Ok((document, read))
        });
        match read {
            Ok((document, read)) => {
                // With a channel of its own: what was seen of the old bytes is not said of the new ones.
                *self = Self::new(document);
                Answer::Reloaded(Box::new(read))
            }
            Err(error) => Answer::Failed(error.to_string()),
        }
    }
}

/// What is differentiated, as far as the network that was read anew has it.
fn objective(trace: &Trace, document: &Document) -> Objective {
    let first = Objective::Output { component: 0 };
    match trace.objective() {
        Objective::Output { component } if component >= document.network().outputs() => first,
        Objective::Loss if !document.has_target() => first,
        objective => objective,
    }
}

/// Looks after the file as long as it is open, in a thread of its own: a file on another machine may take its time.
fn watch(document: Weak<Document>, tell: Sender<()>) {
    let look = move || {
        loop {
            thread::sleep(WATCH);
            let Some(document) = document.upgrade() else {
                return;
            };
            if document.is_changed_on_disk() && tell.send(()).is_ok() {
                return;
            }
        }
    };
    let _ = thread::Builder::new().name("watch".into()).spawn(look);
}
