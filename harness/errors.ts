/** The ways in which an example ends without passing, told apart by class (see verdict.ts). */
import type { Difference } from '../schemas/index.ts';

/** The destination did not do what the clause asks: `fail`, or `warn` where the clause is a SHOULD. */
export class UnmetExpectation extends Error {
  readonly difference: Difference;

  /** @param difference what was wanted and what was seen; its message ends up in the failure card. */
  constructor(difference: Difference) {
    super(describe(difference));
    this.difference = difference;
  }
}

/** The example could not be judged: a control failed, evidence is missing, a limit was reached. */
export class BlockedExample extends Error {}

/** The declared evidence did not answer in the contract's shape (section 4): exit 3, never a downgrade. */
export class EvidenceFault extends BlockedExample {}

/** What the example rests on did not come about, and that is no fault: it says nothing about the clause. */
export class NotApplicable extends Error {}

function describe({ message, expected, actual }: Difference): string {
  const lines = [message];
  if (expected !== undefined) lines.push(`  expected: ${JSON.stringify(expected)}`);
  if (actual !== undefined) lines.push(`  actual:   ${JSON.stringify(actual)}`);
  return lines.join('\n');
}
