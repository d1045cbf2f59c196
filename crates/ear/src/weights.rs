//! A model's file as whisper.cpp keeps it: sizes, filters of pitch, words, and named tensors.

use crate::block::{Attention, Linear, Norm, Thought};
use crate::matrix::{BLOCK, Matrix};
use crate::mel::{BINS, Mel};
use half::f16;
use ndarray::Array2;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// What a file begins with: "ggml", read as a number.
const MAGIC: u32 = 0x6767_6d6c;
/// Bytes of the longest name, and numbers of the largest tensor: more is no model of ours.
const NAME_MAX: usize = 256;
const TENSOR_MAX: usize = 1 << 26;

/// Why a file is no model that can be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It cannot be read.
    #[error("the model cannot be read: {0}")]
    Unread(#[from] std::io::Error),
    /// It is something else.
    #[error("the file is no Whisper model of the kind that is used here: {0}")]
    Other(&'static str),
}

/// A layer of the part that listens.
#[derive(Debug)]
pub(crate) struct Listening {
    pub attention: Attention,
    pub thought: Thought,
}

/// A layer of the part that speaks.
#[derive(Debug)]
pub(crate) struct Speaking {
    pub own: Attention,
    pub heard: Attention,
    pub thought: Thought,
}

/// The Whisper model.
#[derive(Debug)]
pub struct Whisper {
    pub(crate) mel: Mel,
    pub(crate) words: Vec<Vec<u8>>,
    pub(crate) first: Linear,
    pub(crate) second: Linear,
    pub(crate) moments: Array2<f32>,
    pub(crate) listening: Vec<Listening>,
    pub(crate) listened: Norm,
    pub(crate) tokens: Matrix,
    pub(crate) places: Array2<f32>,
    pub(crate) speaking: Vec<Speaking>,
    pub(crate) spoken: Norm,
}

enum Tensor {
    Packed(Matrix),
    Full(Vec<usize>, Vec<f32>),
}

struct Sizes {
    vocabulary: usize,
    layers: (usize, usize),
    heads: (usize, usize),
}

impl Whisper {
    /// Reads a model.
    ///
    /// # Errors
    /// When it cannot be read, or is another.
    pub fn open(path: &Path) -> Result<Self, Unusable> {
        let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
        if number(&mut file)? != MAGIC {
            return Err(Unusable::Other("it begins otherwise"));
        }
        let mut header = [0; 11];
        for field in &mut header {
            *field = count(&mut file, TENSOR_MAX)?;
        }
        let [vocabulary, _, _, audio_heads, audio_layers, _, _, text_heads, text_layers, pitches, _] = header;
        let sizes = Sizes { vocabulary, layers: (audio_layers, text_layers), heads: (audio_heads, text_heads) };
        let mel = filters(&mut file, pitches)?;
        let words = words(&mut file)?;
        let mut tensors = tensors(&mut file)?;
        Self::of(&sizes, mel, words, &mut Shelf(&mut tensors))
    }

    fn of(sizes: &Sizes, mel: Mel, words: Vec<Vec<u8>>, shelf: &mut Shelf<'_>) -> Result<Self, Unusable> {
        let tokens = shelf.matrix("decoder.token_embedding.weight")?;
        if tokens.rows() != sizes.vocabulary || sizes.vocabulary < words.len() {
            return Err(Unusable::Other("its words and their weights differ"));
        }
        let listening = (0..sizes.layers.0).map(|n| {
            let at = format!("encoder.blocks.{n}");
            Ok(Listening { attention: shelf.attention(&at, "attn", sizes.heads.0)?, thought: shelf.thought(&at)? })
        });
        let listening = listening.collect::<Result<_, Unusable>>()?;
        let speaking = (0..sizes.layers.1).map(|n| {
            let at = format!("decoder.blocks.{n}");
            Ok(Speaking {
                own: shelf.attention(&at, "attn", sizes.heads.1)?,
                heard: shelf.attention(&at, "cross_attn", sizes.heads.1)?,
                thought: shelf.thought(&at)?,
            })
        });
        let speaking = speaking.collect::<Result<_, Unusable>>()?;
        Ok(Self {
            mel,
            words,
            first: shelf.convolution("encoder.conv1")?,
            second: shelf.convolution("encoder.conv2")?,
            moments: shelf.table("encoder.positional_embedding")?,
            listening,
            listened: shelf.norm("encoder.ln_post")?,
            tokens,
            places: shelf.table("decoder.positional_embedding")?,
            speaking,
            spoken: shelf.norm("decoder.ln")?,
        })
    }
}

/// Tensors by name, each taken once.
struct Shelf<'a>(&'a mut HashMap<String, Tensor>);

