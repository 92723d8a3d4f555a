/** What the short commands about audiences and computed traits of a running emulator do. */
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { openControl, pathOf } from './control.ts';
import { type ComputedView, inShort } from './views.ts';

export async function runList(options: OptionReader, shell: Shell): Promise<number> {
  const control = openControl(options);
  const { audiences } = (await control.get('/audiences')) as { audiences: ComputedView[] };
  const { computedTraits } = (await control.get('/computed-traits')) as { computedTraits: ComputedView[] };
  if (!Array.isArray(audiences) || !Array.isArray(computedTraits)) {
    throw new CommandError(2, 'that is no control plane: give the address that emulate prints as control');
  }
  const all = [...audiences, ...computedTraits];
  if (all.length === 0) shell.out('There is no audience and no computed trait.\n');
  for (const { key, name, members, values, nextSyncAt, latestSync } of all) {
    const size = members === undefined ? `${values} values` : `${members} members`;
    const latest = latestSync === undefined ? 'not synced yet' : inShort(latestSync);
    shell.out(`${key}  ${JSON.stringify(name)}  ${size}  ${latest}  next ${nextSyncAt}\n`);
  }
  return 0;
}

export async function runCreate(name: string, options: OptionReader, shell: Shell): Promise<number> {
  const as = options.list('as');
  const body = {
    name,
    key: options.text('key'),
    rule: jsonFrom(options.text('rule'), '--rule', '{"trait": "plan", "equals": "pro"}'),
    level: options.text('level'),
    as: as.length === 0 ? undefined : as,
  };
  const answer = await openControl(options).post('/audiences', body);
  return tellMade(answer as { audience: ComputedView; notes: readonly string[] }, 'audience', shell);
}

export async function runCreateTrait(name: string, options: OptionReader, shell: Shell): Promise<number> {
  const example = '{"compute": "count", "event": "Order Completed"}';
  const formula = jsonFrom(options.text('formula'), '--formula', example);
  if (formula === undefined) throw new CommandError(2, `give --formula, for instance '${example}'`);
  const body = { name, key: options.text('key'), formula };
  const answer = await openControl(options).post('/computed-traits', body);
  return tellMade(
    answer as { computedTrait: ComputedView; notes: readonly string[] },
    'computedTrait',
    shell,
  );
}

export async function runRemove(key: string, options: OptionReader, shell: Shell): Promise<number> {
  await openControl(options).delete(pathOf(key));
  shell.out(`${key} is removed; what its syncs sent stays where it is\n`);
  return 0;
}

export async function runPreview(key: string, options: OptionReader, shell: Shell): Promise<number> {
  shell.out(`${JSON.stringify(await openControl(options).get(`${pathOf(key)}/preview`), null, 2)}\n`);
  return 0;
}

function tellMade<Name extends string>(
  answer: Readonly<Record<Name, ComputedView>> & { readonly notes: readonly string[] },
  name: Name,
  shell: Shell,
): number {
  for (const note of answer.notes) shell.err(`note: ${note}\n`);
  shell.out(`${answer[name].key}\n`);
  return 0;
}

function jsonFrom(text: string | undefined, option: string, example: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(2, `${option} is no JSON: write for instance ${example}`);
  }
}
