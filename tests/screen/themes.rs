//! Colours that can be read: contrasts, colour blindness, maps of amounts, and the way from one theme to the next.

use gradwalk::theme::{Depth, Role, THEMES, Theme};
use ratatui::style::{Color, Modifier};

const DEPTHS: [Depth; 4] = [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None];

/// The depths in which a colour is a known one.
const KNOWN: [Depth; 2] = [Depth::True, Depth::Indexed];

/// The roles of what is read. Frames and brackets are seen; the selected entry has a background of its own.
const READ: [Role; 12] = [
    Role::Text,
    Role::Dim,
    Role::Title,
    Role::Key,
    Role::Now,
    Role::Done,
    Role::Gradient,
    Role::Pending,
    Role::Positive,
    Role::Negative,
    Role::Zero,
    Role::Notice,
];

/// Red, green and blue as amounts of light, of a colour or of one of xterm's cube and greys.
fn light(colour: Color) -> [f64; 3] {
    let cube = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let bytes = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index @ 16..=231) => {
            let index = index - 16;
            [cube(index / 36), cube(index / 6 % 6), cube(index % 6)]
        }
        Color::Indexed(index @ 232..) => [8 + 10 * (index - 232); 3],
        other => panic!("{other} is the terminal's own"),
    };
    bytes.map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn dot(row: [f64; 3], light: [f64; 3]) -> f64 {
    row.iter().zip(light).map(|(a, b)| a * b).sum()
}

/// Relative luminance, WCAG 2.
fn luminance(colour: Color) -> f64 {
    dot([0.2126, 0.7152, 0.0722], light(colour))
}

/// Contrast, WCAG 2: from 1 to 21.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    (one / other).max(other / one)
}

/// What CIELAB cubes, from 0 to 1.
fn response(amount: f64) -> f64 {
    if amount > 216.0 / 24389.0 {
        amount.cbrt()
    } else {
        (24389.0 / 27.0 * amount + 16.0) / 116.0
    }
}

/// CIE lightness, 0 to 100.
fn lightness(colour: Color) -> f64 {
    116.0 * response(luminance(colour)) - 16.0
}

