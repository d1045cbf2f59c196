//! Multinomial logistic regression over hashed features, by AdaGrad in a fixed order; the same data give the same weights.

use brain::{Feature, softmax};

/// One labelled example.
#[derive(Clone, Debug)]
pub struct Sample {
    pub features: Vec<(u32, f32)>,
    pub class: usize,
    pub weight: f32,
}

/// How a head is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub bits: u32,
    pub classes: usize,
    pub passes: usize,
    pub rate: f32,
    /// Pull of every weight towards zero, each time its feature is seen.
    pub decay: f32,
    /// How much of the truth is spread over all classes.
    pub smoothing: f32,
    /// Exponent of the class balance: 0 leaves the classes as frequent as they are, 1 makes them equal.
    pub balance: f32,
    pub seed: u64,
}

/// A trained head before it is made small.
#[derive(Clone, Debug)]
pub struct Weights {
    pub bits: u32,
    pub classes: usize,
    pub table: Vec<f32>,
    pub biases: Vec<f32>,
    pub temperature: f32,
}

/// Features as a sample keeps them.
pub fn packed(features: &[Feature]) -> Vec<(u32, f32)> {
    features.iter().map(|feature| (feature.hash, feature.value)).collect()
}

/// Trains a head.
pub fn train(samples: &[Sample], plan: Plan) -> Weights {
    let rare = rarity(samples, plan.bits);
    let balance = balance(samples, plan);
    let size = plan.classes << plan.bits;
    let mut head = Weights {
        bits: plan.bits,
        classes: plan.classes,
        table: vec![0.0; size],
        biases: vec![0.0; plan.classes],
        temperature: 1.0,
    };
    let mut squares = vec![1e-2_f32; size];
    let mut bias_squares = vec![1.0_f32; plan.classes];
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut random = plan.seed;
    for pass in 0..plan.passes {
        shuffle(&mut order, &mut random);
        let rate = plan.rate * (1.0 - 0.9 * pass as f32 / plan.passes as f32);
        for index in &order {
            let sample = &samples[*index];
            let steps = errors(&head, sample, &rare, plan, balance[sample.class]);
            for (class, step) in steps.iter().enumerate() {
                bias_squares[class] += step * step;
                head.biases[class] -= rate * step / bias_squares[class].sqrt();
            }
            for (hash, value) in &sample.features {
                let bucket = bucket(*hash, plan.bits);
                let value = value * rare[bucket];
                let row = bucket * plan.classes..(bucket + 1) * plan.classes;
                for ((weight, square), step) in head.table[row.clone()].iter_mut().zip(&mut squares[row]).zip(&steps) {
                    let slope = step * value + plan.decay * *weight;
                    *square += slope * slope;
                    *weight -= rate * slope / square.sqrt();
                }
            }
        }
    }
    for (at, weight) in head.table.iter_mut().enumerate() {
        *weight *= rare[at / plan.classes];
    }
    head
}

/// Probability minus truth for every class, times the weight of the sample.
fn errors(head: &Weights, sample: &Sample, rare: &[f32], plan: Plan, balance: f32) -> Vec<f32> {
    let mut logits = head.biases.clone();
    for (hash, value) in &sample.features {
        let bucket = bucket(*hash, plan.bits);
        let row = &head.table[bucket * plan.classes..(bucket + 1) * plan.classes];
        let value = value * rare[bucket];
        logits.iter_mut().zip(row).for_each(|(logit, weight)| *logit += weight * value);
    }
    let spread = plan.smoothing / plan.classes as f32;
    let truth = |class| spread + if class == sample.class { 1.0 - plan.smoothing } else { 0.0 };
    softmax(&logits).iter().enumerate().map(|(class, p)| (p - truth(class)) * sample.weight * balance).collect()
}

/// How telling a bucket is by how few samples have it, between 0.5 and 1.5; folded into the weights after training.
fn rarity(samples: &[Sample], bits: u32) -> Vec<f32> {
    let mut counts = vec![0_u32; 1 << bits];
    for sample in samples {
        sample.features.iter().for_each(|(hash, _)| counts[bucket(*hash, bits)] += 1);
    }
    let all = (samples.len() as f32).ln();
    counts.iter().map(|count| 0.5 + (1.0 - ((*count as f32) + 1.0).ln() / all).max(0.0)).collect()
}

fn balance(samples: &[Sample], plan: Plan) -> Vec<f32> {
    let mut sums = vec![1.0_f32; plan.classes];
    samples.iter().for_each(|sample| sums[sample.class] += sample.weight);
    let mean = sums.iter().sum::<f32>() / plan.classes as f32;
    sums.iter().map(|sum| (mean / sum).powf(plan.balance).clamp(0.3, 4.0)).collect()
}

fn bucket(hash: u32, bits: u32) -> usize {
    (hash & ((1 << bits) - 1)) as usize
}

/// Fisher-Yates with a xorshift generator.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}

impl Weights {
    pub fn logits(&self, features: &[(u32, f32)]) -> Vec<f32> {
        let mut logits = self.biases.clone();
        for (hash, value) in features {
            let row = bucket(*hash, self.bits) * self.classes;
            logits
                .iter_mut()
                .zip(&self.table[row..row + self.classes])
                .for_each(|(logit, weight)| *logit += weight * value);
        }
        logits
    }

    pub fn written(&self) -> Vec<u8> {
        brain::Head::written(self.bits, &self.table, &self.biases, self.temperature)
    }
}

/// The temperature at which the truths of held-out messages are likeliest.
pub fn temperature(held_out: &[(Vec<f32>, usize)]) -> f32 {
    let surprise = |temperature: f32| -> f32 {
        let one = |(logits, class): &(Vec<f32>, usize)| {
            let cooled: Vec<f32> = logits.iter().map(|logit| logit / temperature).collect();
            -softmax(&cooled)[*class].max(1e-6).ln()
        };
        held_out.iter().map(one).sum()
    };
    let steps = (0..=40).map(|step| 0.4 + 0.05 * step as f32);
    steps.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}
