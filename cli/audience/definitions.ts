/** What the commands do that create, list, preview and remove audiences and computed traits. */
import { oneLine } from '../../safe-text/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { ControlOptions, CreateOptions, CreateTraitOptions } from './audience.ts';
import { openControl, pathOf } from './control.ts';
import { readCreated, readViews, syncInShort } from './views.ts';

export async function runList(options: ControlOptions, shell: Shell): Promise<number> {
  const control = openControl(options, shell);
  const all = [
    ...readViews(await control.get('/audiences'), 'audiences'),
    ...readViews(await control.get('/computed-traits'), 'computedTraits'),
  ];
  if (all.length === 0) shell.out('There are no audiences and no computed traits.\n');
  for (const { key, name, members, values, nextSyncAt, latestSync } of all) {
    const size = members === undefined ? `${values} values` : `${members} members`;
    const latest = latestSync === undefined ? 'not synced yet' : syncInShort(latestSync);
    shell.out(`${oneLine(`${key}  ${JSON.stringify(name)}  ${size}  ${latest}  next ${nextSyncAt}`)}\n`);
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
  const answer = await openControl(options, shell).post('/audiences', body);
  return printCreated(readCreated(answer, 'audience'), shell);
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
  const control = openControl(options, shell);
  const answer = await control.post('/computed-traits', { name, key: options.key, formula });
  return printCreated(readCreated(answer, 'computedTrait'), shell);
}

export async function runRemove(
  options: ControlOptions,
  shell: Shell,
  [key = '']: readonly string[],
): Promise<number> {
  await openControl(options, shell).delete(pathOf(key));
  shell.out(`${key} is removed; what its syncs sent stays stored\n`);
  return 0;
}

export async function runPreview(
  options: ControlOptions,
  shell: Shell,
  [key = '']: readonly string[],
): Promise<number> {
  const preview = await openControl(options, shell).get(`${pathOf(key)}/preview`);
  shell.out(`${JSON.stringify(preview, null, 2)}\n`);
  return 0;
}

function printCreated({ key, notes }: ReturnType<typeof readCreated>, shell: Shell): number {
  for (const note of notes) shell.err(`note: ${oneLine(note)}\n`);
  shell.out(`${oneLine(key)}\n`);
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