/// CIELAB, for the white of screens.
fn lab(light: [f64; 3]) -> [f64; 3] {
    let x = response(dot([0.4124, 0.3576, 0.1805], light) / 0.9505);
    let y = response(dot([0.2126, 0.7152, 0.0722], light));
    let z = response(dot([0.0193, 0.1192, 0.9505], light) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn foreground(theme: &Theme, role: Role, depth: Depth) -> Color {
    theme.style(role, depth).fg.expect("a colour of its own")
}

fn background(theme: &Theme, role: Role, depth: Depth) -> Color {
    theme
        .style(role, depth)
        .bg
        .expect("a background of its own")
}

#[test]
fn the_measure_of_contrast_is_the_known_one() {
    let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
    assert!((contrast(black, white) - 21.0).abs() < 1e-12);
    assert!((contrast(Color::Indexed(231), Color::Indexed(16)) - 21.0).abs() < 1e-12);
    // The grey that is known for just passing, and pure red.
    assert!((contrast(Color::Rgb(0x76, 0x76, 0x76), white) - 4.54).abs() < 0.005);
    assert!((contrast(Color::Rgb(0xff, 0, 0), white) - 4.0).abs() < 0.005);
}

#[test]
fn what_is_read_stands_out_from_what_is_behind_it() {
    for (theme, depth) in THEMES
        .iter()
        .flat_map(|theme| KNOWN.map(|depth| (theme, depth)))
    {
        let least = if theme.name == "high-contrast" {
            7.0
        } else {
            4.5
        };
        let stands_out = |colour: Color, behind: Color, least: f64, what: &str| {
            let contrast = contrast(colour, behind);
            let what = format!("{}, {depth:?}: {what} on {behind}", theme.name);
            assert!(contrast >= least, "{what}: {contrast:.2}");
        };
        let plain = background(theme, Role::Text, depth);
        for behind in [plain, background(theme, Role::Lit, depth)] {
            for role in READ {
                stands_out(
                    foreground(theme, role, depth),
                    behind,
                    least,
                    &format!("{role:?}"),
                );
            }
        }
        let selected = background(theme, Role::Selected, depth);
        stands_out(
            foreground(theme, Role::Selected, depth),
            selected,
            least,
            "the selected",
        );
        stands_out(foreground(theme, Role::Border, depth), plain, 3.0, "frames");
    }
}

#[test]
fn high_contrast_is_on_black() {
    let theme = Theme::named("high-contrast").expect("there is one");
    assert_eq!(
        background(theme, Role::Text, Depth::True),
        Color::Rgb(0, 0, 0)
    );
}

/// What is seen with one kind of cones missing: protanopia, deuteranopia, tritanopia (Machado, Oliveira and Fernandes
/// 2009, severity 1).
const BLIND: [[[f64; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

#[test]
fn the_colours_of_the_signs_stay_apart_for_the_colour_blind() {
    for theme in THEMES {
        for blind in BLIND {
            let seen = |role| {
                let light = light(foreground(theme, role, Depth::True));
                lab(blind.map(|row| dot(row, light).max(0.0)))
            };
            let (positive, negative) = (seen(Role::Positive), seen(Role::Negative));
            let square: f64 = positive
                .iter()
                .zip(negative)
                .map(|(a, b)| (a - b).powi(2))
                .sum();
            assert!(square.sqrt() > 30.0, "{}: {}", theme.name, square.sqrt());
        }
    }
}

#[test]
fn a_changed_number_is_told_without_colour_and_keeps_its_own() {
    for (theme, depth) in THEMES
        .iter()
        .flat_map(|theme| DEPTHS.map(|depth| (theme, depth)))
    {
        let changed = theme.style(Role::Changed, depth);
        assert_eq!((changed.fg, changed.bg), (None, None));
        assert!(!changed.add_modifier.contains(Modifier::REVERSED));
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Changed) {
            let other = theme.style(role, depth);
            assert_ne!(
                other.patch(changed).add_modifier,
                other.add_modifier,
                "{role:?}"
            );
            // What is lit is not taken for what is changed, nor the other way round.
            assert_ne!(other.add_modifier, changed.add_modifier, "{role:?}");
        }
    }
}

const STEPS: i32 = 20;

/// How far each step of a map, from 0 to 1, is from the one before it in lightness, as shares of the mean.
fn steps(behind: Color, map: impl Fn(f64) -> Color) -> Vec<f64> {
    let away = |step: i32| {
        let share = f64::from(step) / f64::from(STEPS);
        (lightness(map(share)) - lightness(behind)).abs()
    };
    let mean = (away(STEPS) - away(0)) / f64::from(STEPS);
    assert!(mean > 1.5, "{mean}");
    (0..STEPS)
        .map(|step| (away(step + 1) - away(step)) / mean)
        .collect()
}

#[test]
fn maps_leave_the_background_in_even_steps() {
    for theme in THEMES {
        let behind = background(theme, Role::Text, Depth::True);
        let heat = |share| theme.heat(share, Depth::True).expect("a colour");
        let positive = |share| theme.diverging(share, Depth::True).expect("a colour");
        let negative = |share: f64| theme.diverging(-share, Depth::True).expect("a colour");
        for steps in [
            steps(behind, heat),
            steps(behind, positive),
            steps(behind, negative),
        ] {
            let even = steps.iter().all(|step| (0.5..1.5).contains(step));
            assert!(even, "{}: {steps:.2?}", theme.name);
        }
    }
}

#[test]
fn a_diverging_share_has_the_colour_of_its_sign_and_nothing_is_the_background() {
    for (theme, depth) in THEMES
        .iter()
        .flat_map(|theme| KNOWN.map(|depth| (theme, depth)))
    {
        let at = |share| theme.diverging(share, depth).expect("a colour");
        assert_eq!(at(1.0), foreground(theme, Role::Positive, depth));
        assert_eq!(at(-1.0), foreground(theme, Role::Negative, depth));
        for nothing in [0.0, -0.0, 1e-300, -1e-300] {
            assert_eq!(at(nothing), background(theme, Role::Text, depth));
        }
    }
}

#[test]
fn what_is_no_share_has_no_colour_or_that_of_an_end() {
    for theme in THEMES {
        for depth in KNOWN {
            assert_eq!(theme.heat(f64::NAN, depth), None);
            assert_eq!(theme.diverging(f64::NAN, depth), None);
            for beyond in [f64::INFINITY, 1.5] {
                assert_eq!(theme.heat(beyond, depth), theme.heat(1.0, depth));
                assert_eq!(theme.heat(-beyond, depth), theme.heat(0.0, depth));
                assert_eq!(theme.diverging(beyond, depth), theme.diverging(1.0, depth));
                assert_eq!(
                    theme.diverging(-beyond, depth),
                    theme.diverging(-1.0, depth)
                );
            }
        }
        for depth in [Depth::Sixteen, Depth::None] {
            assert_eq!(theme.heat(0.5, depth), None);
            assert_eq!(theme.diverging(0.5, depth), None);
        }
    }
}

#[test]
fn text_can_be_read_on_every_colour_of_a_map() {
    for (theme, depth) in THEMES
        .iter()
        .flat_map(|theme| KNOWN.map(|depth| (theme, depth)))
    {
        for step in -STEPS..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            for behind in [theme.heat(share, depth), theme.diverging(share, depth)] {
                let behind = behind.expect("a colour");
                let contrast = contrast(theme.on(behind), behind);
                assert!(contrast >= 4.5, "{} on {behind}: {contrast:.2}", theme.name);
            }
        }
        for own in [Color::Reset, Color::Indexed(7)] {
            assert_eq!(theme.on(own), Color::Reset);
        }
    }
}

#[test]
fn each_theme_leads_to_the_next_and_the_last_to_the_first() {
    let names: Vec<_> = THEMES.iter().map(|theme| theme.name).collect();
    assert_eq!(names, ["dark", "light", "high-contrast"]);
    let mut theme = &THEMES[0];
    for name in ["light", "high-contrast", "dark"] {
        theme = theme.next();
        assert_eq!(theme.name, name);
    }
}
