//! The names that people give to weights and biases.

use crate::listed::{chain_of, layers};

/// Lists of tensors in an order of no meaning, and the layers that they are.
const NAMINGS: &[(&str, &str)] = &[
    // PyTorch.
    (
        "fc2.bias 10, fc1.weight 128x784, fc2.weight 10x128, fc1.bias 128",
        "fc1.weight + fc1.bias, fc2.weight + fc2.bias",
    ),
    (
        "net.10.weight 2x3, net.10.bias 2, net.2.weight 3x4, net.2.bias 3, net.0.weight 4x5, net.0.bias 4",
        "net.0.weight + net.0.bias, net.2.weight + net.2.bias, net.10.weight + net.10.bias",
    ),
    (
        "model.classifier.6.weight 4x4, model.classifier.6.bias 4, model.classifier.3.weight 4x4, model.classifier.3.bias 4",
        "model.classifier.3.weight + model.classifier.3.bias, model.classifier.6.weight + model.classifier.6.bias",
    ),
    (
        "module.encoder.linear_1.weight 3x4, module.encoder.linear_1.bias 3, module.encoder.linear_2.weight 2x3, \
         module.encoder.linear_2.bias 2",
        "module.encoder.linear_1.weight + module.encoder.linear_1.bias, \
         module.encoder.linear_2.weight + module.encoder.linear_2.bias",
    ),
    (
        "lin_out.weight 4x4, lin_in.weight 4x4, lin_in.bias 4, lin_out.bias 4",
        "lin_in.weight + lin_in.bias, lin_out.weight + lin_out.bias",
    ),
    (
        "hidden.weight 3x3, hidden.bias 3, output.weight 3x3, output.bias 3, input.weight 3x3, input.bias 3",
        "input.weight + input.bias, hidden.weight + hidden.bias, output.weight + output.bias",
    ),
    ("weight 1x3, bias 1", "weight + bias"),
    (
        "_orig_mod.layers.0.0.weight 3x2, _orig_mod.layers.0.0.bias 3, _orig_mod.layers.1.0.weight 1x3, \
         _orig_mod.layers.1.0.bias 1",
        "_orig_mod.layers.0.0.weight + _orig_mod.layers.0.0.bias, \
         _orig_mod.layers.1.0.weight + _orig_mod.layers.1.0.bias",
    ),
    (
        "model.fc1_weight 3x2, model.fc1_bias 3, model.fc2_weight 1x3, model.fc2_bias 1",
        "model.fc1_weight + model.fc1_bias, model.fc2_weight + model.fc2_bias",
    ),
    // Keras.
    (
        "dense_1/dense_1/bias:0 10, dense_1/dense_1/kernel:0 128x10, dense/dense/bias:0 128, dense/dense/kernel:0 784x128",
        "dense/dense/kernel:0ᵀ + dense/dense/bias:0, dense_1/dense_1/kernel:0ᵀ + dense_1/dense_1/bias:0",
    ),
    (
        "dense/kernel 4x4, dense/bias 4, dense_1/kernel 4x4, dense_1/bias 4, dense_10/kernel 4x4, dense_10/bias 4, \
         dense_2/kernel 4x4, dense_2/bias 4",
        "dense/kernelᵀ + dense/bias, dense_1/kernelᵀ + dense_1/bias, dense_2/kernelᵀ + dense_2/bias, \
         dense_10/kernelᵀ + dense_10/bias",
    ),
    (
        "layers/dense/vars/0 4x3, layers/dense/vars/1 3, layers/dense_1/vars/0 3x3, layers/dense_1/vars/1 3",
        "layers/dense/vars/0ᵀ + layers/dense/vars/1, layers/dense_1/vars/0ᵀ + layers/dense_1/vars/1",
    ),
    (
        "sequential.dense.kernel 4x3, sequential.dense.bias 3, sequential.dense_1.kernel 3x2, sequential.dense_1.bias 2",
        "sequential.dense.kernelᵀ + sequential.dense.bias, sequential.dense_1.kernelᵀ + sequential.dense_1.bias",
    ),
    // JAX: Flax, Haiku, Equinox, and lists of pairs.
    (
        "params.Dense_0.bias 3, params.Dense_0.kernel 4x3, params.Dense_1.bias 3, params.Dense_1.kernel 3x3",
        "params.Dense_0.kernelᵀ + params.Dense_0.bias, params.Dense_1.kernelᵀ + params.Dense_1.bias",
    ),
    (
        "params/Dense_0/kernel 4x3, params/Dense_0/bias 3",
        "params/Dense_0/kernelᵀ + params/Dense_0/bias",
    ),
    (
        "['params']['Dense_0']['kernel'] 4x3, ['params']['Dense_0']['bias'] 3",
        "['params']['Dense_0']['kernel']ᵀ + ['params']['Dense_0']['bias']",
    ),
    (
        "mlp/~/linear_0.w 4x3, mlp/~/linear_0.b 3, mlp/~/linear_1.w 3x3, mlp/~/linear_1.b 3",
        "mlp/~/linear_0.wᵀ + mlp/~/linear_0.b, mlp/~/linear_1.wᵀ + mlp/~/linear_1.b",
    ),
    (
        ".layers[0].weight 3x4, .layers[0].bias 3, .layers[1].weight 2x3, .layers[1].bias 2",
        ".layers[0].weight + .layers[0].bias, .layers[1].weight + .layers[1].bias",
    ),
    (
        "params.0.0 4x3, params.0.1 3, params.1.0 3x2, params.1.1 2",
        "params.0.0ᵀ + params.0.1, params.1.0ᵀ + params.1.1",
    ),
    // By hand.
    ("W1 3x4, b1 3, W2 2x3, b2 2", "W1 + b1, W2 + b2"),
    ("W1 4x3, b1 1x3, W2 3x2, b2 1x2", "W1ᵀ + b1, W2ᵀ + b2"),
    ("b1 3x1, b2 2x1, w1 3x4, w2 2x3", "w1 + b1, w2 + b2"),
    (
        "layer1.W 3x4, layer1.b 3, layer2.W 3x3, layer2.b 3",
        "layer1.W + layer1.b, layer2.W + layer2.b",
    ),
    (
        "W_hidden 3x4, b_hidden 3, W_out 2x3, b_out 2",
        "W_hidden + b_hidden, W_out + b_out",
    ),
    ("Wh 4x3, bh 3, Wo 3x2, bo 2", "Whᵀ + bh, Woᵀ + bo"),
    (
        "hidden_weights 3x4, hidden_biases 3, output_weights 2x3, output_biases 2",
        "hidden_weights + hidden_biases, output_weights + output_biases",
    ),
    (
        "weights_0 3x4, weights_1 2x3, biases_0 3, biases_1 2",
        "weights_0 + biases_0, weights_1 + biases_1",
    ),
    (
        "params.W.0 3x4, params.W.1 2x3, params.b.0 3, params.b.1 2",
        "params.W.0 + params.b.0, params.W.1 + params.b.1",
    ),
    (
        "fc1 3x4, fc1_b 3, fc2 2x3, fc2_b 2",
        "fc1 + fc1_b, fc2 + fc2_b",
    ),
    // scikit-learn, and numpy's names for a list.
    (
        "coefs_0 4x3, coefs_1 3x2, intercepts_0 3, intercepts_1 2",
        "coefs_0ᵀ + intercepts_0, coefs_1ᵀ + intercepts_1",
    ),
    (
        "arr_0 784x128, arr_1 128, arr_10 16x10, arr_11 10, arr_2 128x64, arr_3 64, arr_4 64x32, arr_5 32, \
         arr_6 32x32, arr_7 32, arr_8 32x16, arr_9 16",
        "arr_0ᵀ + arr_1, arr_2ᵀ + arr_3, arr_4ᵀ + arr_5, arr_6ᵀ + arr_7, arr_8ᵀ + arr_9, arr_10ᵀ + arr_11",
    ),
    (
        "Variable 4x3, Variable_1 3, Variable_2 3x2, Variable_3 2",
        "Variableᵀ + Variable_1, Variable_2ᵀ + Variable_3",
    ),
    ("3 2, 1 3, 0 3x4, 2 2x3", "0 + 1, 2 + 3"),
    (
        "bias 3, bias_1 2, kernel 4x3, kernel_1 3x2",
        "kernelᵀ + bias, kernel_1ᵀ + bias_1",
    ),
    (
        "arr_0 3x4, arr_1 3x1, arr_2 1x3, arr_3 1x1",
        "arr_0 + arr_1, arr_2 + arr_3",
    ),
];

