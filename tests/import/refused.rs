//! What is no chain of Linear layers, and the sentences that say so.

use gradwalk::import::chain;
use gradwalk::tensor_file::{Dtype, Kind, TensorInfo};

use crate::listed::{refusal, refusal_within};

const REFUSED: &[(&str, &str)] = &[
    (
        "conv1.weight 32x1x3x3, conv1.bias 32, conv2.weight 64x32x3x3, fc.weight 10x9216, fc.bias 10",
        "`conv1.weight` is 32×1×3×3: a convolution; gradwalk walks through Linear layers only (1 more)",
    ),
    (
        "conv2d/kernel 3x3x1x8, dense/kernel 8x2",
        "`conv2d/kernel` is 3×3×1×8: a convolution; gradwalk walks through Linear layers only",
    ),
    (
        "arr_0 3x3x1x8, arr_1 8, arr_2 8x2, arr_3 2",
        "`arr_0` is 3×3×1×8: no matrix; gradwalk walks through Linear layers only",
    ),
    (
        "layers.0.self_attn.q_proj.weight 8x8, layers.0.self_attn.q_proj.bias 8, layers.0.mlp.fc1.weight 8x8",
        "`layers.0.self_attn.q_proj.weight` belongs to an attention, and gradwalk walks through Linear layers only (1 more)",
    ),
    (
        "self_attn.in_proj_weight 24x8, self_attn.in_proj_bias 24, norm1.weight 8, norm1.bias 8, linear1.weight 9x8, \
         linear1.bias 9",
        "`self_attn.in_proj_weight` belongs to an attention, and gradwalk walks through Linear layers only (1 more)\n\
         `norm1.weight` belongs to a norm, and the network without it would be another function (1 more)",
    ),
    (
        "block.query.weight 8x8, block.key.weight 8x8, block.value.weight 8x8",
        "`block.query.weight` belongs to an attention, and gradwalk walks through Linear layers only (2 more)",
    ),
    (
        "embedding.weight 1000x8, fc.weight 2x8, fc.bias 2",
        "`embedding.weight` is an embedding, which takes an index; gradwalk walks through Linear layers only",
    ),
    (
        "wte.weight 1000x8, wpe.weight 64x8",
        "`wte.weight` is an embedding, which takes an index; gradwalk walks through Linear layers only (1 more)",
    ),
    (
        "rnn.weight_ih_l0 8x4, rnn.weight_hh_l0 8x8, fc.weight 1x8",
        "`rnn.weight_ih_l0` belongs to a recurrent layer, and gradwalk walks through Linear layers only (1 more)",
    ),
    (
        "cell/recurrent_kernel 8x8, cell/kernel 4x8",
        "`cell/recurrent_kernel` belongs to a recurrent layer, and gradwalk walks through Linear layers only",
    ),
    (
        "0.weight 8x4, 0.bias 8, 1.weight 8, 1.bias 8, 1.running_mean 8, 1.running_var 8, 1.num_batches_tracked  I64, \
         3.weight 2x8, 3.bias 2",
        "`1.weight` is a vector: a norm's or an activation's, without which this would be another function\n\
         `1.running_mean` belongs to a norm, and the network without it would be another function (1 more)",
    ),
    (
        "dense/kernel 4x3, batch_normalization/gamma 3, batch_normalization/beta 3",
        "`batch_normalization/gamma` belongs to a norm, and the network without it would be another function (1 more)",
    ),
    (
        "fc1.weight 3x4, act.weight 1, fc2.weight 1x3",
        "`act.weight` is a vector: a norm's or an activation's, without which this would be another function",
    ),
    (
        "mlp.gate_proj.weight 16x4, mlp.up_proj.weight 16x4, mlp.down_proj.weight 4x16",
        "`mlp.gate_proj.weight` belongs to a gate, which multiplies two branches: no chain of Linear layers",
    ),
    (
        "fc1.weight 3x4, fc1.lora_A.weight 2x4, fc1.lora_B.weight 3x2",
        "`fc1.lora_A.weight` belongs to an adapter (LoRA): merge it into the weights first (1 more)",
    ),
    (
        "fc1.weight_g 3x1, fc1.weight_v 3x4, fc1.bias 3",
        "`fc1.weight_g` is one part of a weight that is kept in parts: remove the parametrization first (1 more)",
    ),
    (
        "fc1.weight 3x4 I8, fc1.scale 3, fc1.bias 3",
        "`fc1.weight` is quantised: gradwalk reads f64, f32, f16 and bf16",
    ),
    (
        "W1 2x2 I64, b1 2 I64",
        "`W1` is I64: gradwalk reads f64, f32, f16 and bf16",
    ),
    (
        "W1 2x2 <i8, b1 2 <i8",
        "`W1` is <i8: gradwalk reads f64, f32, f16 and bf16",
    ),
    (
        "fc1.weight 3x4 F8_E4M3, fc2.weight 3x4 |i1",
        "`fc1.weight` is quantised: gradwalk reads f64, f32, f16 and bf16 (1 more)",
    ),
    (
        "fc1.weight 3x4, fc1.bias 5",
        "`fc1.bias` (5) has no entry for each row or for each column of `fc1.weight` (3×4)",
    ),
    (
        "fc1.weight 3x4, fc1.bias 3, fc2.weight 2x9, fc2.bias 2",
        "the chain breaks between `fc1.weight` (3×4) and `fc2.weight` (2×9): 3 units, 9 inputs",
    ),
    (
        "a.weight 7x9, b.weight 2x7, c.weight 7x5, d.weight 5x7, e.weight 7x7",
        "the layers chain in several orders, and their names in none",
    ),
    (
        "fc.weight 3x4, fc.kernel 4x3",
        "`fc.weight` and `fc.kernel` seem to be the same part of one layer",
    ),
    (
        "W1 3x4, W2 3",
        "`W2` is a vector of 3, and the weight of a Linear layer is a matrix",
    ),
    (
        "W1 3x4, bias1 4x4",
        "`bias1` is 4×4, and the bias of a Linear layer is a vector",
    ),
    ("fc.weight 0x4", "`fc.weight` is 0×4: it is empty"),
    (
        "temperature 3, epoch",
        "there is no Linear layer, whose weight has 2 dimensions; the first tensor is `temperature` (3)",
    ),
    (
        "a.weight 8x4, b.weight 2x8, bias_x 8, bias_y 8",
        "`bias_x` (8) may be a bias, but nothing says whose: 2 of that length for 1 layer",
    ),
];

