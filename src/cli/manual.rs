//! What the command line says of itself to shells and to man(1), from its one definition.

use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::{Arguments, EXAMPLES, EXIT_STATUS};

/// The script that completes commands and options in `shell`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "gradwalk", &mut script);
    script
}

/// The manual page, in roff. One page tells all commands, where clap would refer to pages that there are not.
pub fn page() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let program = Man::new(Arguments::command());
    program.render_title(&mut page)?;
    program.render_name_section(&mut page)?;
    program.render_synopsis_section(&mut page)?;
    program.render_description_section(&mut page)?;
    program.render_options_section(&mut page)?;
    Roff::new()
        .control("SH", ["COMMANDS"])
        .to_writer(&mut page)?;
    for command in Arguments::command().get_subcommands() {
        describe(command, &mut page)?;
    }
    for (heading, text) in [("EXAMPLES", EXAMPLES), ("EXIT STATUS", EXIT_STATUS)] {
        let mut section = Roff::new();
        section.control("SH", [heading]).control("nf", []);
        for line in text.lines() {
            section.text([roman(line.trim_start())]);
        }
        section.control("fi", []).to_writer(&mut page)?;
    }
    Ok(page)
}

/// A command, what it does, and what it alone takes, indented below.
fn describe(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let about = command.get_about().map(ToString::to_string);
    Roff::new()
        .control("TP", [])
        .text([bold(command.get_name())])
        .text([roman(about.unwrap_or_default())])
        .to_writer(page)?;
    let mut own = Vec::new();
    let alone = command.clone().disable_help_flag(true);
    Man::new(alone).render_options_section(&mut own)?;
    let own = String::from_utf8_lossy(&own);
    // The heading would end that of all commands, and what goes before it was said at the top of the page.
    let own = own.split_once(".SH OPTIONS\n").map_or("", |(_, own)| own);
    page.extend_from_slice(format!(".RS\n{own}.RE\n").as_bytes());
    Ok(())
}
