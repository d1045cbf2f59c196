//! Trains the two networks by Adam in a fixed order; the same samples and seed give the same weights.

use crate::rehearse::Sample;
use brain::KINDS;
use brain::mind::judge::{fits, kind_input, kind_logits};
use brain::mind::net::Net;
use brain::mind::signs::WIDTH;
use brain::softmax;

/// How a network is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub hidden: usize,
    pub passes: usize,
    pub rate: f32,
    /// Pull of every weight towards zero.
    pub decay: f32,
    /// Share of inputs left out at each step.
    pub dropout: f32,
    pub seed: u64,
}

/// Variants of a plan to compare.
pub fn variants(plan: Plan) -> Vec<(&'static str, Plan)> {
    vec![
        ("as it is", plan),
        ("some dropout", Plan { dropout: 0.05, ..plan }),
        ("sixteen hidden", Plan { hidden: 16, ..plan }),
        ("more decay", Plan { decay: 0.02, ..plan }),
        ("more passes", Plan { passes: 50, ..plan }),
        ("fast", Plan { rate: 0.01, ..plan }),
    ]
}

const BATCH: usize = 16;

/// The network that scores targets.
pub fn targets(samples: &[&Sample], plan: Plan) -> Net {
    let mut net = sown(WIDTH, plan.hidden, 1, plan.seed);
    let mut adam = Adam::of(&net);
    run(&mut net, &mut adam, samples, plan, |net, sample, random, slope| {
        let kept = mask(random, plan.dropout);
        let inputs: Vec<Vec<f32>> = sample.signs.iter().map(|signs| masked(signs, &kept)).collect();
        let hidden: Vec<Vec<f32>> = inputs.iter().map(|input| net.hidden(input)).collect();
        let scores: Vec<f32> = inputs.iter().zip(&hidden).map(|(input, hidden)| net.output(input, hidden)[0]).collect();
        for (at, likely) in softmax(&scores).into_iter().enumerate() {
            let error = likely - f32::from(u8::from(at == sample.gold));
            if error.abs() > 1e-4 {
                push(net, &inputs[at], &hidden[at], &[error], slope);
            }
        }
    });
    net
}

/// The network that corrects the reader's belief in kinds, given the target.
pub fn kinds(samples: &[&Sample], plan: Plan) -> Net {
    let mut net = sown(WIDTH + KINDS.len(), plan.hidden, KINDS.len(), plan.seed);
    let mut adam = Adam::of(&net);
    run(&mut net, &mut adam, samples, plan, |net, sample, random, slope| {
        let target = &sample.targets[sample.gold];
        if !fits(target, sample.kind) {
            return;
        }
        let full = kind_input(&sample.signs[sample.gold], &sample.read);
        let input = masked(&full, &mask(random, plan.dropout));
        let hidden = net.hidden(&input);
        let likely = softmax(&kind_logits(target, &full, &net.output(&input, &hidden)));
        let errors: Vec<f32> =
            likely.iter().enumerate().map(|(kind, likely)| likely - f32::from(u8::from(kind == sample.kind))).collect();
        push(net, &input, &hidden, &errors, slope);
    });
    net
}

fn run(
    net: &mut Net,
    adam: &mut Adam,
    samples: &[&Sample],
    plan: Plan,
    step: impl Fn(&Net, &Sample, &mut u64, &mut Net),
) {
    let (mut order, mut random) = ((0..samples.len()).collect::<Vec<_>>(), plan.seed.wrapping_add(99));
    for pass in 0..plan.passes {
        for at in (1..order.len()).rev() {
            order.swap(at, (next(&mut random) % (at as u64 + 1)) as usize);
        }
        let rate = plan.rate * (1.0 - 0.95 * pass as f32 / plan.passes as f32);
        for batch in order.chunks(BATCH) {
            let mut slope = Net::zeros(net.inputs, net.hidden, net.outputs);
            batch.iter().for_each(|at| step(net, samples[*at], &mut random, &mut slope));
            adam.step(net, &slope, rate, plan.decay, 1.0 / batch.len() as f32);
        }
    }
}

/// Adds the slopes of one example.
fn push(net: &Net, input: &[f32], hidden: &[f32], errors: &[f32], slope: &mut Net) {
    let mut back = vec![0.0_f32; net.hidden];
    for (output, error) in errors.iter().enumerate() {
        let at = output * (net.hidden + 1);
        for unit in 0..net.hidden {
            slope.second[at + unit] += error * hidden[unit];
            back[unit] += error * net.second[at + unit];
        }
        slope.second[at + net.hidden] += error;
        let direct = &mut slope.direct[output * net.inputs..(output + 1) * net.inputs];
        direct.iter_mut().zip(input).for_each(|(sum, value)| *sum += error * value);
    }
    back.iter_mut().zip(hidden).for_each(|(error, unit)| *error *= 1.0 - unit * unit);
    let rows = slope.first.chunks_exact_mut(net.hidden).zip(input.iter().copied().chain([1.0]));
    for (row, value) in rows.filter(|(_, value)| *value != 0.0) {
        row.iter_mut().zip(&back).for_each(|(sum, error)| *sum += error * value);
    }
}

/// The moments of Adam.
struct Adam {
    mean: Net,
    square: Net,
    steps: i32,
}

impl Adam {
    fn of(net: &Net) -> Self {
        let zeros = || Net::zeros(net.inputs, net.hidden, net.outputs);
        Self { mean: zeros(), square: zeros(), steps: 0 }
    }

    fn step(&mut self, net: &mut Net, slope: &Net, rate: f32, decay: f32, share: f32) {
        self.steps += 1;
        let (grown, spread) = (1.0 - 0.9_f32.powi(self.steps), 1.0 - 0.999_f32.powi(self.steps));
        let tables = [
            (&mut net.first, &slope.first, &mut self.mean.first, &mut self.square.first),
            (&mut net.second, &slope.second, &mut self.mean.second, &mut self.square.second),
            (&mut net.direct, &slope.direct, &mut self.mean.direct, &mut self.square.direct),
        ];
        for (weights, slopes, means, squares) in tables {
            for (((weight, slope), mean), square) in weights.iter_mut().zip(slopes).zip(means).zip(squares) {
                let slope = slope * share;
                *mean = 0.9 * *mean + 0.1 * slope;
                *square = 0.999 * *square + 0.001 * slope * slope;
                *weight -= rate * ((*mean / grown) / ((*square / spread).sqrt() + 1e-8) + decay * *weight);
            }
        }
    }
}

/// A network of small random weights.
fn sown(inputs: usize, hidden: usize, outputs: usize, seed: u64) -> Net {
    let (mut net, mut random) = (Net::zeros(inputs, hidden, outputs), seed.wrapping_mul(0x9e37_79b9) | 1);
    let mut small = || (next(&mut random) % 2_000) as f32 / 1_000.0 - 1.0;
    net.first.iter_mut().for_each(|weight| *weight = small() * 0.15);
    net.second.iter_mut().for_each(|weight| *weight = small() * 0.2);
    net
}

fn mask(random: &mut u64, dropout: f32) -> Vec<bool> {
    (0..WIDTH + KINDS.len()).map(|_| (next(random) % 10_000) as f32 >= dropout * 10_000.0).collect()
}

fn masked(input: &[f32], kept: &[bool]) -> Vec<f32> {
    input.iter().zip(kept).map(|(value, kept)| if *kept { *value } else { 0.0 }).collect()
}

fn next(random: &mut u64) -> u64 {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *random >> 33
}
