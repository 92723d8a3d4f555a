/** What the commands do that create, list, preview and remove audiences and computed traits. */
import { CommandError, type Shell } from '../shell.ts';
import type { ControlOptions, CreateOptions, CreateTraitOptions } from './audience.ts';
import { openControl, pathOf } from './control.ts';
import { type ComputedView, syncInShort } from './views.ts';

export async function runList(options: ControlOptions, shell: Shell): Promise<number> {
  const control = openControl(options);
  const { audiences } = (await control.get('/audiences')) as { audiences: ComputedView[] };
  const { computedTraits } = (await control.get('/computed-traits')) as { computedTraits: ComputedView[] };
  if (!Array.isArray(audiences) || !Array.isArray(computedTraits)) {
    throw new CommandError(2, 'this is not a control plane: use the URL that emulate prints as control');
  }
  const all = [...audiences, ...computedTraits];
  if (all.length === 0) shell.out('There are no audiences and no computed traits.\n');
  for (const { key, name, members, values, nextSyncAt, latestSync } of all) {
    const size = members === undefined ? `${values} values` : `${members} members`;
    const latest = latestSync === undefined ? 'not synced yet' : syncInShort(latestSync);
    shell.out(`${key}  ${JSON.stringify(name)}  ${size}  ${latest}  next ${nextSyncAt}\n`);
  }
  return 0;
}

export async function runCreate(
  options: CreateOptions,
  shell: Shell,
  [name = '']: readonly string[],
): Promise<number> {
  const { key, level, as } = options;
  const body = {
    name,
    key,
    rule: jsonFrom(options.rule, '--rule', '{"trait": "plan", "equals": "pro"}'),
    level,
    as: as.length === 0 ? undefined : as,
  };
  const answer = await openControl(options).post('/audiences', body);
  const { audience, notes } = answer as { audience: ComputedView; notes: readonly string[] };
  return printCreated(audience, notes, shell);
}

export async function runCreateTrait(
  options: CreateTraitOptions,
  shell: Shell,
  [name = '']: readonly string[],
): Promise<number> {
  const example = '{"compute": "count", "event": "Order Completed"}';
  const formula = jsonFrom(options.formula, '--formula', example);
  if (formula === undefined)
    throw new CommandError(2, `--formula is required: write for instance '${example}'`);
  const answer = await openControl(options).post('/computed-traits', { name, key: options.key, formula });
  const { computedTrait, notes } = answer as { computedTrait: ComputedView; notes: readonly string[] };
  return printCreated(computedTrait, notes, shell);
}

export async function runRemove(
  options: ControlOptions,
  shell: Shell,
  [key = '']: readonly string[],
): Promise<number> {
  await openControl(options).delete(pathOf(key));
  shell.out(`${key} is removed; what its syncs sent stays stored\n`);
  return 0;
}

export async function runPreview(
  options: ControlOptions,
  shell: Shell,
  [key = '']: readonly string[],
): Promise<number> {
  shell.out(`${JSON.stringify(await openControl(options).get(`${pathOf(key)}/preview`), null, 2)}\n`);
  return 0;
}

function printCreated({ key }: ComputedView, notes: readonly string[], shell: Shell): number {
  for (const note of notes) shell.err(`note: ${note}\n`);
  shell.out(`${key}\n`);
  return 0;
}

function jsonFrom(text: string | undefined, option: string, example: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(2, `${option} is not JSON: write for instance ${example}`);
  }
}
