//! Several networks in one file: the prefixes that tell them apart, and those that are a chain by themselves.

use super::refused::{Refused, quote, shown};
use super::strange::without_idle;
use super::{Chain, Tensor, attempt};

/// The most parts that are looked at, and the most that a message names.
const PARTS: usize = 16;
const NAMED: usize = 4;

/// The words with which a file that holds several networks tells them apart. Where two parts of it chain, that is
/// chance.
const SEPARATE: [&str; 20] = [
    "ema",
    "target",
    "online",
    "teacher",
    "student",
    "shadow",
    "swa",
    "averaged",
    "average",
    "best",
    "old",
    "backup",
    "copy",
    "actor",
    "critic",
    "policy",
    "value",
    "generator",
    "discriminator",
    "optimizer",
];

/// The chain of all `tensors`.
///
/// # Errors
/// What [`attempt`] has against them, and which parts of them are a chain; that they are several networks.
pub(super) fn whole(tensors: &[Tensor<'_>]) -> Result<Chain, Refused> {
    let chain = attempt(tensors);
    let separate = || tensors.iter().any(|tensor| tensor.name.says_any(&SEPARATE));
    match chain {
        Ok(chain) if !separate() => Ok(chain),
        Ok(chain) => match &chains(tensors)[..] {
            parts @ [_, _, ..] => Err(several(parts)),
            _ => Ok(chain),
        },
        Err(refused) => match &chains(tensors)[..] {
            [] => Err(refused),
            parts @ [_, _, ..] if refused.is_broken => Err(several(parts)),
            parts => {
                let part = shown(&parts[0]);
                Err(refused.and(format!(
                    "one part is a chain by itself: --prefix {part} takes it alone"
                )))
            }
        },
    }
}

/// That no name begins with `prefix`.
pub(super) fn none_with(prefix: &str, tensors: &[Tensor<'_>]) -> Refused {
    let mut refused = Refused::new(format!("no tensor's name begins with {}", quote(prefix)));
    let parts = divided(tensors, true);
    if !parts.is_empty() {
        refused = refused.and(format!("names begin with {}", listed(&parts)));
    }
    refused
}

fn several(parts: &[String]) -> Refused {
    let first = shown(&parts[0]);
    Refused::new(format!(
        "these are {} separate chains: {}",
        parts.len(),
        listed(parts)
    ))
    .and(format!("choose one: --prefix {first}"))
}

fn listed(parts: &[String]) -> String {
    let mut named: Vec<_> = parts.iter().take(NAMED).map(|part| quote(part)).collect();
    if parts.len() > NAMED {
        named.push(format!("{} more", parts.len() - NAMED));
    }
    let last = named.pop().unwrap_or_default();
    if named.is_empty() {
        last
    } else {
        format!("{} and {last}", named.join(", "))
    }
}

/// The prefixes of the parts of `tensors` that are each a chain of two layers or more.
fn chains(tensors: &[Tensor<'_>]) -> Vec<String> {
    let tensors = without_idle(tensors, &mut Vec::new());
    let is_chain = |prefix: &String| {
        let within = tensors
            .iter()
            .copied()
            .filter(|tensor| tensor.text.starts_with(&**prefix));
        attempt(&within.collect::<Vec<_>>()).is_ok_and(|chain| chain.layers.len() > 1)
    };
    [true, false]
        .into_iter()
        .map(|whole| {
            divided(&tensors, whole)
                .into_iter()
                .filter(is_chain)
                .collect::<Vec<_>>()
        })
        .find(|parts| !parts.is_empty())
        .unwrap_or_default()
}

/// The prefixes after which the names of matrices first differ; between whole components of their paths, or between
/// words. None if there are too many.
fn divided(tensors: &[Tensor<'_>], whole: bool) -> Vec<String> {
    let matrix = |tensor: &&Tensor<'_>| tensor.info.shape.len() > 1;
    let names: Vec<&str> = tensors
        .iter()
        .filter(matrix)
        .map(|tensor| tensor.text)
        .collect();
    let ends = |letter: char| "./:[".contains(letter) || !whole && "_-".contains(letter);
    let mut base = 0;
    loop {
        let mut parts: Vec<&str> = Vec::new();
        for name in &names {
            let Some(end) = name[base..].find(ends) else {
                continue;
            };
            let part = &name[..=base + end];
            if parts.last() != Some(&part) && !parts.contains(&part) {
                parts.push(part);
            }
            if parts.len() > PARTS {
                return Vec::new();
            }
        }
        match parts[..] {
            [part] if names.iter().all(|name| name.starts_with(part)) => base = part.len(),
            _ => return parts.into_iter().map(str::to_owned).collect(),
        }
    }
}
