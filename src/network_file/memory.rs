//! What it takes to read a text, told before it is read: toml keeps every sign of it, and a table for every dotted key.

/// The bytes that a table, a key with its value, and any other sign or value take.
const TABLE: u64 = 1400;
const ENTRY: u64 = 600;
const SIGN: u64 = 100;

/// The bytes of memory that reading `source` takes, or a few more.
pub fn memory(source: &[u8]) -> u64 {
    let (mut bytes, mut line_is_blank, mut dots, mut last) = (0, true, 0, b'\n');
    for (at, &byte) in source.iter().enumerate() {
        bytes += match byte {
            b'\n' => SIGN,
            // A header, and the table around its own.
            b'[' if line_is_blank && !is_row(&source[at + 1..]) => 2 * TABLE,
            b'[' | b',' => 3 * SIGN,
            b'{' => TABLE,
            // One dot of the key may have been taken for that of a number.
            b'=' if last != b'=' => TABLE + ENTRY,
            // A number has one.
            b'.' if dots > 0 || !last.is_ascii_digit() => TABLE,
            _ => 0,
        };
        line_is_blank = byte == b'\n' || (line_is_blank && byte.is_ascii_whitespace());
        match byte {
            b'.' => dots += 1,
            byte if !byte.is_ascii_alphanumeric() => dots = 0,
            _ => {}
        }
        last = byte;
    }
    bytes
}

/// Whether what follows a bracket are the numbers of a row, another one after them: no header has a comma behind it.
fn is_row(after: &[u8]) -> bool {
    let is_of_numbers = |byte: &u8| byte.is_ascii_digit() || b"+-.eE_, \t".contains(byte);
    let length = after.iter().take_while(|byte| is_of_numbers(byte)).count();
    matches!(after[length..], [b']', b',', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_takes_about_300_bytes_a_number_and_a_dotted_key_a_table_a_dot() {
        let row = format!("[{}],\n", vec!["-0.25"; 1000].join(", "));
        let of_rows = memory(row.repeat(10).as_bytes());
        assert!((2_500_000..3_500_000).contains(&of_rows), "{of_rows}");
        let pair = memory("[0.5, -1e-3],\n".repeat(1000).as_bytes());
        assert!(pair < 1000 * TABLE, "{pair}");
        for key in ["a.b.c.d = 1", "1.2.3.4 = 1", "[1.2.3.4]", "x = {a.b.c = 1}"] {
            assert!(memory(key.as_bytes()) >= 3 * TABLE, "{key}");
        }
    }
}
