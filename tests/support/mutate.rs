//! Files with bytes changed, cut out and put in.

use crate::dice::Dice;

/// One accident; `pieces` are what may be put in.
pub fn mutate(bytes: &mut Vec<u8>, pieces: &[&[u8]], random: &mut Dice) {
    let at = random.roll(bytes.len().max(1));
    // Whatever a format keeps at its end is as likely to be met as what it keeps at its start.
    let at = if random.roll(3) == 0 {
        bytes.len().saturating_sub(1 + random.roll(100))
    } else {
        at
    };
    match random.roll(6) {
        _ if bytes.is_empty() => bytes.push(0),
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..bytes.len().min(at + 1 + random.roll(16)))),
        2 => drop(bytes.splice(at..at, pieces[random.roll(pieces.len())].iter().copied())),
        3 => {
            let piece = pieces[random.roll(pieces.len())];
            let end = bytes.len().min(at + piece.len());
            bytes[at..end].copy_from_slice(&piece[..end - at]);
        }
        4 => bytes[at] ^= 1 << random.roll(8),
        _ => bytes[at] = random.roll(256) as u8,
    }
}

/// So many accidents to copies of the `files` in turn; `hold` holds of each what has to. Says how it went.
#[expect(clippy::print_stdout, reason = "--nocapture shows it")]
pub fn storm(
    (cases, seed): (usize, u64),
    files: &[Vec<u8>],
    pieces: &[&[u8]],
    mut hold: impl FnMut(Vec<u8>) -> bool,
) {
    let mut random = Dice::new(seed);
    let (mut accepted, mut slowest) = (0_usize, std::time::Duration::ZERO);
    let begun = std::time::Instant::now();
    for case in 0..cases {
        let mut bytes = files[case % files.len()].clone();
        for _ in 0..=random.roll(3) {
            mutate(&mut bytes, pieces, &mut random);
        }
        let start = std::time::Instant::now();
        accepted += usize::from(hold(bytes));
        slowest = slowest.max(start.elapsed());
    }
    println!(
        "{cases} files, {accepted} of them accepted, in {:.1?}; the slowest took {slowest:.1?}",
        begun.elapsed()
    );
    assert!(slowest < std::time::Duration::from_secs(1), "{slowest:?}");
}
