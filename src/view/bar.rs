//! Bars: a share as a length.

use super::look::Look;

/// A bar of `share` of `width` columns, to an eighth of a column; something for everything above 0, nothing for what
/// is not finite.
pub fn filled(share: f64, width: usize, look: Look) -> String {
    if !share.is_finite() {
        return String::new();
    }
    let share = share.clamp(0.0, 1.0);
    let eighths = ((share * width as f64 * 8.0).round() as usize).max(usize::from(share > 0.0));
    let whole = look.glyph("█", "#").repeat(eighths / 8);
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{whole}{}", look.glyph(part, ""))
}
