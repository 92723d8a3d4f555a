/** Keys that were copied with white space: they would only be called wrong by the destination. */

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/[\r\n\u2028\u2029]/, 'a line end'],
  [/\t/, 'a tab'],
  [/\uFEFF/, 'a byte order mark'],
  [/\s/, 'white space'],
];

/** What is wrong with a key, as the end of a sentence that begins with where it comes from; undefined if nothing is. */
export function keyProblem(key: string): string | undefined {
  const bare = key.trim();
  if (bare === '') return 'has only white space: pass the key of a connector';
  const remedy = 'remove it, for instance from the file or secret that the key is read from';
  const before = key.slice(0, key.indexOf(bare));
  const after = key.slice(before.length + bare.length);
  const around = [
    ...(before === '' ? [] : [`begins with ${nameOf(before)}`]),
    ...(after === '' ? [] : [`ends with ${nameOf(after)}`]),
  ];
  if (around.length > 0) return `${around.join(' and ')}: a key has no white space around it; ${remedy}`;
  return /[\r\n]/.test(bare) ? `has a line end in it: it may be two keys; ${remedy}` : undefined;
}

function nameOf(white: string): string {
  return NAMES.find(([pattern]) => pattern.test(white))?.[1] ?? 'white space';
}