impl Shelf<'_> {
    fn take(&mut self, name: &str) -> Result<Tensor, Unusable> {
        self.0.remove(name).ok_or(Unusable::Other("a part is missing"))
    }

    fn matrix(&mut self, name: &str) -> Result<Matrix, Unusable> {
        match self.take(name)? {
            Tensor::Packed(matrix) => Ok(matrix),
            Tensor::Full(shape, numbers) => match shape[..] {
                [columns, rows] => Ok(packed(rows, columns, &numbers)),
                _ => Err(Unusable::Other("a matrix has another shape")),
            },
        }
    }

    fn numbers(&mut self, name: &str) -> Result<Vec<f32>, Unusable> {
        match self.take(name)? {
            Tensor::Full(_, numbers) => Ok(numbers),
            Tensor::Packed(_) => Err(Unusable::Other("a vector is packed")),
        }
    }

    fn table(&mut self, name: &str) -> Result<Array2<f32>, Unusable> {
        match self.take(name)? {
            Tensor::Full(shape, numbers) if shape.len() == 2 => Array2::from_shape_vec((shape[1], shape[0]), numbers)
                .map_err(|_| Unusable::Other("a table has another shape")),
            _ => Err(Unusable::Other("a table has another shape")),
        }
    }

    fn norm(&mut self, name: &str) -> Result<Norm, Unusable> {
        Ok(Norm { weight: self.numbers(&format!("{name}.weight"))?, bias: self.numbers(&format!("{name}.bias"))? })
    }

    /// Keys of Whisper have no bias.
    fn linear(&mut self, name: &str) -> Result<Linear, Unusable> {
        let bias = format!("{name}.bias");
        let bias = if self.0.contains_key(&bias) { self.numbers(&bias)? } else { Vec::new() };
        Ok(Linear { matrix: self.matrix(&format!("{name}.weight"))?, bias })
    }

    /// A convolution over three moments, as a matrix of those three.
    fn convolution(&mut self, name: &str) -> Result<Linear, Unusable> {
        let bias = self.numbers(&format!("{name}.bias"))?;
        match self.take(&format!("{name}.weight"))? {
            Tensor::Full(shape, numbers) if shape.len() == 3 => {
                Ok(Linear { matrix: packed(shape[2], shape[0] * shape[1], &numbers), bias })
            }
            _ => Err(Unusable::Other("a convolution has another shape")),
        }
    }

    fn attention(&mut self, at: &str, name: &str, heads: usize) -> Result<Attention, Unusable> {
        Ok(Attention {
            norm: self.norm(&format!("{at}.{name}_ln"))?,
            query: self.linear(&format!("{at}.{name}.query"))?,
            key: self.linear(&format!("{at}.{name}.key"))?,
            value: self.linear(&format!("{at}.{name}.value"))?,
            out: self.linear(&format!("{at}.{name}.out"))?,
            heads: heads.max(1),
        })
    }

    fn thought(&mut self, at: &str) -> Result<Thought, Unusable> {
        Ok(Thought {
            norm: self.norm(&format!("{at}.mlp_ln"))?,
            wide: self.linear(&format!("{at}.mlp.0"))?,
            narrow: self.linear(&format!("{at}.mlp.2"))?,
        })
    }
}

/// Packs numbers into eight bits each. Columns that fill no block are filled with nothing.
fn packed(rows: usize, columns: usize, numbers: &[f32]) -> Matrix {
    let wide = columns.next_multiple_of(BLOCK);
    let (mut scales, mut weights) = (Vec::new(), Vec::with_capacity(rows * wide));
    for row in numbers.chunks_exact(columns.max(1)).take(rows) {
        for block in row.chunks(BLOCK) {
            let most = block.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
            let scale = most / 127.0;
            scales.push(scale);
            #[expect(clippy::cast_possible_truncation, reason = "it lies between -127 and 127")]
            weights.extend(block.iter().map(|number| if scale > 0.0 { (number / scale).round() as i8 } else { 0 }));
            weights.resize(weights.len().next_multiple_of(BLOCK), 0);
        }
    }
    Matrix::new(rows, wide, scales, weights)
}

