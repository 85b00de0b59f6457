//! Whatever the bytes are, there is no panic, and a message that is short and printable.

use gradwalk::data::Roles;

use crate::dice::cases;
use crate::{held, mutate};

const TABLES: [&str; 5] = [
    "sepal,petal,kind\n5.1,1.4,setosa\n7.0,4.7,virginica\n",
    "1,2,3\n4,5,6\r\n\n7,8,9\n",
    "\u{feff}\"a,b\" , c,3\n 1e3,-0.5 ,0\n\"1\",\"2\",\"3\"\n",
    "a;b;c\n0,5;1,5;2\n",
    "x,y\n0.1,1\n0.2,0\n",
];

const PIECES: [&[u8]; 20] = [
    b",",
    b"\n",
    b"\r",
    b"\"",
    b"\"\"",
    b";",
    b"\t",
    b" ",
    b"1e400",
    b"nan",
    b"-",
    b"0",
    b"\0",
    b"\xff\xfe",
    b"\xff",
    b"\x1b]0;\x07",
    "\u{202e}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
    "é".as_bytes(),
];

fn held(source: &[u8], name: &str, roles: &Roles, outputs: usize) -> bool {
    held::csv(source, name, roles, outputs)
}

fn storm(cases: usize, seed: u64) {
    let files = TABLES.map(|table| table.as_bytes().to_vec());
    let all = [
        Roles::Last,
        Roles::Targets(vec!["petal".into()]),
        Roles::Classes("3".into()),
        Roles::Classes("kind".into()),
    ];
    let mut turn = 0;
    mutate::storm((cases, seed), &files, &PIECES, |bytes| {
        turn += 1;
        held(&bytes, "data.csv", &all[turn % all.len()], 1 + turn % 3)
    });
}

#[test]
fn no_mutation_of_a_table_breaks_the_reader_or_its_messages() {
    storm(cases(20_000), 11);
}

#[test]
#[ignore = "half a minute with optimization"]
fn a_million_mutations_of_a_table_break_nothing() {
    storm(cases(1_000_000), 12);
}

#[test]
fn endless_names_and_fields_are_cut() {
    let long = "\u{202e}é".repeat(5_000);
    let names = [long.as_str(); 7].join(",");
    let fields = [long.as_str(); 7].join(",");
    let source = format!("{names}\n{fields}\n");
    for roles in [
        Roles::Last,
        Roles::Targets(vec![long.clone()]),
        Roles::Targets(vec!["nothing like it".to_owned()]),
        Roles::Classes(long.clone()),
    ] {
        held(source.as_bytes(), &long, &roles, 5);
    }
    // One quotation mark that never ends.
    held(
        format!("a,b,c\n\"1,2,3\n{}", "1,2,3\n".repeat(1000)).as_bytes(),
        "x",
        &Roles::Last,
        1,
    );
}

#[test]
fn as_many_classes_as_rows_cost_no_more_than_their_text() {
    let rows: String = (0..50_000)
        .flat_map(|row| ["1,2,".to_owned(), row.to_string(), "\n".to_owned()])
        .collect();
    held(rows.as_bytes(), "x", &Roles::Classes("3".to_owned()), 10);
}
