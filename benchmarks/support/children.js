/** Child processes and the folder of a run: all of them end with the run, however it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const root = resolve(import.meta.dirname, '../..');
export const benchmarks = join(root, 'benchmarks');
export const cli = join(root, 'dist/cli/main.js');

const running = new Set();
let folder;

/** A folder for what children write; removed with everything in it. */
export function runFolder() {
  folder ??= mkdtempSync(join(tmpdir(), 'astrolabe-bench-'));
  return folder;
}

/** Starts a program that ends with the run. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: runFolder(), stdio: ['ignore', 'pipe', 'inherit'], ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a node program and waits for the JSON line that it prints when it is ready. */
export async function startNode(args, options) {
  const child = start(process.execPath, args, options);
  const line = await firstLine(child);
  return { child, pid: child.pid, ready: JSON.parse(line) };
}

/** @throws if the child ends without a line */
export async function firstLine(child) {
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`a child ended with ${code ?? signal} before it was ready`);
  });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  lines.close();
  // A pipe that is not read would block the child.
  child.stdout.resume();
  return line;
}

/** An emulator in its own process, with the addresses and keys that it prints. */
export async function startEmulator(...args) {
  return startNode([cli, 'emulate', '--port', '0', '--json', ...args]);
}

/** Ends a child at once: nothing has to be saved. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function stopAll() {
  await Promise.all([...running].map(stop));
  removeFolder();
}

/** For an exit that cannot wait. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL');
  removeFolder();
}

function removeFolder() {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folder = undefined;
}
