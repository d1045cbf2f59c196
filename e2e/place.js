// A place to look at: the program itself with a demo in it, and a browser that is signed in.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { chromium } from "playwright-core";

const PROGRAM = process.env.LAKSANA ?? new URL("../target/debug/laksana", import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// Serves the demo in a folder, making it first when there is none; a port keeps its address over a restart.
export async function serve(folder, port) {
  port ??= await freePort();
  const phone = await freePort();
  const args = ["demo", "--folder", folder, "--serve", "--listen", `127.0.0.1:${port}`, "--phone", `127.0.0.1:${phone}`];
  const program = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const link = await new Promise((found, failed) => {
    program.stdout.on("data", (text) => {
      said += text;
      const link = said.match(/http:\S+\/sign-in\/\S+/);
      if (link) found(link[0]);
    });
    program.on("exit", (code) => failed(new Error(`laksana ended with ${code}:\n${said}`)));
  });
  const ended = new Promise((done) => program.on("exit", done));
  return {
    port,
    link,
    url: `http://127.0.0.1:${port}`,
    phone: `http://127.0.0.1:${phone}`,
    stop: (signal = "SIGTERM") => (program.kill(signal), ended),
  };
}

// A browser with a signed-in session. Violations of the policy and errors of the script are collected.
export async function browse(place) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const context = await browser.newContext();
  const faults = [];
  const watch = (page) => {
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("console", (line) => {
      if (/Content Security Policy|Refused to/.test(line.text())) faults.push(`${page.url()}: ${line.text()}`);
    });
  };
  context.on("page", watch);
  const page = await context.newPage();
  await page.goto(place.link);
  await page.getByRole("button").click();
  await page.waitForURL(`${place.url}/`);
  const cookies = await context.cookies();
  // Another window of the same member, in its own way: a theme, a size, without script.
  const open = async (options = {}) => {
    const other = await browser.newContext(options);
    other.on("page", watch);
    await other.addCookies(cookies);
    return other.newPage();
  };
  return { browser, page, open, faults };
}