#[test]
fn names_that_others_chose_are_understood() {
    for (list, expected) in NAMINGS {
        assert_eq!(layers(list), *expected, "{list}");
    }
}

#[test]
fn what_is_understood_by_its_names_is_taken_without_a_word() {
    for (list, _) in NAMINGS {
        let chain = chain_of(list);
        assert!(
            chain.left.is_empty() && chain.remarks.is_empty(),
            "{list}: {chain:?}"
        );
    }
}

#[test]
fn a_layer_may_have_no_bias() {
    assert_eq!(
        layers("a.weight 3x4, b.weight 2x3, b.bias 2"),
        "a.weight + 0, b.weight + b.bias"
    );
    assert_eq!(layers("w1 4x3, w2 3x2"), "w1ᵀ + 0, w2ᵀ + 0");
    assert_eq!(layers("dense/kernel 4x3"), "dense/kernelᵀ + 0");
}

#[test]
fn the_bias_decides_which_way_a_weight_is_kept() {
    for (list, expected) in [
        ("h.W 4x3, h.b 3", "h.Wᵀ + h.b"),
        ("h.W 4x3, h.b 4", "h.W + h.b"),
        // GPT-2's Conv1D keeps a `weight` as n_in × n_out.
        (
            "mlp.c_fc.weight 4x16, mlp.c_fc.bias 16, mlp.c_proj.weight 16x4, mlp.c_proj.bias 4",
            "mlp.c_fc.weightᵀ + mlp.c_fc.bias, mlp.c_proj.weightᵀ + mlp.c_proj.bias",
        ),
        (
            "dense/kernel 3x4, dense/bias 3",
            "dense/kernel + dense/bias",
        ),
    ] {
        assert_eq!(layers(list), expected, "{list}");
    }
}

