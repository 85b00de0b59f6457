//! The words of a refusal and of a written file: what is cut says so, what is usual is left out.

use gradwalk::engine::{Activation, LayerNorm};
use gradwalk::network_file::{NetworkFile, Refusal, is_tensor_name, written};

const LAYER: &str =
    "[[layer]]\nactivation = \"tanh\"\nW = [[1.0], [2.0], [3.0]]\nb = [0.0, 0.0, 0.0]\n";

fn refusal(source: &str, name: &str) -> String {
    NetworkFile::parse(source.as_bytes(), name)
        .expect_err(source)
        .to_string()
}

/// The source line that the message shows, from its first character on.
fn excerpt(message: &str) -> &str {
    let line = message.lines().find_map(|line| line.split_once(" | "));
    line.unwrap_or_else(|| panic!("{message}")).1
}

#[test]
fn a_long_line_is_cut_where_it_is_long() {
    let ones = "1.0, ".repeat(200);
    let at_the_end = refusal(&format!("x = [{ones}@]"), "net.toml");
    let at_the_beginning = refusal(&format!("x = [@, {ones}]"), "net.toml");
    let in_between = refusal(&format!("x = [{ones}@, {ones}]"), "net.toml");
    let cut = |message: &str| {
        let line = excerpt(message);
        assert!(line.contains('@') && line.len() <= 80, "{message}");
        (line.starts_with('…'), line.ends_with('…'))
    };
    assert_eq!(cut(&at_the_end), (true, false));
    assert_eq!(cut(&at_the_beginning), (false, true));
    assert_eq!(cut(&in_between), (true, true));
    assert_eq!(cut(&refusal("x = [1.0, @]", "net.toml")), (false, false));
}

#[test]
fn a_tab_is_shown_as_the_blank_that_it_is() {
    let message = refusal("\tz = 1", "net.toml");
    assert_eq!(excerpt(&message), "    z = 1");
}

#[test]
fn of_a_long_path_the_end_stays() {
    for folder in ["folder/", "größe/", "∇/"] {
        for shift in 0..4 {
            let path = "a".repeat(shift) + &folder.repeat(100) + "net.toml";
            let message = refusal("z = 1", &path);
            assert!(
                message.contains("net.toml:1:1") && message.contains('…'),
                "{message}"
            );
            assert!(message.len() <= Refusal::LIMIT);
            let shown = message
                .lines()
                .find(|line| line.contains("net.toml"))
                .expect("it is there");
            let shown = shown.trim_start_matches([' ', '-', '>']);
            // 64 bytes of it, and the place.
            assert!(
                (61..=64 + 4).contains(&shown.len()),
                "{} bytes: {shown}",
                shown.len()
            );
        }
    }
    let whole = "a".repeat(64 - ".toml".len()) + ".toml";
    assert!(!refusal("z = 1", &whole).contains('…'));
    assert!(refusal("z = 1", &format!("a{whole}")).contains('…'));
}

#[test]
fn only_what_begins_like_a_number_is_told_how_numbers_are_written() {
    let advice = "a number is written 0.25 or 1e-3";
    assert!(!refusal("x = one", "net.toml").contains(advice));
    assert!(refusal("x = [0.1.2]", "net.toml").contains(advice));
    let two = refusal("x = [0.1 0.2]", "net.toml");
    assert!(two.contains("two: a comma"), "{two}");
}

#[test]
fn three_bytes_are_no_utf16() {
    assert!(!refusal("a=1", "net.toml").contains("UTF-16"));
    assert!(!refusal("\u{1}", "net.toml").contains("UTF-16"));
    // Nor is the length of a header.
    let header = "P\0\u{1}\0\0\0\0\0{}";
    assert!(refusal(header, "net.toml").contains("safetensors"));
}

fn file() -> NetworkFile {
    let source = format!("x = [0.5]\ntitle = \"größe\"\ndescription = \"one\\ntwo ∇\"\n{LAYER}");
    NetworkFile::parse(source.as_bytes(), "net.toml").expect("it is a network")
}

#[test]
fn a_text_is_written_to_be_read() {
    let text = written(&file(), None);
    assert!(text.contains("title = \"größe\"\n"), "{text}");
    assert!(text.contains("\none\ntwo ∇\n"), "{text}");
}

#[test]
fn what_is_usual_is_not_written() {
    let of = |change: &dyn Fn(&mut gradwalk::engine::Layer)| {
        let mut file = file();
        let mut layer = file.network.layer(2).clone();
        change(&mut layer);
        file.network =
            gradwalk::engine::Network::new(vec![layer]).expect("the shapes are the same");
        written(&file, None)
    };
    let usual = of(&|layer| layer.norm = Some(LayerNorm::standard(3)));
    assert!(usual.contains("norm = \"layer\"\n"), "{usual}");
    for key in ["gamma", "beta", "eps"] {
        assert!(!usual.contains(key), "{usual}");
    }
    let alpha = |alpha| of(&|layer| layer.activation = Activation::LeakyRelu { alpha });
    assert!(alpha(0.01).contains("\"leaky_relu\"\n"));
    assert!(alpha(0.1).contains("{ name = \"leaky_relu\", alpha = 0.1 }\n"));
}

#[test]
fn a_tensor_of_ours_is_known_by_its_name() {
    for name in ["layer2.W", "layer12.b"] {
        assert!(is_tensor_name(name), "{name}");
    }
    for name in [
        "layer2.w",
        "layerx.W",
        "layer.b",
        "layer2W",
        "2.W",
        "layer2.W.b",
        "",
    ] {
        assert!(!is_tensor_name(name), "{name}");
    }
}
