//! CSV text as a table: headers, line ends, spaces, blank lines; and what is no table.

use gradwalk::data::{DataError, Needed, Roles, Table};

pub const PLAIN: Needed<'_> = Needed {
    inputs: 2,
    outputs: 1,
    input_names: &[],
    output_names: &[],
};

pub fn table(text: &str) -> Table {
    Table::parse(text.as_bytes(), "data.csv").unwrap_or_else(|error| panic!("{error}"))
}

fn refused(source: &[u8]) -> String {
    let table = Table::parse(source, "data.csv");
    let error = table.and_then(|table| table.samples(&Roles::Last, &PLAIN));
    match error.expect_err("it is to be refused") {
        DataError::Refused(message) => message,
        DataError::Misfit(message) => panic!("a misfit: {message}"),
    }
}

#[test]
fn a_first_row_of_words_is_a_header_and_one_of_numbers_is_not() {
    let named = table("x1,x2,y\n1,2,3\n4,5,6\n");
    assert_eq!((named.rows(), named.has_header()), (2, true));
    assert_eq!(named.columns(), ["x1", "x2", "y"]);
    let bare = table("1,2,3\n4,5,6\n");
    assert_eq!((bare.rows(), bare.has_header()), (2, false));
    assert_eq!(bare.columns(), ["1", "2", "3"]);
    // A fraction, a sign or a number twice is no name: what is no number beside it is a mistake, or a class.
    for (row, fault) in [("0.l,0.2,1", "`0.l`"), ("-1,x,2", "`x`"), ("1,1,z", "`z`")] {
        let message = refused(format!("{row}\n0.3,0.4,0\n").as_bytes());
        assert!(message.starts_with("data.csv, line 1"), "{message}");
        assert!(
            message.contains(&format!("{fault} is no number")),
            "{message}"
        );
    }
    assert!(!table("5.1,3.5,setosa\n4.9,3,virginica\n").has_header());
    // One word is enough, and a column without a name is called by its number.
    assert_eq!(table("1,,y\n1,2,3\n").columns(), ["1", "2", "y"]);
}

#[test]
fn marks_line_ends_spaces_and_blank_lines_make_no_difference() {
    let plain = "x1,x2,y\n0.5,-2,3\n4,5,6e-1\n";
    let meant = table(plain).samples(&Roles::Last, &PLAIN).expect("it fits");
    for text in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace(',', " ,\t"),
        plain.trim_end().to_owned(),
        format!("{plain}\n\n  \n"),
        format!("\n\r\n{plain}"),
        plain.replace("x1", "\"x1\"").replace("0.5", "\"0.5\""),
    ] {
        let samples = table(&text).samples(&Roles::Last, &PLAIN);
        assert_eq!(samples, Ok(meant.clone()), "{text:?}");
    }
    assert_eq!(meant.samples[0].0.as_slice(), [0.5, -2.0]);
    assert_eq!(meant.samples[1].1.as_slice(), [0.6]);
}

#[test]
fn what_is_no_table_of_numbers_is_refused_with_its_line_and_column() {
    for (source, message) in [
        ("", "data.csv: the file is empty"),
        ("\n \n", "data.csv: the file is empty"),
        (
            "x1,x2,y\n",
            "data.csv: there is a header, and no row below it",
        ),
        (
            "x1,x2,y\n1,2\n",
            "data.csv, line 2: 2 fields, but the first row has 3",
        ),
        (
            "x1,x2,y\n\n1,2,3\r\n1,2,3,4",
            "data.csv, line 4: 4 fields, but the first row has 3",
        ),
        (
            "x1,x2,y\n1,2,3\n1,abc,3\n",
            "data.csv, line 3: column `x2`: `abc` is no number",
        ),
        (
            "1,2,3\n1,2,\n",
            "data.csv, line 2: column `3`: the field is empty",
        ),
        (
            "1,2,3\n1,NaN,3\n",
            "data.csv, line 2: column `2`: `NaN` is not finite",
        ),
        (
            "1,2,3\n1,-inf,3\n",
            "data.csv, line 2: column `2`: `-inf` is not finite",
        ),
        (
            "1,2,3\n1,1e999,3\n",
            "data.csv, line 2: column `2`: `1e999` is beyond the doubles",
        ),
        (
            "a,b,c\n1,\u{202e}\u{1b}[2J,3\n",
            "data.csv, line 2: column `b`: `\\u{202e}\\u{1b}[2J` is no number",
        ),
        (
            "a,b,c\n\"1\n2\",3,4\n5,6,7\n",
            "data.csv, line 2: column `a`: `1\\u{a}2` is no number",
        ),
        (
            "a;b;c\n1;2;3\n",
            "data.csv, line 1: fields have commas between, and these seem to have semicolons",
        ),
    ] {
        assert_eq!(refused(source.as_bytes()), message, "{source:?}");
    }
    let latin = refused(b"x1,x2,y\n1,2,3\n1,\xe9,3\n");
    assert_eq!(latin, "data.csv, line 3: byte 0xe9 is not UTF-8");
    let wide = refused(b"\xff\xfea\0,\0b\0\n\0");
    assert_eq!(wide, "data.csv: this looks like UTF-16; save it as UTF-8");
}
