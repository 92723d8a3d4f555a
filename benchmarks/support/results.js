/** Writes figures to the page results.md, with the machine and the versions that they are of. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { renderResults } from '../judging/page.js';
import { benchmarks, root } from './children.js';
import { peerVersion } from './peers.js';

export function writeResults(figures) {
  writeFileSync(join(benchmarks, 'results.md'), renderResults(figures, machine()));
}

function machine() {
  const [{ model }] = cpus();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [
    `date: ${new Date().toISOString().slice(0, 10)}`,
    `machine: ${model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB of memory`,
    `node ${process.versions.node}, ${name} ${version}`,
    ['mountebank', 'wiremock', '@stoplight/prism-cli']
      .map((peer) => `${peer} ${peerVersion(peer)}`)
      .join(', '),
  ];
}
