/** What the exit codes mean (docs/contract.md section 5), for the help and for whoever shows a run. */
export const EXIT_CODES = {
  0: 'conformant (warnings allowed)',
  1: 'not conformant',
  2: 'wrong usage or configuration',
  3: 'incomplete: nothing selected, or something declared could not be judged',
  4: 'the target cannot be reached, or the key that should work is refused',
  5: 'a fault of the tool itself',
} as const;
