//! Made-up photos: a wall, a floor, the thing, and what is wrong with it, drawn from a seed as a small PNG.

use super::phrases::Fault;
use crate::chance::Chance;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const WIDTH: u32 = 240;
const HEIGHT: u32 = 180;
/// Where the wall meets the floor.
const FLOOR: u32 = 120;

/// A photo that is drawn when its bytes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The same scene has the same seed, before and after.
    pub seed: u64,
    /// What is wrong.
    pub fault: Fault,
    /// Whether it was mended.
    pub mended: bool,
    /// From where it was taken.
    pub angle: u64,
}

type Colour = [u8; 3];

impl Picture {
    /// What kind of file it is.
    pub const MEDIA_TYPE: &'static str = "image/png";

    /// The file's bytes.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        // Writing into memory cannot fail; an empty file would only show as a broken picture.
        let written = self.scene().write_to(&mut bytes, ImageFormat::Png);
        if written.is_ok() { bytes.into_inner() } else { Vec::new() }
    }

    fn scene(&self) -> RgbImage {
        let mut chance = Chance::new(self.seed, "scene");
        let tint = |chance: &mut Chance, base: u8| base.saturating_add(u8::try_from(chance.below(40)).unwrap_or(0));
        let wall = [tint(&mut chance, 180), tint(&mut chance, 175), tint(&mut chance, 160)];
        let floor = [tint(&mut chance, 110), tint(&mut chance, 100), tint(&mut chance, 90)];
        let thing = [tint(&mut chance, 60), tint(&mut chance, 80), tint(&mut chance, 110)];
        let shift = u32::try_from(self.angle * 6).unwrap_or(0);
        let mut canvas = Canvas(RgbImage::new(WIDTH, HEIGHT));
        canvas.block(0, 0, WIDTH, FLOOR, wall);
        canvas.block(0, FLOOR, WIDTH, HEIGHT - FLOOR, floor);
        self.thing(&mut canvas, 70 + shift, thing);
        let dark = self.fault == Fault::LightsOut && !self.mended;
        canvas.grain(&mut Chance::new(self.seed, if self.mended { "after" } else { "before" }), dark);
        canvas.0
    }

    fn thing(&self, canvas: &mut Canvas, x: u32, thing: Colour) {
        const STEEL: Colour = [150, 155, 160];
        const WATER: Colour = [70, 120, 190];
        let broken = !self.mended;
        match self.fault {
            Fault::LiftStuck => {
                canvas.block(x, 20, 80, 100, STEEL);
                canvas.block(x + 36, 20, if broken { 14 } else { 2 }, 100, [20, 20, 24]);
                canvas.spot(x + 92, 70, 5, if broken { [220, 40, 30] } else { [60, 200, 80] });
            }
            Fault::Leak => {
                canvas.block(x, 10, 90, 12, STEEL);
                if broken {
                    canvas.block(x + 40, 22, 3, 105, WATER);
                    canvas.oval(x + 42, 145, 55, 16, WATER);
                }
            }
            Fault::LightsOut => canvas.oval(x + 40, 18, 34, 10, if broken { thing } else { [255, 250, 210] }),
            Fault::AirWarm | Fault::NoNetwork => {
                canvas.block(x, 24, 96, 30, [235, 235, 238]);
                canvas.spot(x + 86, 46, 4, if broken { [230, 60, 40] } else { [50, 190, 90] });
            }
            Fault::BinsFull | Fault::Spill | Fault::Pest | Fault::TileLoose => self.floor(canvas, x, thing),
            Fault::GateBroken => {
                canvas.block(x, 50, 12, 75, [200, 60, 40]);
                let (top, length) = if broken { (20, 12) } else { (62, 110) };
                canvas.block(x + 12, top, length, if broken { 60 } else { 8 }, [240, 220, 60]);
            }
            Fault::CameraDead => {
                canvas.block(x, 16, 100, 70, [24, 24, 28]);
                let screen = if broken { [6, 6, 8] } else { [110, 150, 130] };
                canvas.block(x + 6, 22, 88, 58, screen);
            }
            Fault::Smoke => {
                canvas.block(x + 20, 50, 50, 70, STEEL);
                for puff in 0..if broken { 5 } else { 0 } {
                    canvas.oval(x + 30 + puff * 9, 46 - puff * 8, 16 + puff * 2, 12, [120, 118, 116]);
                }
            }
        }
    }

    /// What lies on the floor.
    fn floor(&self, canvas: &mut Canvas, x: u32, thing: Colour) {
        let broken = !self.mended;
        match self.fault {
            Fault::BinsFull => {
                canvas.block(x + 10, 60, 46, 80, [40, 90, 60]);
                for bag in 0..if broken { 7 } else { 0 } {
                    canvas.oval(x + 10 + bag * 14, 132 + bag % 3 * 8, 13, 11, [30, 30, 34]);
                }
            }
            Fault::Spill if broken => canvas.oval(x + 40, 148, 48, 14, [95, 62, 36]),
            Fault::Spill => canvas.oval(x + 40, 150, 30, 4, [235, 238, 240]),
            Fault::Pest => {
                canvas.block(x, 60, 90, 60, thing);
                for bug in 0..if broken { 9 } else { 0 } {
                    canvas.oval(x + 5 + bug * 10, 134 + bug % 4 * 9, 4, 2, [46, 26, 16]);
                }
            }
            Fault::TileLoose => {
                for tile in 0..6 {
                    let crooked = broken && tile == 3;
                    canvas.block(
                        x + tile * 24,
                        if crooked { 142 } else { 134 },
                        22,
                        20,
                        if crooked { [60, 50, 44] } else { [205, 200, 190] },
                    );
                }
            }
            Fault::LiftStuck | Fault::Leak | Fault::LightsOut | Fault::AirWarm | Fault::NoNetwork => {}
            Fault::GateBroken | Fault::CameraDead | Fault::Smoke => {}
        }
    }
}

