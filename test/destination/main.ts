/** The command that starts this destination and prints its addresses. */

import { parseArgs } from 'node:util';
import { type Fault, faults, isFault } from './faults.ts';
import { type DestinationOptions, startDestination } from './index.ts';
import type { RateLimit } from './rate-limit.ts';

const retryAfterForms: readonly string[] = ['seconds', 'date', 'none'] satisfies RateLimit['retryAfter'][];

function readOptions(args: string[]): { options: DestinationOptions; json: boolean } | string {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      'api-key': { type: 'string' },
      'blocking-api-key': { type: 'string', default: 'w3Tn-block-Yb92pLc' },
      'restricted-api-key': { type: 'string', default: 'h8Vs-limited-Ju56fGd' },
      fault: { type: 'string', multiple: true, default: [] },
      'store-delay-ms': { type: 'string', default: '0' },
      'calls-per-second': { type: 'string' },
      'retry-after': { type: 'string', default: 'seconds' },
      'without-records': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });

  const unknown = values.fault.find((word) => !isFault(word));
  if (unknown !== undefined) {
    return `--fault ${unknown} is unknown: write one of ${Object.keys(faults).join(', ')}.`;
  }
  if (!retryAfterForms.includes(values['retry-after'])) {
    return `--retry-after ${values['retry-after']} is unknown: write one of ${retryAfterForms.join(', ')}.`;
  }
  for (const name of ['port', 'store-delay-ms', 'calls-per-second'] as const) {
    const word = values[name];
    if (word !== undefined && !/^\d+$/.test(word)) return `--${name} ${word} is not a number: write digits.`;
  }

  const callsPerSecond = values['calls-per-second'];
  const retryAfter = values['retry-after'] as RateLimit['retryAfter'];
  const options: DestinationOptions = {
    port: Number(values.port),
    ...(values['api-key'] === undefined ? {} : { apiKey: values['api-key'] }),
    blockingApiKey: values['blocking-api-key'],
    restrictedApiKey: values['restricted-api-key'],
    faults: values.fault as Fault[],
    storeDelayMs: Number(values['store-delay-ms']),
    ...(callsPerSecond === undefined
      ? {}
      : { rateLimit: { callsPerSecond: Number(callsPerSecond), retryAfter } }),
    withoutRecords: values['without-records'],
  };
  return { options, json: values.json };
}

async function run(): Promise<void> {
  const parsed = readOptions(process.argv.slice(2));
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\n`);
    process.exitCode = 2;
    return;
  }
  const destination = await startDestination(parsed.options);
  const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey } = destination;
  const facts = { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey };
  process.stdout.write(
    parsed.json
      ? `${JSON.stringify(facts)}\n`
      : Object.entries(facts)
          .map(([name, value]) => `${name.padEnd(17)} ${value}\n`)
          .join(''),
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void destination.close());
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
});
