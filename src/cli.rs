//! The command line: arguments become one call, failures a message and an exit status.

mod arguments;
mod ascii;
mod environment;
mod failure;
mod import;
mod manual;
mod open;
mod shell;
mod train;

use std::ffi::OsStr;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

use crate::document::{self, Document};
use crate::engine::{self, Trace, Walk, ordinal};
use crate::export::{Transcript, json, markdown, report, text};
use crate::library;
use crate::page::{Captions, Numeral, Origin, Script};
use crate::session::{DIGITS, Session, Start};
use crate::terminal::{self, Ending};
use crate::view::Look;
use arguments::{Arguments, Command, Format, Options};
use failure::Failure;
use open::Opened;

/// The exit status of a program whose terminal is gone: that of SIGHUP, which tells of it.
const HUNG_UP: u8 = 128 + 1;

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    // A file that grows beyond the limit is an error of the write, once the signal does not end the program. Where it
    // cannot be caught, it does.
    let _ = flag::register(SIGXFSZ, Arc::default());
    let (script, outcome) = match Arguments::try_parse() {
        Ok(arguments) => {
            let script = environment::script(arguments.options.ascii);
            (script, carry_out(arguments, script))
        }
        Err(error) => (environment::script(false), answer(error)),
    };
    outcome.unwrap_or_else(|failure| {
        let message = failure.to_string();
        if !message.is_empty() {
            let _ = writeln!(io::stderr().lock(), "{}", script.words(&message));
        }
        ExitCode::from(failure.status())
    })
}

/// Help and version are results; anything else is a failure.
fn answer(error: clap::Error) -> Result<ExitCode, Failure> {
    if error.use_stderr() {
        return Err(error.into());
    }
    error.print()?;
    Ok(ExitCode::SUCCESS)
}

fn carry_out(arguments: Arguments, script: Script) -> Result<ExitCode, Failure> {
    let options = arguments.options;
    let out = &mut BufWriter::new(io::stdout().lock());
    match arguments.command {
        None => return explore(arguments.network.as_deref(), &options, script, out),
        Some(_) if arguments.network.is_some() => {
            return Err(Failure::Usage(
                "the network goes after the command".to_owned(),
            ));
        }
        Some(Command::List) => list(out, script)?,
        Some(Command::Completions { shell }) => out.write_all(&manual::completions(shell))?,
        Some(Command::Man) => out.write_all(&manual::page()?)?,
        Some(Command::Import(asked)) => {
            import::import(&asked, options.limits.access(), script, out)?;
        }
        Some(Command::Grad { network }) => {
            let opened = opened(network.as_deref(), &options, script)?;
            let gradient = opened.trace.backward().input_gradient();
            for entry in gradient {
                writeln!(out, "{}", Numeral::shortest(*entry).as_str())?;
            }
            out.flush()?;
            if !gradient.iter().all(|entry| entry.is_finite()) {
                note_origin(&opened.trace, &options, script);
            }
        }
        Some(Command::Check { network }) => {
            let opened = opened(network.as_deref(), &options, script)?;
            let report = engine::check(&opened.trace);
            report::write(out, &opened.trace, &opened.captions.title, &report, script)?;
            out.flush()?;
            return Ok(ExitCode::from(u8::from(!report.passed())));
        }
        Some(Command::Train(asked)) => {
            return train::train(&asked, options.limits.access(), script, out);
        }
        Some(Command::Trace { network, format }) => {
            let opened = opened(network.as_deref(), &options, script)?;
            trace(&opened, format, &options, script, out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Says on standard error where the numbers stop being finite.
fn note_origin(trace: &Trace, options: &Options, script: Script) {
    let walk = Walk::new(trace.network(), options.stride.into(), options.parameters);
    for origin in Origin::all(trace, &walk) {
        let (step, why) = (ordinal(origin.place), script.words(origin.why(trace)));
        let equation = origin.equation.write(script);
        let what = if trace.first_nan() == Some(origin.entry) {
            "there is a NaN"
        } else {
            "not every number is finite"
        };
        let _ = writeln!(
            io::stderr().lock(),
            "note: since step {step} of the walk {what}. {equation}: {why}"
        );
    }
}

fn explore(
    network: Option<&OsStr>,
    options: &Options,
    script: Script,
    out: &mut impl Write,
) -> Result<ExitCode, Failure> {
    let opened = open::open(network, options)?;
    if !environment::has_screen() {
        trace(&opened, Format::Text, options, script, out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let (stride, parameters) = (options.stride.into(), options.parameters);
    let start = Start {
        stride,
        parameters,
        place: opened.place.unwrap_or(0),
        save_as: opened.document.suggested_name(),
        note: note(&opened.document),
    };
    let look = Look {
        theme: options.theme(),
        depth: environment::depth(),
        script,
    };
    let session = Session::new(opened.trace, opened.captions, start);
    let ended = terminal::run(session, opened.document, look, options.mouse);
    Ok(match ended.map_err(Failure::Terminal)? {
        Ending::Left => ExitCode::SUCCESS,
        Ending::Gone => ExitCode::from(HUNG_UP),
    })
}

fn trace(
    opened: &Opened,
    format: Format,
    options: &Options,
    script: Script,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let Opened {
        trace,
        captions,
        place,
        ..
    } = opened;
    let walk = &Walk::new(trace.network(), options.stride.into(), options.parameters);
    let places = place.map_or(0..=walk.last(), |place| place..=place);
    let transcript = &Transcript {
        trace,
        captions,
        walk,
        places,
        digits: DIGITS,
    };
    match format {
        Format::Text => text::write(out, transcript, script)?,
        Format::Markdown if script == Script::Ascii => {
            let document = &mut Vec::new();
            markdown::write(document, transcript)?;
            out.write_all(ascii::markdown(&String::from_utf8_lossy(document)).as_bytes())?;
        }
        Format::Markdown => markdown::write(out, transcript)?,
        Format::Json if script == Script::Ascii => {
            let document = &mut Vec::new();
            json::write(document, trace, captions, options.parameters)?;
            out.write_all(ascii::json(&String::from_utf8_lossy(document)).as_bytes())?;
        }
        Format::Json => json::write(out, trace, captions, options.parameters)?,
    }
    Ok(())
}

/// What there is to know of the network that is open, for who sees no more of it than numbers.
fn note(document: &Document) -> Option<String> {
    let scaled = document.scaled().map(|scale| {
        let scale = Numeral::shortest(scale);
        let scale = scale.as_str().trim_end_matches(".0");
        format!("x is divided by {scale}, the scale that the network's description records")
    });
    let notes: Vec<String> = document.remarks().iter().cloned().chain(scaled).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// Opens a network, and says on standard error what there is to know of it.
fn opened(network: Option<&OsStr>, options: &Options, script: Script) -> Result<Opened, Failure> {
    let opened = open::open(network, options)?;
    if let Some(note) = note(&opened.document) {
        let _ = writeln!(io::stderr().lock(), "note: {}", script.words(&note));
    }
    Ok(opened)
}

fn list(out: &mut impl Write, script: Script) -> Result<(), Failure> {
    for (at, network) in library::BUILT_IN.iter().enumerate() {
        let Captions {
            title, description, ..
        } = document::of_built_in(network)?;
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}: {}", network.name, script.words(&title))?;
        for line in description.lines() {
            writeln!(out, "{}", script.words(&format!("    {line}")).trim_end())?;
        }
    }
    Ok(())
}
