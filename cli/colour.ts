/** Whether to print colours, by the conventions that Node.js and most tools share. */

const ON: readonly (string | undefined)[] = ['', '1', '2', '3', 'true'];

/**
 * `FORCE_COLOR` decides if it is set (empty, `1`, `2`, `3` and `true` mean yes, anything else no); else any non-empty
 * `NO_COLOR` and `TERM=dumb` mean no; else a terminal means yes.
 *
 * @param isTerminal whether the output is one
 */
export function usesColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.FORCE_COLOR !== undefined) return ON.includes(env.FORCE_COLOR);
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}
