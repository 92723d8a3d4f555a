/** A project with the package installed, with links in place of copies: nothing is downloaded. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from '../cli/run.ts';
import { makeFolder } from './folder.ts';
import { startNode } from './program.ts';
import { type CommandResult, runIn } from './run-in.ts';

const root = resolve(import.meta.dirname, '..');

/** A project, and what can be run in it. */
export interface OwnProject {
  readonly folder: string;
  /** Writes a file by its path in the project. */
  write(path: string, text: string): void;
  /** Runs a command of this package. */
  command(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** Runs `npx cucumber-js`; `out` is all that it printed. */
  cucumber(
    words: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ readonly exitCode: number | null; readonly out: string }>;
}

/** @param content further members of its package.json */
export function makeOwnProject(content: object = { type: 'module' }): OwnProject {
  const folder = makeFolder('own-project');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', `${JSON.stringify({ name: 'own-project', private: true, ...content }, null, 4)}\n`);
  mkdirSync(join(folder, 'node_modules/@cucumber'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/astrolabe-conformance'));
  symlinkSync(join(root, 'node_modules/@cucumber/cucumber'), join(folder, 'node_modules/@cucumber/cucumber'));
  return {
    folder,
    write,
    command: (words, env = {}) => runIn(run, words, env, folder),
    async cucumber(words, env = {}) {
      const program = join(folder, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
      const running = startNode([program, ...words], {
        cwd: folder,
        env: { ASTROLABE_SETTLE: '300ms', ...env },
      });
      const { code } = await running.ended;
      return { exitCode: code, out: running.out() + running.err() };
    },
  };
}
