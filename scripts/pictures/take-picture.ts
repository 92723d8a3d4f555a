/** Takes a picture: runs what it shows, shortens the output, and draws it. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from './pictures.ts';
import { COLUMNS, runVerify } from './run-verify.ts';
import { shortened } from './shorten.ts';
import { terminalSvg } from './terminal-svg.ts';
import { type TerminalLine, terminalLines, wrapLine } from './terminal-text.ts';

/** @throws Error if the run does not end as the picture says, or its output has other lines */
export async function takePicture({ name, title, about, defect, kept }: Picture): Promise<string> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'astrolabe-picture-')));
  try {
    const { command, output, exitCode } = await runVerify(defect, cwd);
    const expected = defect === undefined ? 0 : 1;
    if (exitCode !== expected) {
      throw new Error(`the run of the picture "${name}" ended with ${exitCode}, not ${expected}:\n${output}`);
    }
    const shown = [promptLine(command), ...shortened(terminalLines(output), kept)];
    const lines = shown.flatMap((line) => wrapLine(line, COLUMNS));
    return terminalSvg({ title, about, lines, columns: COLUMNS });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function promptLine(command: string): TerminalLine {
  return [{ text: `$ ${command}`, kinds: ['bold'] }];
}
