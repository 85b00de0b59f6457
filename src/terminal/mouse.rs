//! From what the terminal reports of the mouse to what the explorer makes of it.

use super::sequence::Said;

/// What the mouse did, and where: column and row, counted from 0. Either may lie beyond the screen; such a report is to
/// be ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The left button was pressed.
    Press(u16, u16),
    /// The wheel was turned by one notch.
    Wheel {
        /// Away from the user.
        up: bool,
        /// Where.
        at: (u16, u16),
    },
}

/// What is held meanwhile changes nothing: Shift, Alt and Ctrl.
const HELD: u16 = 0b1_1100;

/// What a report means; `None` for releases, motion, other buttons, and what is no report.
pub(super) fn pointer(said: &Said) -> Option<Pointer> {
    match said {
        Said::Csi(parameters, 'M') => {
            let mut numbers = parameters.strip_prefix('<')?.split(';');
            let mut next = || numbers.next()?.parse::<u16>().ok();
            told(next()?, next()?, next()?)
        }
        // Terminals that do not know the newer form, which they were asked for.
        Said::OldMouse(bytes) => {
            let [button, column, row] = bytes.map(|byte| byte.checked_sub(b' ').map(u16::from));
            told(button?, column?, row?)
        }
        _ => None,
    }
}

/// Columns and rows are counted from 1.
fn told(button: u16, column: u16, row: u16) -> Option<Pointer> {
    let at = (column.checked_sub(1)?, row.checked_sub(1)?);
    match button & !HELD {
        0 => Some(Pointer::Press(at.0, at.1)),
        64 => Some(Pointer::Wheel { up: true, at }),
        65 => Some(Pointer::Wheel { up: false, at }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_of_the_left_button_and_the_wheel_are_all_that_counts() {
        let report = |parameters: &str, last| pointer(&Said::Csi(parameters.to_owned(), last));
        let wheel = |up| Some(Pointer::Wheel { up, at: (7, 65534) });
        assert_eq!(report("<0;8;65535", 'M'), Some(Pointer::Press(7, 65534)));
        assert_eq!(report("<16;8;9", 'M'), Some(Pointer::Press(7, 8)));
        let turned = (report("<64;8;65535", 'M'), report("<65;8;65535", 'M'));
        assert_eq!(turned, (wheel(true), wheel(false)));
        let old = Said::OldMouse([b' ', b' ' + 8, b' ' + 9]);
        assert_eq!(pointer(&old), Some(Pointer::Press(7, 8)));
        for parameters in [
            "<2;8;9",
            "<32;8;9",
            "<35;8;9",
            "<66;8;9",
            "<128;8;9",
            "<0;0;9",
            "<0;8;0",
            "<0;8",
            "<",
            "",
            "0;8;9",
            "<0;8;65536",
            "<-1;8;9",
            "<a;b;c",
        ] {
            assert_eq!(report(parameters, 'M'), None, "{parameters}");
        }
        assert_eq!(report("<0;8;9", 'm'), None);
        assert_eq!(pointer(&Said::OldMouse([b'#', b'!', b'!'])), None);
        assert_eq!(pointer(&Said::OldMouse([b' ', b' ', b'!'])), None);
    }
}
