//! One row as x and y of a network: by names, by places, by its class.

use gradwalk::data::{DataError, Needed};

use crate::tables::{PLAIN, table};

const DIGITS: &str = "digit,p0,p1\n7,0.5,16\n3,1,2\n";

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn names_are_preferred_to_places() {
    let (inputs, outputs) = (strings(&["p1", "p0"]), strings(&["3", "7.0"]));
    let needed = Needed {
        inputs: 2,
        outputs: 2,
        input_names: &inputs,
        output_names: &outputs,
    };
    let table = table(DIGITS);
    assert_eq!(table.x_of_row(1, &needed), Ok(vec![16.0, 0.5]));
    assert_eq!(table.y_of_row(1, &needed), Ok(Some(vec![0.0, 1.0])));
    assert_eq!(table.y_of_row(2, &needed), Ok(Some(vec![1.0, 0.0])));
    // Where one name is there, another one is not meant by its place.
    let inputs = strings(&["p1", "p2"]);
    let needed = Needed {
        input_names: &inputs,
        ..needed
    };
    let missing = "data.csv: there is no column `p2`\ndid you mean `p1`?".to_owned();
    assert_eq!(table.x_of_row(1, &needed), Err(DataError::Misfit(missing)));
    // None is: the first columns.
    let inputs = strings(&["a", "b"]);
    let needed = Needed {
        input_names: &inputs,
        ..needed
    };
    assert_eq!(table.x_of_row(1, &needed), Ok(vec![7.0, 0.5]));
}

#[test]
fn a_column_that_has_the_name_of_an_output_is_no_x() {
    let (inputs, outputs) = (strings(&["x1", "x2"]), strings(&["y"]));
    let needed = Needed {
        inputs: 2,
        outputs: 1,
        input_names: &inputs,
        output_names: &outputs,
    };
    let table = table("y,a,b\n1,0.3,0.4\n");
    assert_eq!(table.x_of_row(1, &needed), Ok(vec![0.3, 0.4]));
    assert_eq!(table.y_of_row(1, &needed), Ok(Some(vec![1.0])));
}

#[test]
fn y_is_taken_by_name_or_where_just_y_is_left() {
    let outputs = strings(&["y2", "y1"]);
    let text = "x1,x2,y1,y2\n1,2,3,4\n";
    let named = Needed {
        inputs: 2,
        outputs: 2,
        input_names: &[],
        output_names: &outputs,
    };
    assert_eq!(table(text).y_of_row(1, &named), Ok(Some(vec![4.0, 3.0])));
    let outputs = strings(&["A", "B"]);
    let others = Needed {
        output_names: &outputs,
        ..named
    };
    assert_eq!(table(text).y_of_row(1, &others), Ok(Some(vec![3.0, 4.0])));
    assert_eq!(table("1,2,3,4,5\n").y_of_row(1, &others), Ok(None));
    assert_eq!(table("1,2\n").y_of_row(1, &others), Ok(None));
}

#[test]
fn a_row_that_is_not_there_is_told_with_how_many_there_are() {
    for number in [0, 3, usize::MAX] {
        let message = format!("data.csv: there is no row {number}: it has 2 rows, counted from 1");
        let error = table(DIGITS).x_of_row(number, &PLAIN);
        assert_eq!(error, Err(DataError::Misfit(message)));
    }
    let narrow = table("1\n")
        .x_of_row(1, &PLAIN)
        .expect_err("it has one column");
    assert_eq!(
        narrow.to_string(),
        "data.csv: it has 1 column for x, but layer 1 has 2 units"
    );
}
