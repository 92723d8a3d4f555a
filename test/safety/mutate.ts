/** Damages JSON: in its structure, in its tokens, in its bytes. */
import type { Chance } from './chance.ts';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'userId',
  'user_id',
  'USERID',
  'type',
  'traits',
  '\0',
];

/** Replaced by nesting that is too deep for JSON.stringify. */
const DEEP = '@@deep@@';
const DEPTHS = [900, 1_100, 17_000, 100_000];

/** Unusual values. */
const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -0,
  () => 1e308,
  () => -1.5,
  () => 2 ** 53 + 2,
  () => '',
  () => 'x'.repeat(5_000),
  () => '\ud800',
  () => 'a\0b',
  () => '__proto__',
  () => '2024-02-30T25:61:61Z',
  () => '+275760-09-13T00:00:00.001Z',
  () => '9999-12-31T23:59:59.999999999+99:99',
  () => [],
  () => ({}),
  () => [[], {}, null],
  () =>
    JSON.parse('{"__proto__": {"polluted": true}, "toString": 1, "valueOf": null, "length": -1, "then": 1}'),
  () => nested(40),
  () => nested(1_200),
  () => DEEP,
];

/** Pieces of text that are unusual or invalid in JSON. */
const TOKENS = [
  '1e999',
  '-1e999',
  '01',
  '-',
  'NaN',
  'undefined',
  '"\\ud800"',
  '"\\u0000"',
  '"\\x"',
  '"\u2028"',
  '\ufeff',
  '/**/',
  ',',
  '}',
  ']',
  '{"a":',
  '"',
  '\n',
  '123456789012345678901234567890',
  '0.00000000000000000000000000000000000001e-400',
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** The JSON text of a value with some damage; often not JSON any more. */
export function mutateJson(value: unknown, chance: Chance): Buffer {
  let mutated = value;
  for (let left = chance.below(4); left > 0; left -= 1) mutated = mutateStructure(mutated, chance);
  let text = (JSON.stringify(mutated) ?? '').replaceAll(`"${DEEP}"`, () => {
    const depth = chance.pick(DEPTHS);
    return '['.repeat(depth) + ']'.repeat(depth);
  });
  for (let left = chance.oneIn(3) ? 1 + chance.below(3) : 0; left > 0; left -= 1) {
    text = mutateTokens(text, chance);
  }
  const bytes = Buffer.from(text);
  return chance.oneIn(5) ? mutateBytes(bytes, chance) : bytes;
}

/** A copy in which one member or element was deleted, renamed, repeated or replaced. */
export function mutateStructure(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.oneIn(12)) return chance.pick(ODD)();
  if (Array.isArray(value)) {
    const items: unknown[] = [...value];
    const at = chance.below(items.length + 1);
    if (at === items.length || chance.oneIn(4)) items.splice(at, chance.below(2), chance.pick(ODD)());
    else items[at] = mutateStructure(items[at], chance);
    return items;
  }
  const members = Object.entries(value);
  if (members.length === 0 || chance.oneIn(6)) members.push([chance.pick(NAMES), chance.pick(ODD)()]);
  const at = chance.below(members.length);
  const [name, member] = members[at] ?? ['', null];
  switch (chance.below(6)) {
    case 0:
      members.splice(at, 1);
      break;
    case 1:
      members[at] = [chance.pick([...NAMES, name.toUpperCase(), `_${name}`]), member];
      break;
    case 2:
      members.push([name.toLowerCase(), chance.pick(ODD)()]);
      break;
    case 3:
      members[at] = [name, chance.pick(ODD)()];
      break;
    default:
      members[at] = [name, mutateStructure(member, chance)];
  }
  // fromEntries makes own members, whatever their names are.
  return Object.fromEntries(members);
}

function mutateTokens(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  switch (chance.below(6)) {
    case 0: {
      const member = /,("[^"\\]*":(?:"[^"\\]*"|[\w.+-]+))/.exec(text.slice(at));
      return member === null
        ? text
        : text.slice(0, at + member.index) + member[0] + text.slice(at + member.index);
    }
    case 1: {
      const depth = chance.pick([50, 1_500, 60_000]);
      return chance.oneIn(2)
        ? '['.repeat(depth) + text
        : `${'{"a":'.repeat(depth)}${text}${'}'.repeat(depth)}`;
    }
    case 2:
      return text.replace(/:(?:"[^"\\]*"|[\w.+-]+)/, `:${chance.pick(TOKENS)}`);
    case 3:
      return text.slice(0, at);
    case 4:
      return text + chance.pick([text, ' ', '\n\n', ',', '\0', text.slice(at)]);
    default:
      return text.slice(0, at) + chance.pick(TOKENS) + text.slice(at);
  }
}

/** A copy with some bytes changed, removed, inserted or repeated. */
export function mutateBytes(bytes: Buffer, chance: Chance): Buffer {
  let mutated = Buffer.from(bytes);
  for (let left = 1 + chance.below(5); left > 0; left -= 1) {
    const at = chance.below(mutated.length + 1);
    const end = Math.min(mutated.length, at + chance.below(40));
    const [head, middle, tail] = [mutated.subarray(0, at), mutated.subarray(at, end), mutated.subarray(end)];
    switch (chance.below(4)) {
      case 0:
        mutated = Buffer.concat([head, tail]);
        break;
      case 1:
        mutated = Buffer.concat([head, chance.bytes(chance.below(12)), middle, tail]);
        break;
      case 2:
        mutated = Buffer.concat([head, middle, middle, tail]);
        break;
      default:
        if (at < mutated.length) mutated[at] = chance.below(256);
    }
  }
  return mutated;
}
