/** Grades for the page of an emulator: one run at a time, in a thread of its own, so that the emulator goes on answering. */
import { randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GradeKeys, GradeOrder, Grader, GradeTarget } from '../../emulator/start.ts';
import { CommandError, type Shell } from '../shell.ts';
import { runInThread } from './run-in-thread.ts';
import { type ConfiguredTarget, configuredTargets } from './targets.ts';

export interface GraderParts {
  /** Of the emulator. */
  readonly baseUrl: string;
  readonly recordsUrl: string;
  /** The file of the certificate that the emulator shows. */
  readonly ca: string | undefined;
  /** The configuration file; undefined for the one in the working folder, if there is one. */
  readonly config: string | undefined;
}

interface ChosenTarget {
  readonly address: string;
  readonly options: Readonly<Record<string, unknown>>;
}

type Refused = Extract<Awaited<ReturnType<Grader['begin']>>, { readonly refused: unknown }>;

export function createGrader(parts: GraderParts, shell: Pick<Shell, 'cwd' | 'env'>): Grader {
  const { config } = parts;
  let isBusy = false;

  const choose = async (order: GradeOrder): Promise<ChosenTarget | Refused> => {
    if (order.target === undefined) return builtIn(parts, order.keys);
    const found = await readOr(config, shell);
    if ('problem' in found) return { refused: { why: 'unusable', problem: found.problem } };
    const target = found.targets.find(({ shown }) => shown.name === order.target);
    return target === undefined ? { refused: { why: 'unknown' } } : chosenFrom(target, order);
  };

  return {
    async targets() {
      const found = await readOr(config, shell);
      return 'problem' in found
        ? { targets: [], problem: found.problem }
        : { targets: found.targets.map(({ shown }) => shown) };
    },
    async begin(order, watcher) {
      if (isBusy) return { refused: { why: 'under-way' } };
      // Before anything is awaited: two windows may ask at once.
      isBusy = true;
      let chosen: ChosenTarget | Refused | undefined;
      try {
        chosen = await choose(order);
      } finally {
        isBusy = chosen !== undefined && !('refused' in chosen);
      }
      if ('refused' in chosen) return chosen;
      const { address, options } = chosen;
      const release = () => {
        isBusy = false;
      };
      try {
        const order = { options, env: withoutOptions(shell.env), cwd: shell.cwd };
        return { address, secret: randomUUID(), ...runInThread(order, watcher, release) };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

function builtIn({ baseUrl, recordsUrl, ca }: GraderParts, keys: GradeKeys): ChosenTarget | Refused {
  const problem = ca === undefined ? undefined : certificateProblem(ca);
  if (problem !== undefined) return { refused: { why: 'unusable', problem } };
  // It shows at once what it stores.
  return { address: baseUrl, options: { ...keys, baseUrl, recordsUrl, ca, lastLook: 0, yes: true } };
}

/** A run trusts the certificate that the emulator shows, which is enough only if nobody else has signed it. */
function certificateProblem(file: string): string | undefined {
  try {
    const certificate = new X509Certificate(readFileSync(file));
    return certificate.verify(certificate.publicKey) ? undefined : ISSUED;
  } catch (error) {
    return `its certificate ${file} cannot be read any more: ${(error as Error).message}`;
  }
}

const ISSUED =
  'its certificate was issued by an authority, which the page does not know: write verify with --ca FILE and the certificate of the authority on the command line';

function chosenFrom({ shown, values }: ConfiguredTarget, order: GradeOrder): ChosenTarget | Refused {
  const { address, problem = 'it has no baseUrl', confirm } = shown satisfies GradeTarget;
  if (address === undefined) return { refused: { why: 'unusable', problem } };
  if (confirm !== undefined && confirm !== order.confirm) return { refused: { why: 'unconfirmed', confirm } };
  return { address, options: { ...values, yes: true } };
}

type Found = { readonly targets: readonly ConfiguredTarget[] } | { readonly problem: string };

async function readOr(config: string | undefined, shell: Pick<Shell, 'cwd' | 'env'>): Promise<Found> {
  try {
    return { targets: await configuredTargets(config, shell) };
  } catch (error) {
    if (error instanceof CommandError) return { problem: error.message };
    throw error;
  }
}

/** Without the variables that are options: they are those of `emulate`, and its keys are not for another target. */
function withoutOptions(env: Shell['env']): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, text]) =>
    text === undefined || name.startsWith('ASTROLABE_') ? [] : [[name, text]],
  );
  return Object.fromEntries(kept);
}
