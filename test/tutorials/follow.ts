/** Does what a tutorial says, in an empty folder, as its reader does. */
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { matchLines } from './match-lines.ts';
import { type Action, readTutorial, type Terminal } from './read-tutorial.ts';
import { openShell, type Printed, Window } from './shell.ts';

/** Ports of the text; each is a free one in a test, because tests run at once. */
const PORTS = ['3000', '4100', '5432'] as const;

/**
 * Follows a tutorial.
 *
 * @param home an empty folder
 * @throws Error with the line of the page at which it is not as the page says
 */
export async function follow(markdown: string, home: string): Promise<void> {
  const folder = join(home, 'reader');
  mkdirSync(folder);
  const [env, ports] = [makeEnvironment(home), await takePorts()];
  const shell = openShell(home, folder, env);
  const windows = new Map<Terminal, Window>();
  let printed: Printed = { out: '', exitCode: 0 };
  let changed: string[] = [];

  const fill = (text: string) => withPorts(text, PORTS, ports);
  const asInThePage = (text: string) => withPorts(text, ports, PORTS);
  const windowOf = (terminal: Terminal) => {
    const window = windows.get(terminal);
    if (window === undefined) throw new Error(`nothing runs in the ${terminal} terminal`);
    return window;
  };

  const act = async (action: Action): Promise<void> => {
    switch (action.does) {
      case 'write': {
        for (const window of windows.values()) window.forget();
        const file = join(shell.cwd(), action.path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, fill(action.text));
        changed.push(action.path);
        return;
      }
      case 'run': {
        printed = await shell.run(fill(action.script));
        if (printed.exitCode !== action.exitCode)
          throw new Error(`exit code ${printed.exitCode} instead of ${action.exitCode}:\n${printed.out}`);
        return;
      }
      case 'start':
        windows.set(action.terminal, new Window(fill(action.script), shell.cwd(), env));
        return;
      case 'compare': {
        if (action.terminal !== undefined)
          return windowOf(action.terminal).shows(action.expected, asInThePage);
        const found = matchLines(action.expected, asInThePage(printed.out));
        if ('missing' in found)
          throw new Error(
            `not printed at this place:\n${found.missing}\n\nprinted:\n${asInThePage(printed.out)}`,
          );
        return;
      }
      case 'stop':
        await windowOf(action.terminal).stop();
        windows.delete(action.terminal);
    }
  };

  try {
    for (const action of readTutorial(markdown)) {
      try {
        if (action.does !== 'write') {
          for (const window of windows.values()) await window.restarts(changed, shell.cwd(), asInThePage);
          changed = [];
        }
        await act(action);
      } catch (error) {
        const others = [...windows].map(
          ([name, { out }]) => `\n\nin the ${name} terminal:\n${out.slice(-2000)}`,
        );
        throw new Error(`line ${action.line}: ${(error as Error).message}${others.join('')}`, {
          cause: error,
        });
      }
    }
  } finally {
    for (const window of windows.values()) await window.stop();
  }
}

/** Without the settings of an npx around these tests, and with an npm that needs no registry. */
function makeEnvironment(home: string): Record<string, string> {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  symlinkSync(join(import.meta.dirname, 'npm.js'), join(bin, 'npm'));
  const npm = execFileSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  return {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(':'),
    HOME: home,
    TUTORIAL_NPM: npm,
    npm_config_update_notifier: 'false',
    npm_config_offline: 'true',
  };
}

function withPorts(text: string, from: readonly string[], to: readonly string[]): string {
  return text.replace(
    new RegExp(`\\b(?:${from.join('|')})\\b`, 'g'),
    (port) => to[from.indexOf(port)] ?? port,
  );
}

/** Free ports below those that the system gives to connections, which would take them before a tutorial needs them. */
async function takePorts(): Promise<string[]> {
  const taken = new Set<number>();
  while (taken.size < PORTS.length) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) taken.add(port);
  }
  return [...taken].map(String);
}
