//! What belongs to no layer, and the prefix that chooses.

use gradwalk::import::chain;

use crate::listed::{chain_of, tensors, told};

#[test]
fn what_is_no_part_of_the_network_is_left_with_a_reason() {
    let list = "epoch, fc.weight 3x4, fc.bias 3, optimizer.state.0.exp_avg 3x4, step  I64, temperature 1, \
                num_batches_tracked  I64, labels 100 I64, momentum_buffer.fc.weight 3x4, nothing 0, Adam/fc/kernel/m:0 3x4";
    let chain = chain_of(list);
    let names = tensors(list);
    let left: Vec<_> = chain
        .left
        .iter()
        .map(|left| {
            format!(
                "{}: {}",
                names[left.tensor].name.as_deref().unwrap_or("?"),
                left.reason
            )
        })
        .collect();
    assert_eq!(
        left,
        [
            "epoch: a scalar",
            "optimizer.state.0.exp_avg: the state of an optimizer",
            "step: it holds no floating-point numbers",
            "temperature: its name is no weight's and no bias's",
            "num_batches_tracked: it holds no floating-point numbers",
            "labels: it holds no floating-point numbers",
            "momentum_buffer.fc.weight: the state of an optimizer",
            "nothing: it is empty",
            "Adam/fc/kernel/m:0: the state of an optimizer",
        ]
    );
    assert_eq!(told(&names, &chain), "fc.weight + fc.bias");
}

#[test]
fn a_prefix_chooses_and_leaves_the_rest() {
    let list = tensors(
        "actor.0.weight 8x4, actor.0.bias 8, actor.2.weight 2x8, actor.2.bias 2, critic.0.weight 8x4, critic.0.bias 8, \
         critic.2.weight 1x8, critic.2.bias 1",
    );
    let critic = chain(&list, "critic.").expect("a chain");
    assert_eq!(
        told(&list, &critic),
        "critic.0.weight + critic.0.bias, critic.2.weight + critic.2.bias"
    );
    assert_eq!(critic.left.len(), 4);
    assert!(
        critic
            .left
            .iter()
            .all(|left| left.reason == "its name does not begin with the prefix")
    );
}

#[test]
fn a_prefix_takes_the_linear_part_of_more_than_a_chain() {
    let list = tensors(
        "features.0.weight 64x3x11x11, features.0.bias 64, classifier.1.weight 8x36, classifier.1.bias 8, \
         classifier.4.weight 2x8, classifier.4.bias 2",
    );
    let chain = chain(&list, "classifier.").expect("a chain");
    assert_eq!(chain.layers.len(), 2);
}