fn number(file: &mut impl Read) -> Result<u32, Unusable> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

/// A number that counts something, and no more than may be.
fn count(file: &mut impl Read, most: usize) -> Result<usize, Unusable> {
    let count = usize::try_from(number(file)?).unwrap_or(usize::MAX);
    if count > most { Err(Unusable::Other("it is larger than any")) } else { Ok(count) }
}

fn floats(file: &mut impl Read, count: usize) -> Result<Vec<f32>, Unusable> {
    let mut bytes = vec![0; 4 * count];
    file.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
}

fn filters(file: &mut impl Read, pitches: usize) -> Result<Mel, Unusable> {
    let (rows, columns) = (count(file, TENSOR_MAX)?, count(file, TENSOR_MAX)?);
    if rows != pitches || columns != BINS {
        return Err(Unusable::Other("its filters of pitch are others"));
    }
    let filters = Array2::from_shape_vec((rows, columns), floats(file, rows * columns)?);
    Ok(Mel::new(filters.map_err(|_| Unusable::Other("its filters of pitch are others"))?))
}

fn words(file: &mut impl Read) -> Result<Vec<Vec<u8>>, Unusable> {
    let words = count(file, TENSOR_MAX)?;
    let mut all = Vec::new();
    for _ in 0..words {
        let mut word = vec![0; count(file, NAME_MAX)?];
        file.read_exact(&mut word)?;
        all.push(word);
    }
    Ok(all)
}

fn tensors(file: &mut impl Read) -> Result<HashMap<String, Tensor>, Unusable> {
    let mut tensors = HashMap::new();
    loop {
        let dimensions = match count(file, 4) {
            Err(Unusable::Unread(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(tensors),
            dimensions => dimensions?,
        };
        let (name, kind) = (count(file, NAME_MAX)?, number(file)?);
        let mut shape = Vec::new();
        for _ in 0..dimensions {
            shape.push(count(file, TENSOR_MAX)?);
        }
        let mut name = vec![0; name];
        file.read_exact(&mut name)?;
        let name = String::from_utf8(name).map_err(|_| Unusable::Other("a name is no text"))?;
        let all = shape.iter().try_fold(1_usize, |all, size| all.checked_mul(*size).filter(|all| *all <= TENSOR_MAX));
        let all = all.ok_or(Unusable::Other("a tensor is larger than any"))?;
        tensors.insert(name, tensor(file, kind, shape, all)?);
    }
}

fn tensor(file: &mut impl Read, kind: u32, shape: Vec<usize>, all: usize) -> Result<Tensor, Unusable> {
    match kind {
        0 => Ok(Tensor::Full(shape, floats(file, all)?)),
        1 => {
            let mut bytes = vec![0; 2 * all];
            file.read_exact(&mut bytes)?;
            let numbers = bytes.chunks_exact(2).map(|two| f16::from_le_bytes([two[0], two[1]]).to_f32());
            Ok(Tensor::Full(shape, numbers.collect()))
        }
        8 => {
            let (&[columns, rows], true) = (&shape[..], all.is_multiple_of(BLOCK)) else {
                return Err(Unusable::Other("a packed matrix has another shape"));
            };
            if !columns.is_multiple_of(BLOCK) {
                return Err(Unusable::Other("a packed matrix has another shape"));
            }
            let mut bytes = vec![0; all / BLOCK * (2 + BLOCK)];
            file.read_exact(&mut bytes)?;
            let (mut scales, mut weights) = (Vec::with_capacity(all / BLOCK), Vec::with_capacity(all));
            for block in bytes.chunks_exact(2 + BLOCK) {
                scales.push(f16::from_le_bytes([block[0], block[1]]).to_f32());
                weights.extend(block[2..].iter().map(|weight| i8::from_le_bytes([*weight])));
            }
            Ok(Tensor::Packed(Matrix::new(rows, columns, scales, weights)))
        }
        _ => Err(Unusable::Other("its numbers are kept in a way that is not known here")),
    }
}