#[test]
fn a_square_weight_is_kept_as_the_others_of_its_kind_are() {
    for (list, expected) in [
        ("W1 4x3, W2 3x3, W3 3x2", "W1ᵀ + 0, W2ᵀ + 0, W3ᵀ + 0"),
        ("W1 3x4, W2 3x3, W3 2x3", "W1 + 0, W2 + 0, W3 + 0"),
        ("W1 3x3, W2 3x3, W3 3x2, b3 2", "W1ᵀ + 0, W2ᵀ + 0, W3ᵀ + b3"),
        (
            "a1.weight 4x3, a2.weight 3x3, a3.weight 3x2",
            "a1.weightᵀ + 0, a2.weightᵀ + 0, a3.weightᵀ + 0",
        ),
    ] {
        assert_eq!(layers(list), expected, "{list}");
    }
}

#[test]
fn a_hundred_layers_and_a_single_unit_are_a_chain() {
    let deep: Vec<_> = (0..100)
        .rev()
        .map(|l| format!("layers.{l}.weight 1x1, layers.{l}.bias 1"))
        .collect();
    let chain = chain_of(&deep.join(", "));
    assert_eq!(chain.layers.len(), 100);
    assert_eq!(chain.layers[0].weight, 198);
    assert!(chain.remarks.is_empty(), "{:?}", chain.remarks);
}
