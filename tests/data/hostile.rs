//! Whatever the bytes are, there is no panic, and a message that is short and printable.

use gradwalk::data::{DataError, Needed, Roles, Table};
use proptest::prelude::*;

fn held(source: &[u8], name: &str, roles: &Roles, outputs: usize) {
    let names = [roles_name(roles)];
    let needed = Needed {
        inputs: 2,
        outputs,
        input_names: &[],
        output_names: &names,
    };
    let table = Table::parse(source, name);
    let of_row = |table: &Table| {
        table
            .x_of_row(1, &needed)
            .and_then(|_| table.y_of_row(1, &needed))
    };
    let errors = match &table {
        Err(error) => vec![error.clone()],
        Ok(table) => {
            let errors = [table.samples(roles, &needed).err(), of_row(table).err()];
            errors.into_iter().flatten().collect()
        }
    };
    for error in errors {
        let message = error.to_string();
        assert!(
            message.len() <= DataError::LIMIT,
            "{} bytes: {message}",
            message.len()
        );
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}' || c == '\u{feff}');
        assert!(!message.contains(hidden), "{message:?}");
    }
}

fn roles_name(roles: &Roles) -> String {
    match roles {
        Roles::Classes(name) => name.clone(),
        _ => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_a_table_or_refused(
        source in prop::collection::vec(any::<u8>(), 0..80),
        text in "[0-9a,\"\n\r .;\u{202e}\u{feff}é-]{0,60}",
        outputs in 1_usize..4,
    ) {
        for roles in [Roles::Last, Roles::Targets(vec!["a".into()]), Roles::Classes("3".into())] {
            held(&source, "data.csv", &roles, outputs);
            held(text.as_bytes(), "data.csv", &roles, outputs);
        }
    }
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
