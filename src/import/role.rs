//! What a tensor is to the layer that it belongs to, as the words of its name have it.

use super::name::{Component, Owner, Token};

/// What a tensor is to its layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// W, and how names of this kind store it.
    Weight(Habit),
    /// b.
    Bias,
    /// One of a list, without a word for it.
    Unsaid,
}

/// How those who use a word for W store what they call so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// n_out × n_in: PyTorch's `weight`.
    OutIn,
    /// n_in × n_out: Keras's and Flax's `kernel`.
    InOut,
    /// Either: `W`.
    Either,
}

fn of(word: &str) -> Option<Role> {
    Some(match word.to_ascii_lowercase().as_str() {
        "weight" => Role::Weight(Habit::OutIn),
        "kernel" => Role::Weight(Habit::InOut),
        "w" | "weights" | "kernels" | "coef" | "coefs" => Role::Weight(Habit::Either),
        "bias" | "biases" | "b" | "intercept" | "intercepts" => Role::Bias,
        _ => return None,
    })
}

/// The role in the path of a name, and what is left of the path without the word for it.
pub(super) fn role(mut path: Vec<Component>) -> (Role, Owner) {
    if let Some(role) = variable(&path) {
        path.truncate(path.len() - 2);
        return (role, path);
    }
    let Some((at, token, role)) = word(&path) else {
        return (Role::Unsaid, path);
    };
    path[at].tokens.remove(token);
    path.retain(|component| !component.tokens.is_empty());
    (role, path)
}

/// Keras 3 numbers the variables of a layer: `dense/vars/0` is the kernel.
fn variable(path: &[Component]) -> Option<Role> {
    let [.., vars, number] = path else {
        return None;
    };
    match &number.tokens[..] {
        [Token::Number(number)] if vars.is_any(&["vars"]) && vars.tokens.len() == 1 => {
            match number.as_str() {
                "0" => Some(Role::Weight(Habit::InOut)),
                "1" => Some(Role::Bias),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The last word for a role: in the last component, in the one before a number, or a long one anywhere.
fn word(path: &[Component]) -> Option<(usize, usize, Role)> {
    let last = path.len().checked_sub(1)?;
    let near = if path[last].is_number() {
        last.saturating_sub(1)
    } else {
        last
    };
    let tokens = path.iter().enumerate().flat_map(|(at, component)| {
        let tokens = component.tokens.iter().enumerate();
        tokens.map(move |(token, text)| (at, token, text.text()))
    });
    let mut roles = tokens.filter_map(|(at, token, text)| {
        let counts = at >= near || text.len() > 1;
        of(text).filter(|_| counts).map(|role| (at, token, role))
    });
    roles.next_back()
}

/// The other reading of a name without such a word: `Wxh` is the W, `bxh` the b, of `xh`.
pub(super) fn initial(owner: &Owner) -> Option<(Role, Owner)> {
    let mut owner = owner.clone();
    let word = owner
        .last_mut()?
        .tokens
        .iter_mut()
        .find_map(|token| match token {
            Token::Word(word) => Some(word),
            Token::Number(_) => None,
        })?;
    let role = match word.chars().next()? {
        'W' | 'w' => Role::Weight(Habit::Either),
        'B' | 'b' => Role::Bias,
        _ => return None,
    };
    word.remove(0);
    (!word.is_empty()).then_some((role, owner))
}

#[cfg(test)]
mod tests {
    use super::super::name::Name;
    use super::*;

    #[test]
    fn the_last_word_for_a_role_is_the_role() {
        let weight = Role::Weight(Habit::OutIn);
        let kernel = Role::Weight(Habit::InOut);
        let either = Role::Weight(Habit::Either);
        for (name, role, same) in [
            ("fc1.weight", weight, "fc1.bias"),
            ("bias_net.0.weight", weight, "bias_net.0.bias"),
            ("fc1_weight", weight, "fc1.bias"),
            ("dense_1/dense_1/kernel:0", kernel, "dense_1/dense_1/bias:0"),
            ("layers/dense/vars/0", kernel, "layers/dense/vars/1"),
            ("params.Dense_0.kernel", kernel, "params.Dense_0.bias"),
            ("W1", either, "b1"),
            ("fc1w", either, "fc1b"),
            ("W_hidden", either, "b_hidden"),
            ("hidden_W", either, "hidden_b"),
            ("params.W.0", either, "params.b.0"),
            ("mlp/~/linear_0.w", either, "mlp/~/linear_0.b"),
            ("coefs_0", either, "intercepts_0"),
            ("weights/h", either, "biases/h"),
            ("weight", weight, "bias"),
        ] {
            let (of, bias) = (Name::new(name), Name::new(same));
            assert_eq!((of.role, bias.role), (role, Role::Bias), "{name}");
            assert_eq!(of.owner, bias.owner, "{name}");
        }
        for name in ["arr_0", "h1", "theta", "w.0.gamma", "layers.0.1", "vars.7"] {
            assert_eq!(Name::new(name).role, Role::Unsaid, "{name}");
        }
    }

    #[test]
    fn an_initial_may_be_the_word() {
        let owner = |name| initial(&Name::new(name).owner);
        let (role, of) = owner("Wxh").expect("a W");
        assert_eq!(role, Role::Weight(Habit::Either));
        assert_eq!(owner("bxh"), Some((Role::Bias, of)));
        assert_eq!(owner("theta"), None);
    }
}
