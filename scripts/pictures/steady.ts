/** The one place that takes out of an output what no option of a run can make the same every time. */

/** Where a run was made, as far as its output names it. */
export interface Surroundings {
  /** The folder that it ran in. */
  readonly cwd: string;
}

/** Where `emulate` listens unless it is told otherwise. */
export const SHOWN_ORIGIN = 'http://127.0.0.1:4100';

/** Ports, the folder, and the counts and the duration of a run, which depend on how fast the machine is. */
export function steadyText(output: string, { cwd }: Surroundings): string {
  return output
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, SHOWN_ORIGIN)
    .replaceAll(`${cwd}/`, '')
    .replace(/( · evidence: [\w-]+ · )\d+ calls,[\s\S]*?\n\n/, '$1…\n\n');
}
