/** The target that `verify` was pointed at, or the embedded emulator. */
import { resolve } from 'node:path';
import { startEmbedded } from '../../harness/embedded.ts';
import { type LooseSettings, resolveSettings, type Settings } from '../../harness/settings.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

/** Settings of a run, and what ends the target if the tool started it. */
export interface OpenTarget {
  readonly settings: Settings;
  close(): Promise<void>;
}

/** @throws CommandError with exit code 2 where the options make no sense */
export async function openTarget(options: OptionReader, shell: Shell): Promise<OpenTarget> {
  const loose = looseSettings(options, shell);
  if (loose.baseUrl !== undefined) return { settings: resolved(loose, shell), close: async () => {} };
  const stray = Object.entries({
    '--records-url': loose.recordsUrl,
    '--adapter': loose.adapter,
    '--api-key': loose.apiKey,
  }).filter(([, value]) => value !== undefined);
  if (stray.length > 0) {
    const names = stray.map(([name]) => name).join(' and ');
    throw new CommandError(
      2,
      `${names} without --base-url: say which destination is meant, or leave it out to grade the embedded emulator`,
    );
  }
  const { close, ...embedded } = await startEmbedded();
  try {
    return { settings: resolved({ ...loose, ...embedded }, shell), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The embedded emulator in the place of the real target: a run against it makes the very calls that a run with
 * these settings would make.
 */
export async function openStandIn(settings: Settings): Promise<OpenTarget> {
  const { close, ...embedded } = await startEmbedded();
  const { recordsUrl, adapter, blockingApiKey, restrictedApiKey, rate: _, ...rest } = settings;
  const seesRecords = recordsUrl !== undefined || adapter !== undefined;
  return {
    settings: {
      ...rest,
      baseUrl: embedded.baseUrl,
      apiKey: settings.apiKeyMode === 'block' ? embedded.blockingApiKey : embedded.apiKey,
      ...(seesRecords ? { recordsUrl: embedded.recordsUrl } : {}),
      ...(blockingApiKey === undefined ? {} : { blockingApiKey: embedded.blockingApiKey }),
      ...(restrictedApiKey === undefined ? {} : { restrictedApiKey: embedded.restrictedApiKey }),
    },
    close,
  };
}

function looseSettings(options: OptionReader, shell: Shell): LooseSettings {
  const adapter = options.text('adapter');
  return {
    baseUrl: options.text('baseUrl'),
    apiKey: options.text('apiKey'),
    apiKeyMode: options.text('apiKeyMode'),
    blockingApiKey: options.text('blockingApiKey'),
    restrictedApiKey: options.text('restrictedApiKey'),
    recordsUrl: options.text('recordsUrl'),
    adapter: adapter === undefined ? undefined : resolve(shell.cwd, adapter),
    settle: options.text('settle'),
    timeout: options.text('timeout'),
    rate: options.text('rate'),
    maxCalls: options.text('maxCalls'),
    concurrency: options.text('concurrency'),
    seed: options.text('seed'),
    runId: options.text('runId'),
    strict: options.flag('strict'),
    checklist: options.flag('checklist'),
  };
}

function resolved(loose: LooseSettings, shell: Shell): Settings {
  const resolution = resolveSettings(loose, shell.random);
  if ('problems' in resolution) throw new CommandError(2, resolution.problems.join('\n'));
  return resolution.value;
}