struct Canvas(RgbImage);

impl Canvas {
    fn dot(&mut self, x: u32, y: u32, colour: Colour) {
        if x < WIDTH && y < HEIGHT {
            self.0.put_pixel(x, y, Rgb(colour));
        }
    }

    fn block(&mut self, left: u32, top: u32, width: u32, height: u32, colour: Colour) {
        for y in top..top + height {
            for x in left..left + width {
                self.dot(x, y, colour);
            }
        }
    }

    fn spot(&mut self, x: u32, y: u32, radius: u32, colour: Colour) {
        self.oval(x, y, radius, radius, colour);
    }

    fn oval(&mut self, x: u32, y: u32, wide: u32, high: u32, colour: Colour) {
        for row in 0..=2 * high {
            for column in 0..=2 * wide {
                let (dx, dy) = (f64::from(column) - f64::from(wide), f64::from(row) - f64::from(high));
                let inside = (dx / f64::from(wide)).powi(2) + (dy / f64::from(high)).powi(2) <= 1.0;
                if inside && x + column >= wide && y + row >= high {
                    self.dot(x + column - wide, y + row - high, colour);
                }
            }
        }
    }

    /// Grain in broad rows, so that it looks taken rather than drawn and still packs well.
    fn grain(&mut self, chance: &mut Chance, dark: bool) {
        for y in 0..HEIGHT {
            let shade = 88 + u32::try_from(chance.below(10)).unwrap_or(0) + y / 30;
            let shade = if dark { shade / 6 } else { shade };
            for x in 0..WIDTH {
                let Rgb(colour) = *self.0.get_pixel(x, y);
                self.dot(x, y, colour.map(|part| u8::try_from(u32::from(part) * shade / 100).unwrap_or(u8::MAX)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_looks_different_before_and_after() {
        for fault in Fault::ALL {
            let before = Picture { seed: 5, fault, mended: false, angle: 2 };
            let after = Picture { mended: true, ..before };
            assert_ne!(before.png(), after.png());
            let read = image::load_from_memory(&before.png()).unwrap();
            assert_eq!((read.width(), read.height()), (WIDTH, HEIGHT));
            assert!(before.png().len() < 40_000, "{}", before.png().len());
        }
    }
}