#[test]
fn what_is_no_chain_of_linear_layers_is_refused_by_name() {
    for (list, expected) in REFUSED {
        assert_eq!(refusal(list), *expected, "{list}");
    }
}

#[test]
fn separate_chains_are_told_by_their_prefixes() {
    let actor_critic = "actor.0.weight 8x4, actor.0.bias 8, actor.2.weight 2x8, actor.2.bias 2, critic.0.weight 8x4, \
                        critic.0.bias 8, critic.2.weight 1x8, critic.2.bias 1";
    assert_eq!(
        refusal(actor_critic),
        "these are 2 separate chains: `actor.` and `critic.`\nchoose one: --prefix actor."
    );
    assert_eq!(
        refusal(
            "actor_fc1.weight 8x4, actor_fc2.weight 2x8, critic_fc1.weight 8x4, critic_fc2.weight 1x8"
        ),
        "these are 2 separate chains: `actor_` and `critic_`\nchoose one: --prefix actor_"
    );
    // These would chain, by chance.
    assert_eq!(
        refusal(
            "epoch, model.fc1.weight 4x4, model.fc2.weight 4x4, ema.fc1.weight 4x4, ema.fc2.weight 4x4"
        ),
        "these are 2 separate chains: `model.` and `ema.`\nchoose one: --prefix model."
    );
    assert_eq!(
        refusal(
            "m.a.1.weight 8x4, m.a.2.weight 2x8, m.b.1.weight 8x4, m.b.2.weight 1x8, optimizer.step"
        ),
        "these are 2 separate chains: `m.a.` and `m.b.`\nchoose one: --prefix m.a."
    );
}

#[test]
fn a_part_that_is_a_chain_is_offered() {
    assert_eq!(
        refusal(
            "features.0.weight 64x3x11x11, features.0.bias 64, classifier.1.weight 8x36, classifier.1.bias 8, \
             classifier.4.weight 2x8, classifier.4.bias 2"
        ),
        "`features.0.weight` is 64×3×11×11: a convolution; gradwalk walks through Linear layers only\n\
         one part is a chain by itself: --prefix classifier. takes it alone"
    );
    assert_eq!(
        refusal("trunk.0.weight 8x4, trunk.2.weight 8x8, policy.weight 2x8, value.weight 1x8"),
        "the chain breaks between `policy.weight` (2×8) and `trunk.0.weight` (8×4): 2 units, 4 inputs\n\
         one part is a chain by itself: --prefix trunk. takes it alone"
    );
}

#[test]
fn a_prefix_that_no_name_has_is_told_those_there_are() {
    assert_eq!(
        refusal_within("model.fc1.weight 4x4, ema.fc1.weight 4x4", "net."),
        "no tensor's name begins with `net.`\nnames begin with `model.` and `ema.`"
    );
    assert_eq!(
        refusal_within("W1 4x4", "net."),
        "no tensor's name begins with `net.`"
    );
}

#[test]
fn a_tensor_without_a_name_is_no_network() {
    let alone = TensorInfo {
        name: None,
        kind: Kind::Float(Dtype::F64),
        shape: vec![3, 4],
    };
    let refused = chain(&[alone], "").expect_err("it has no name");
    assert_eq!(
        refused.to_string(),
        "a .npy file holds one tensor without a name: a network is read from safetensors or .npz"
    );
}
