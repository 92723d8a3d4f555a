/** The thread that an adapter runs in: loads the user's module, and answers questions with its functions. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { execPath } from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { type Asked, QUESTIONS, type Question, type Said } from './adapter-protocol.ts';

type Answering = Record<Question, (query: object) => unknown>;

const say = (message: Said) => parentPort?.postMessage(message);

await answerQuestions(workerData as string);

async function answerQuestions(file: string): Promise<void> {
  let answering: Partial<Answering>;
  try {
    answering = Object(await load(file));
  } catch (error) {
    const place = placeIn(error) ?? (await placeOfSyntaxError(error, file));
    const where = place === undefined ? '' : ` (${place})`;
    say({ kind: 'unusable', problem: `cannot load the adapter ${file}: ${messageOf(error)}${where}` });
    return;
  }
  const missing = QUESTIONS.filter((name) => typeof answering[name] !== 'function');
  if (missing.length > 0) {
    const needs = `must have a default export with the functions ${QUESTIONS.join(', ')}`;
    say({ kind: 'unusable', problem: `the adapter ${file} ${needs}; missing: ${missing.join(', ')}` });
    return;
  }
  parentPort?.on('message', ({ id, question, query }: Asked) => {
    answer(answering as Answering, question, query).then(
      (json) => say({ kind: 'answer', id, json }),
      (error) => say({ kind: 'failure', id, message: messageOf(error) }),
    );
  });
  say({ kind: 'ready' });
}

/** As JSON, because that is how a Records API would answer: a Date becomes a text, a function is left out. */
async function answer(answering: Answering, question: Question, query: object): Promise<string | undefined> {
  return JSON.stringify(await answering[question](query));
}

async function load(file: string): Promise<unknown> {
  const { href } = pathToFileURL(file);
  try {
    return defaultOf(await import(href));
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error;
  }
  const { tsImport } = await import(loaderFor(file));
  return defaultOf(await tsImport(href, import.meta.url));
}

/** A module that was compiled to CommonJS has its exports one level deeper. */
function defaultOf(module: { default?: unknown }): unknown {
  const { default: exported } = module;
  const isWrapped = typeof exported === 'object' && exported !== null && 'default' in exported;
  return isWrapped ? exported.default : exported;
}

/** The TypeScript loader that the adapter's own project has, or ours: Node before 22.18 has none of its own. */
function loaderFor(file: string): string {
  for (const place of [file, import.meta.url]) {
    try {
      const manifest = createRequire(place).resolve('tsx/package.json');
      return new URL('./dist/esm/api/index.mjs', pathToFileURL(manifest)).href;
    } catch {
      // The other place may have it.
    }
  }
  throw new Error(
    'Node cannot load a file of this type: use Node 22.18 or later, or npm install --save-dev tsx',
  );
}

/** `file:line` of the innermost call that is not Node's own. */
function placeIn(error: unknown): string | undefined {
  const { stack = '' } = error as { stack?: string };
  const [, place, line] = /(?:file:\/\/|\(| )(\/[^\s():]+|[A-Za-z]:[^\s():]+):(\d+)/.exec(stack) ?? [];
  return place === undefined ? undefined : `${place}:${line}`;
}

/** Node says where a module does not parse only to a process that it ends. */
async function placeOfSyntaxError(error: unknown, file: string): Promise<string | undefined> {
  if (!(error instanceof SyntaxError)) return undefined;
  const said = await promisify(execFile)(execPath, ['--check', file]).then(
    () => '',
    ({ stderr = '' }: { stderr?: string }) => stderr,
  );
  const [firstLine = ''] = said.split('\n');
  return /:\d+$/.test(firstLine) ? firstLine : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
