//! Names that two components share, or that only look the same.

use crate::printable::printable;

/// Letters of other alphabets, each before the one of ours that it looks like.
const LOOKS: &str = "аaвBеeкkмMнHоoрpсcтTуyхxАAВBЕEКKМMНHОOРPСCТTУYХXіiІIјjЈJѕsЅSԁdһhԛqԝwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOοoΡPΤTΥYΧXνvɡgıi";

/// Two of the names of `key` that cannot be told apart, in words.
pub(super) fn told(key: &str, names: &[String]) -> Option<String> {
    let mut looks: Vec<(String, usize)> = names.iter().map(|name| look(name)).zip(1..).collect();
    looks.retain(|(look, _)| !look.is_empty());
    looks.sort();
    let pair = looks.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
    let (one, other) = (pair[0].1, pair[1].1);
    let (first, second) = (&names[one - 1], &names[other - 1]);
    let told = if first == second {
        format!(
            "{key} {one} and {other} have the same name, `{}`",
            short(first)
        )
    } else {
        let (first, second) = (short(&escaped(first)), short(&escaped(second)));
        format!("{key} {one} and {other} look alike: `{first}` and `{second}`")
    };
    Some(told)
}

/// The letter of ours that `c` looks like.
fn ours(c: char) -> Option<char> {
    let mut letters = LOOKS.chars();
    while let (Some(theirs), Some(ours)) = (letters.next(), letters.next()) {
        if theirs == c {
            return Some(ours);
        }
    }
    None
}

/// What a name looks like: without what cannot be seen, which is escaped in `name`, and blanks at its ends.
fn look(name: &str) -> String {
    let mut parts = name.split("\\u{");
    let mut seen: String = parts.next().unwrap_or_default().chars().collect();
    for part in parts {
        seen += part.split_once('}').map_or(part, |(_, rest)| rest);
    }
    seen.trim().chars().map(|c| ours(c).unwrap_or(c)).collect()
}

/// `name` with the letters that look like others as their escapes.
fn escaped(name: &str) -> String {
    let escaped = |c: char| match ours(c) {
        Some(_) => c.escape_unicode().collect::<String>(),
        None => c.to_string(),
    };
    name.chars().map(escaped).collect()
}

/// The beginning of a long name.
fn short(name: &str) -> String {
    const MOST: usize = 40;
    let name = printable(name);
    match name.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_told_with_what_tells_them_apart() {
        for (one, other, message) in [
            ("area", "\u{430}rea", "look alike: `area` and `\\u{430}rea`"),
            (
                "width",
                "width\\u{200b}",
                "look alike: `width` and `width\\u{200b}`",
            ),
            ("width", "width ", "look alike: `width` and `width `"),
            ("width", "width", "have the same name, `width`"),
        ] {
            let names = [one, "δ", other].map(str::to_owned);
            let expected = format!("inputs 1 and 3 {message}");
            assert_eq!(told("inputs", &names).as_deref(), Some(expected.as_str()));
        }
    }

    #[test]
    fn names_that_differ_and_those_that_are_empty_are_not_told() {
        for names in [
            ["a", "b"],
            ["", ""],
            ["x₁", "x₂"],
            ["α", "a"],
            ["Δ", "δ"],
            ["网", "络"],
        ] {
            assert_eq!(told("outputs", &names.map(str::to_owned)), None);
        }
    }
}
