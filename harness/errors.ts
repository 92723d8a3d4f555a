/** The errors by which an example ends without passing; their class decides the verdict (see example-result.ts). */
import { redactValue } from '../safe-text/index.ts';
import type { Difference } from '../schemas/index.ts';
import { boundedDifference } from './bounded.ts';

/** The destination did not do what the clause requires: `fail`, or `warn` for a SHOULD. */
export class UnmetExpectation extends Error {
  #difference: Difference;

  /** @param difference what was expected and what was found; reports show its message */
  constructor(difference: Difference) {
    const bounded = boundedDifference(difference);
    super(describe(bounded));
    this.#difference = bounded;
  }

  get difference(): Difference {
    return this.#difference;
  }

  /** Hides secrets in what was expected and found; the message of an error is redacted by who catches it. */
  redact(redact: (text: string) => string): void {
    const { message, expected, actual } = this.difference;
    this.#difference = {
      message: redact(message),
      expected: redactValue(expected, redact),
      actual: redactValue(actual, redact),
    };
  }
}

/** A call had no response, after all its attempts: `blocked` if the target turns out to be gone. */
export class NoAnswer extends UnmetExpectation {}

/** The example could not be judged: a control failed, evidence is missing, a limit was reached. */
export class BlockedExample extends Error {}

/** The target, or the source of evidence, asked to wait for too long before one request. */
export class AskedToWait extends BlockedExample {}

/** The declared evidence did not answer as docs/contract.md section 4 requires: exit 3, never a run without evidence. */
export class EvidenceFault extends BlockedExample {}

/** The source of evidence stopped responding: no later example of the run can read back either. */
export class LostEvidence extends EvidenceFault {}

/** The module of `--adapter` cannot be used; nothing was sent yet. */
export class UnusableAdapter extends Error {}

/** The situation that the example is about did not occur, which is not a fault: it says nothing about the clause. */
export class NotApplicable extends Error {}

function describe({ message, expected, actual }: Difference): string {
  const lines = [message];
  if (expected !== undefined) lines.push(`  expected: ${JSON.stringify(expected)}`);
  if (actual !== undefined) lines.push(`  actual:   ${JSON.stringify(actual)}`);
  return lines.join('\n');
}
