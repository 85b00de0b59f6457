//! The order of the layers: that of their names if it chains, else the one that their shapes leave.

use super::belonging::Candidate;
use super::name::{Owner, Token};
use super::refused::Refused;
use super::role::Habit;
use super::shapes::{self, Orders};
use super::way::{BELIEFS, Belief, Way, narrowed, ways};
use super::{Linear, Tensor};

/// Layers in order: the place of each among the candidates, and the way to read it.
type Plan = Vec<(usize, Way)>;

/// The chain of all `candidates`, which come in the natural order of their names; `spare` are biases that may be
/// theirs. What names and shapes did not decide goes to `remarks`.
pub(super) fn chained(
    candidates: &[Candidate<'_>],
    spare: &[Tensor<'_>],
    remarks: &mut Vec<String>,
) -> Result<Vec<Linear>, Refused> {
    let mut open: Vec<Vec<Way>> = candidates.iter().map(ways).collect::<Result<_, _>>()?;
    let narrowed = narrowed(&open, candidates, spare);
    let plan = match planned(candidates, &narrowed, remarks) {
        Ok(plan) => {
            open = narrowed;
            plan
        }
        Err(_) => planned(candidates, &open, remarks)?,
    };
    remark_on_ways(candidates, &open, &plan, remarks);
    remark_on_twins(candidates, &plan, remarks);
    Ok(plan
        .into_iter()
        .map(|(place, way)| Linear {
            weight: candidates[place].weight.at,
            transpose: way.transpose,
            bias: candidates[place].bias.map(|bias| bias.at),
            units: way.units,
            inputs: way.inputs,
        })
        .collect())
}

fn planned(
    candidates: &[Candidate<'_>],
    open: &[Vec<Way>],
    remarks: &mut Vec<String>,
) -> Result<Plan, Refused> {
    let plans = BELIEFS
        .map(|belief| along(candidates, open, belief))
        .into_iter()
        .flatten();
    // Of two that cost the same, the first, which is the likelier.
    let by_names = plans.min_by_key(|(cost, _)| *cost).map(|(_, plan)| plan);
    // Numbers are a stronger word for an order than `weight` is for a way to keep one.
    let trusted = |plan: &&Plan| are_counted(candidates) || is_as_said(candidates, open, plan);
    if let Some(plan) = by_names.as_ref().filter(trusted) {
        return Ok(plan.clone());
    }
    let [likely, transposed, against] = BELIEFS;
    let by_shapes = |belief| by_shapes(candidates, open, belief);
    let mut several = false;
    for belief in [likely, transposed] {
        match by_shapes(belief) {
            Ok(found) => return Ok(found.told(remarks)),
            Err(more) => several |= more,
        }
    }
    if let Some(plan) = by_names {
        return Ok(plan);
    }
    match by_shapes(against) {
        Ok(found) => Ok(found.told(remarks)),
        Err(more) if more || several => Err(Refused::broken(
            "the layers chain in several orders, and their names in none".to_owned(),
        )),
        Err(_) => Err(Refused::broken(breaking(candidates, open))),
    }
}

/// A plan that does not follow the names, and why it was taken.
struct Unnamed {
    plan: Plan,
    remark: &'static str,
}

impl Unnamed {
    fn told(self, remarks: &mut Vec<String>) -> Plan {
        remarks.push(self.remark.to_owned());
        self.plan
    }
}

/// The one order that the shapes leave, or among several that of the file; else whether there are several.
fn by_shapes(
    candidates: &[Candidate<'_>],
    open: &[Vec<Way>],
    belief: Belief,
) -> Result<Unnamed, bool> {
    let way = |place: usize| likeliest(&open[place], candidates[place].habit, belief);
    let ways: Vec<Way> = (0..candidates.len()).map(way).collect();
    let plan = |order: Vec<usize>| {
        order
            .into_iter()
            .map(|place| (place, ways[place]))
            .collect()
    };
    match shapes::orders(&ways) {
        Orders::None => Err(false),
        Orders::One(order) => Ok(Unnamed {
            plan: plan(order),
            remark: "the layers do not chain in the order of their names; shapes leave one order, which was taken",
        }),
        Orders::Several => {
            let mut order: Vec<usize> = (0..candidates.len()).collect();
            order.sort_by_key(|&place| candidates[place].weight.at);
            let chains = order
                .windows(2)
                .all(|pair| ways[pair[0]].units == ways[pair[1]].inputs);
            chains.then(|| Unnamed {
                plan: plan(order),
                remark: "the layers do not chain in the order of their names, but in that of the file, which was taken",
            }).ok_or(true)
        }
    }
}

fn likeliest(open: &[Way], habit: Habit, belief: Belief) -> Way {
    let transposes = belief.transposes(habit);
    let likely = open.iter().find(|way| way.transpose == transposes);
    *likely.unwrap_or(&open[0])
}

/// The ways in which the layers chain in the order of their names that go against `belief` the fewest times, and that
/// number.
fn along(candidates: &[Candidate<'_>], open: &[Vec<Way>], belief: Belief) -> Option<(usize, Plan)> {
    // For each way of each layer, the least cost up to it, and the way before that it comes from.
    let mut table: Vec<Vec<Option<(usize, usize)>>> = Vec::with_capacity(open.len());
    for (place, ways) in open.iter().enumerate() {
        let against =
            |way: &Way| usize::from(way.transpose != belief.transposes(candidates[place].habit));
        let reach = |way: &Way| match table.last() {
            None => Some((against(way), 0)),
            Some(before) => before
                .iter()
                .enumerate()
                .filter(|(from, _)| open[place - 1][*from].units == way.inputs)
                .filter_map(|(from, cost)| cost.map(|(cost, _)| (cost + against(way), from)))
                .min(),
        };
        let row = ways.iter().map(reach).collect();
        table.push(row);
    }
    let last = table.last()?.iter().enumerate();
    let (cost, mut way) = last
        .filter_map(|(way, cost)| cost.map(|(cost, _)| (cost, way)))
        .min()?;
    let mut plan = Vec::with_capacity(open.len());
    for (place, row) in table.iter().enumerate().rev() {
        plan.push((place, open[place][way]));
        way = row[way].map_or(0, |(_, from)| from);
    }
    plan.reverse();
    Some((cost, plan))
}

/// Whether all names are the same but for their numbers.
fn are_counted(candidates: &[Candidate<'_>]) -> bool {
    let owners = candidates
        .iter()
        .map(|candidate| &candidate.weight.name.owner);
    let mut pairs = owners.clone().zip(owners.skip(1));
    pairs.all(|(one, other)| words(one).eq(words(other)))
}

fn words(owner: &Owner) -> impl Iterator<Item = &str> {
    let tokens = owner.iter().flat_map(|component| &component.tokens);
    tokens.filter_map(|token| match token {
        Token::Word(word) => Some(word.as_str()),
        Token::Number(_) => None,
    })
}

/// Whether each weight that there are two ways to read is read as its name says.
fn is_as_said(candidates: &[Candidate<'_>], open: &[Vec<Way>], plan: &Plan) -> bool {
    plan.iter()
        .all(|(place, way)| open[*place].len() == 1 || !is_unlike(&candidates[*place], *way))
}

/// Whether a weight is read against the habit of those who choose such a name.
fn is_unlike(candidate: &Candidate<'_>, way: Way) -> bool {
    let [likely, ..] = BELIEFS;
    candidate.habit != Habit::Either && way.transpose != likely.transposes(candidate.habit)
}

/// Between which layers the chain breaks in the order of their names.
fn breaking(candidates: &[Candidate<'_>], open: &[Vec<Way>]) -> String {
    let [likely, ..] = BELIEFS;
    let way = |place: usize| likeliest(&open[place], candidates[place].habit, likely);
    let at = (1..open.len())
        .find(|&at| way(at - 1).units != way(at).inputs)
        .unwrap_or_default();
    let (before, after) = (at.saturating_sub(1), at);
    let (one, other) = (
        candidates[before].weight.shaped(),
        candidates[after].weight.shaped(),
    );
    let (units, inputs) = (way(before).units, way(after).inputs);
    format!("the chain breaks between {one} and {other}: {units} units, {inputs} inputs")
}

/// That a weight was read in another way than its name lets expect, or in a way that nothing shows.
fn remark_on_ways(
    candidates: &[Candidate<'_>],
    open: &[Vec<Way>],
    plan: &Plan,
    remarks: &mut Vec<String>,
) {
    let mut against = plan
        .iter()
        .filter(|(place, way)| is_unlike(&candidates[*place], *way));
    if let Some((place, way)) = against.next() {
        let kept = if way.transpose {
            "n_in × n_out"
        } else {
            "n_out × n_in"
        };
        let name = candidates[*place].weight.quoted();
        let more = match against.count() {
            0 => String::new(),
            1 => ", and so was 1 more".to_owned(),
            more => format!(", and so were {more} more"),
        };
        remarks.push(format!("{name} fits only as {kept} and was taken so{more}"));
    }
    let either = || {
        plan.iter()
            .filter(|(place, _)| candidates[*place].habit == Habit::Either)
    };
    let square = |(place, _): &(usize, Way)| {
        open[*place].len() == 2 && open[*place][0].units == open[*place][0].inputs
    };
    if let Some((place, _)) = either().next().filter(|_| either().all(square)) {
        let name = candidates[*place].weight.quoted();
        remarks.push(format!(
            "{name} is square, so that nothing shows which way it is kept: it was taken as n_out × n_in \
             (transpose = true takes it the other way)"
        ));
    }
}

/// That nothing but the alphabet put two layers in their order.
fn remark_on_twins(candidates: &[Candidate<'_>], plan: &Plan, remarks: &mut Vec<String>) {
    let ends = |owner: &Owner| {
        owner
            .iter()
            .map(|component| component.end)
            .collect::<Vec<_>>()
    };
    let alphabetic =
        |one: &Owner, other: &Owner| !words(one).eq(words(other)) && ends(one) == ends(other);
    let weight = |(place, _): &(usize, Way)| -> Tensor<'_> { candidates[*place].weight };
    let alike = plan.array_windows::<2>().find(|pair| {
        let (one, other) = (pair[0].1, pair[1].1);
        one.units == one.inputs
            && (one.units, one.inputs) == (other.units, other.inputs)
            && alphabetic(&weight(&pair[0]).name.owner, &weight(&pair[1]).name.owner)
    });
    if let Some([one, other]) = alike {
        let (one, other) = (weight(one).quoted(), weight(other).quoted());
        remarks.push(format!(
            "{one} and {other} have one shape: only their names say which comes first"
        ));
    }
}
