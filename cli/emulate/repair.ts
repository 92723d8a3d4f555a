/** `emulate --repair`: repairs a data directory and says what was lost. */
import { InvalidOptions, type Repair, repairDataDir } from '../../emulator/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { EmulateOptions } from './emulate.ts';

/** @returns 0 once the directory can be used */
export async function runRepair({ dataDir, json }: EmulateOptions, shell: Shell): Promise<number> {
  if (dataDir === undefined) {
    throw new CommandError(2, '--repair requires --data-dir: pass the directory to repair');
  }
  const repair = await repairDataDir(dataDir).catch((error: unknown) => {
    throw error instanceof InvalidOptions ? new CommandError(2, error.message) : error;
  });
  shell.out(json ? `${JSON.stringify(repair)}\n` : summaryOf(repair, dataDir));
  return 0;
}

function summaryOf({ kept, problems, movedTo }: Repair, dataDir: string): string {
  const entries = kept === 1 ? '1 entry' : `${kept} entries`;
  if (movedTo === undefined) return `${dataDir} is whole (${entries}): nothing was changed.\n`;
  const lines = problems.map((problem) => `  ${problem}\n`);
  const lost = lines.length === 0 ? 'Nothing was damaged.\n' : `Damaged:\n${lines.join('')}`;
  return `${dataDir} is repaired: ${entries} kept. ${lost}The files from before are in ${movedTo}.\n`;
}
