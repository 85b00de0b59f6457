//! The text and the Markdown of a walk.

use gradwalk::engine::{Stride, Walk};
use gradwalk::export::{Transcript, markdown, text};
use gradwalk::page::Script;

use crate::networks::{Opened, all_built_in, built_in, golden, objectives, parsed};

/// What `write` writes of `opened` in `stride`: the step at `place`, or all.
fn transcript(
    opened: &Opened,
    (stride, place): (Stride, Option<usize>),
    write: impl Fn(&mut Vec<u8>, &Transcript<'_>) -> std::io::Result<()>,
) -> String {
    let walk = &Walk::new(opened.trace.network(), stride, true);
    let places = place.map_or(0..=walk.last(), |place| place..=place);
    let transcript = Transcript {
        trace: &opened.trace,
        captions: &opened.captions,
        walk,
        places,
        digits: 4,
    };
    let mut out = Vec::new();
    write(&mut out, &transcript).expect("memory can be written");
    String::from_utf8(out).expect("it is text")
}

fn as_text(opened: &Opened, which: (Stride, Option<usize>), script: Script) -> String {
    transcript(opened, which, |out, transcript| {
        text::write(out, transcript, script)
    })
}

fn as_markdown(opened: &Opened, which: (Stride, Option<usize>)) -> String {
    transcript(opened, which, |out, transcript| {
        markdown::write(out, transcript)
    })
}

const STRIDES: [Stride; 2] = [Stride::Layer, Stride::Operation];

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        omit_expression => true, prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_default_walk_reads_as_it_is_kept() {
    snapshot(
        "default-walk",
        &as_text(&built_in("default"), (Stride::Layer, None), Script::Unicode),
    );
}

#[test]
fn a_markdown_step_reads_as_it_is_kept() {
    snapshot(
        "default-step-6",
        &as_markdown(&built_in("default"), (Stride::Layer, Some(5))),
    );
}

#[test]
fn text_of_wide_layers_is_narrow_too() {
    let text = as_text(&built_in("digits"), (Stride::Layer, None), Script::Unicode);
    for line in text.lines() {
        assert!(textwrap::core::display_width(line) <= 79, "{line}");
    }
}

#[test]
fn text_is_narrow_and_without_boxes() {
    for opened in all_built_in() {
        for (stride, script) in STRIDES
            .into_iter()
            .flat_map(|stride| [Script::Unicode, Script::Ascii].map(|script| (stride, script)))
        {
            let text = as_text(&opened, (stride, None), script);
            for line in text.lines() {
                assert!(
                    textwrap::core::display_width(line) <= 79,
                    "{}: {line}",
                    opened.name
                );
                assert_eq!(line.trim_end(), line, "{}", opened.name);
            }
            let boxes = |character: char| ('\u{2500}'..'\u{25a0}').contains(&character);
            assert!(!text.contains(boxes), "{}", opened.name);
            assert!(
                script != Script::Ascii || text.is_ascii(),
                "{}",
                opened.name
            );
            assert!(!text.contains("NaN"), "{}", opened.name);
        }
    }
}

#[test]
fn the_whole_walk_is_its_steps_one_after_another() {
    let opened = built_in("layer-norm");
    for stride in STRIDES {
        let steps = Walk::new(opened.trace.network(), stride, true)
            .steps()
            .len();
        let whole = as_text(&opened, (stride, None), Script::Unicode);
        let (title, whole) = whole.split_once('\n').expect("it begins with the title");
        let single = |place| {
            let text = as_text(&opened, (stride, Some(place)), Script::Unicode);
            let (heading, step) = text.split_once('\n').expect("it begins with the title");
            assert_eq!(heading, title);
            assert!(step.contains(&format!("Step {} of {steps}:", place + 1)));
            step.to_owned()
        };
        assert_eq!((0..steps).map(single).collect::<String>(), whole);
    }
}

#[test]
fn what_is_large_is_shown_by_its_ends() {
    let opened = golden("digits-shape");
    let text = as_text(&opened, (Stride::Layer, None), Script::Unicode);
    assert!(text.contains("left out"));
    assert!(text.len() < 40_000, "{}", text.len());
}

#[test]
fn markdown_is_balanced_and_without_escapes_in_its_formulas() {
    for opened in all_built_in() {
        for stride in STRIDES {
            let text = as_markdown(&opened, (stride, None));
            let displays = text.split("$$").collect::<Vec<_>>();
            assert!(displays.len() % 2 == 1, "{}", opened.name);
            for formula in displays.iter().skip(1).step_by(2) {
                assert_eq!(
                    formula.matches('{').count(),
                    formula.matches('}').count(),
                    "{formula}"
                );
                assert_eq!(
                    formula.matches("\\begin{").count(),
                    formula.matches("\\end{").count()
                );
                let escapes = formula.split('\\').skip(1);
                let escapes = escapes
                    .filter(|after| !after.starts_with(|next: char| next.is_ascii_alphabetic()));
                assert_eq!(escapes.count(), 0, "{formula}");
                assert!(
                    !formula.contains('−') && !formula.contains('δ'),
                    "{formula}"
                );
            }
            for words in displays.iter().step_by(2) {
                assert!(words.matches('$').count() % 2 == 0, "{words}");
            }
        }
    }
}

#[test]
fn markup_in_a_title_stays_words() {
    let source = "title = '# <b>$x$</b> [1](2) *a* `b` _c_'\nx = [1]\n[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'tanh'\n";
    let opened = parsed("markup", source);
    let text = as_markdown(&opened, (Stride::Layer, Some(0)));
    let heading = text.lines().next().unwrap_or_default();
    assert_eq!(heading, r"# \# \<b\>\$x\$\</b\> \[1\](2) \*a\* \`b\` \_c\_");
}

/// Characters that draw and say nothing: frames, blocks, Braille, the pieces of tall brackets.
fn draws(character: char) -> bool {
    matches!(character, '\u{2300}'..='\u{23ff}' | '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}')
        && !"─→".contains(character)
}

/// What a listener hears of a walk: every step announced, every matrix row by row, every row by its number.
fn assert_audible(name: &str, walk: &str, steps: usize) {
    let announced = walk.lines().filter(|line| line.starts_with("Step "));
    for (at, line) in announced.clone().enumerate() {
        let expected = format!("Step {} of {steps}: ", at + 1);
        assert!(line.starts_with(&expected), "{name}: {line}");
    }
    assert_eq!(announced.count(), steps, "{name}");
    let mut rows = 0;
    for line in walk.lines() {
        assert!(!line.chars().any(draws), "{name}: {line}");
        assert!(
            !line.contains('\t') && line.trim_end() == line,
            "{name}: {line:?}"
        );
        let text = line.trim_start();
        // A matrix is announced, and its rows follow it, each by its name.
        if rows > 0 {
            assert!(
                text.starts_with("row ") || text.starts_with("entry ") || text.starts_with('('),
                "{name}: {line}"
            );
            rows -= 1;
        }
        if text.ends_with(':') && text.contains(", size ") {
            rows = 1;
        }
    }
}

#[test]
fn a_walk_can_be_listened_to() {
    let goldens = ["digits-shape", "mixed", "residual-norm"].map(golden);
    for opened in all_built_in().into_iter().chain(goldens) {
        for trace in objectives(&opened.trace) {
            let opened = Opened {
                name: opened.name.clone(),
                trace,
                captions: opened.captions.clone(),
            };
            for stride in STRIDES {
                let steps = Walk::new(opened.trace.network(), stride, true)
                    .steps()
                    .len();
                for script in [Script::Unicode, Script::Ascii] {
                    let text = as_text(&opened, (stride, None), script);
                    assert_audible(&opened.name, &text, steps);
                    assert!(script == Script::Unicode || text.is_ascii());
                }
            }
        }
    }
}

#[test]
fn words_of_a_file_are_no_markup_in_markdown() {
    let source = "title = '<script> | `a` [b](c) $\\input$ ~~~'\nactivation = 'tanh'\nx = [1]\ny = [1]\n\
                  inputs = ['<b>*_']\n\
                  description = '''\n- item\n1. one\n2) two\n~~~\n=== \n<img src=x>\n| a |\n# head\n+ plus\n    code\n'''\n\
                  [[layer]]\nW = [[1]]\nb = [0]\n";
    let text = as_markdown(&parsed("hostile", source), (Stride::Layer, None));
    // Between dollar signs nothing is a file's.
    let outside: String = text.split("$$").step_by(2).collect();
    for line in outside.lines() {
        let words: String = line.split('$').step_by(2).collect();
        for (at, mark) in words.match_indices(['<', '>', '`', '|', '[', ']', '~', '_', '*']) {
            assert!(words[..at].ends_with('\\'), "{mark} in {line}");
        }
        let starts = ["- ", "+ ", "=", "1. ", "2) ", "    "];
        assert!(
            !starts.iter().any(|start| line.starts_with(start)),
            "{line}"
        );
    }
    assert!(
        text.contains("\\- item") && text.contains("\\<img src=x\\>"),
        "{text}"
    );
}
