// Makes the demonstration once, and runs every test against copies of it.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { demonstration } from "./house.mjs";

// Two houses and two browsers at once: what two cores carry.
const AT_ONCE = 2;

const folder = demonstration();
const tests = readdirSync(new URL("tests", import.meta.url)).filter((name) => name.endsWith(".test.mjs"));
const words = ["--test", `--test-concurrency=${AT_ONCE}`, ...process.argv.slice(2), ...tests.map((name) => `tests/${name}`)];
const env = { ...process.env, BROWSER_DEMONSTRATION: folder };
const { status } = spawnSync(process.execPath, words, { cwd: import.meta.dirname, env, stdio: "inherit" });
rmSync(folder, { recursive: true, force: true });
process.exit(status ?? 1);
