/** Measures figures one after the other, and gives the run its end. */
import { disturbed, exitCode, NOT_MEASURED, notMeasured, SHORT, TOO_BUSY, UNDECIDED } from './judge.js';
import { watchMachine } from './machine.js';

/**
 * @param measures by name, what measures a figure and returns its rows
 * @param tools `read` reads the machine, `print` takes lines, `describe` makes one of a row, `write` keeps the rows of a
 * whole run; without `write`, nothing is kept
 * @returns the exit code
 */
export async function runFigures(measures, { read, print, describe, write }) {
  const machine = watchMachine(read);
  const measured = [];
  for (const [name, measure] of Object.entries(measures)) {
    print(`measuring ${name}`);
    machine.begin();
    const rows = await rowsOf(name, measure, print);
    const reason = machine.end();
    for (const row of rows) {
      measured.push({ row, reason });
      print(describe(judged(row, reason())));
    }
  }
  const figures = measured.map(({ row, reason }) => judged(row, reason()));
  for (const verdict of [SHORT, UNDECIDED, NOT_MEASURED, TOO_BUSY]) {
    const names = figures.filter((figure) => figure.verdict === verdict).map(({ name }) => name);
    if (names.length > 0) print(`${verdict}: ${names.join('; ')}`);
  }
  const code = exitCode(figures);
  if (code === 4)
    print('The machine was too busy to measure: the figures are only printed, and results.md is as it was.');
  else write?.(figures);
  return code;
}

function judged(row, reason) {
  return reason === undefined ? row : disturbed(row, reason);
}

/** A figure that cannot be measured does not stop the others. */
async function rowsOf(name, measure, print) {
  try {
    return await measure();
  } catch (error) {
    print(error.stack);
    return [notMeasured({ name }, error.message)];
  }
}
