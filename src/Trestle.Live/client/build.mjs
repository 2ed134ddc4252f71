// Installs the pinned packages and bundles trestle.js. Run by Trestle.Live.csproj: node build.mjs WORK OUTPUT
//
// Two MSBuild nodes, or two builds, may arrive here at once. A lock file holding our process id lets one of them work;
// the others wait and find the bundle up to date.
import { execSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const source = import.meta.dirname;
const [work, output] = process.argv.slice(2).map((argument) => path.resolve(argument));
const inputs = ["package.json", "package-lock.json", ".npmrc", "trestle.js", "build.mjs"];
const lock = path.join(work, "build.lock");

fs.mkdirSync(work, { recursive: true });
while (!tryLock()) await new Promise((resume) => setTimeout(resume, 100));
try {
  if (!isUpToDate()) build();
} finally {
  fs.rmSync(lock, { force: true });
}

function tryLock() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(ownerOfLock())) fs.rmSync(lock, { force: true });
    return false;
  }
}

function ownerOfLock() {
  try {
    // Empty for the moment between its creation and the write: taken as alive.
    return Number(fs.readFileSync(lock, "utf8")) || process.pid;
  } catch {
    return process.pid;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isUpToDate() {
  if (!fs.existsSync(output)) return false;
  const built = fs.statSync(output).mtimeMs;
  return inputs.every((input) => fs.statSync(path.join(source, input)).mtimeMs <= built);
}

function build() {
  for (const file of ["package.json", "package-lock.json", ".npmrc", "trestle.js"])
    fs.copyFileSync(path.join(source, file), path.join(work, file));
  execSync("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error", { cwd: work, stdio: "inherit" });

  const esbuild = createRequire(path.join(work, "package.json"))("esbuild");
  const unfinished = `${output}.${process.pid}`;
  fs.mkdirSync(path.dirname(output), { recursive: true });
  esbuild.buildSync({
    absWorkingDir: work,
    entryPoints: ["trestle.js"],
    outfile: unfinished,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    banner: { js: "/* Trestle live client: phoenix, phoenix_live_view (MIT, Chris McCord) */" },
    logLevel: "warning",
  });
  fs.renameSync(unfinished, output);
}
