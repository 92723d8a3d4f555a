/**
 * Measures contenders in turn, many times, so that other work of the machine slows all of them alike.
 *
 * A round goes through the contenders a few times in small slices, forwards and backwards; what counts is the ratio of
 * two contenders within a round.
 */
import { load } from './load.js';
import { median } from './statistics.js';

const ROUNDS = 7;
const SLICES = 4;
const SLICE_SECONDS = 0.5;
/** Long enough for the just-in-time compilers of all contenders; Java needs the longest. */
const WARM_UP_ROUNDS = 3;

/**
 * @param contenders by name, each what `load` takes
 * @returns for each round, by name, the answers, seconds and CPU time; and the answers in total
 */
export async function interleave(contenders, { connections, rounds: count = ROUNDS }) {
  const settings = { connections, seconds: SLICE_SECONDS };
  const totals = Object.fromEntries(Object.keys(contenders).map((name) => [name, 0]));
  const rounds = [];
  for (let number = -WARM_UP_ROUNDS; number < count; number += 1) {
    const round = {};
    for (let slice = 0; slice < SLICES; slice += 1) {
      const order = Object.entries(contenders);
      for (const [name, target] of slice % 2 === 0 ? order : order.reverse()) {
        const { total, ...counted } = await load(target, settings);
        totals[name] += total;
        round[name] = sum(round[name], counted);
      }
    }
    if (number >= 0) rounds.push(round);
  }
  return { rounds, totals };
}

function sum(first, second) {
  if (first === undefined) return second;
  return Object.fromEntries(Object.keys(first).map((key) => [key, first[key] + second[key]]));
}

export function rate({ answers, seconds }) {
  return answers / seconds;
}

/** Below this share of a core, something else used the machine, or the generator was too slow. */
const WELL_BUSY = 0.85;

/** The CPU time of the bare server, the emulator and the generator; NaN if the system does not report it. */
export function describeCpu(rounds) {
  const share = (name, part) => median(rounds.map((round) => round[name][part] / round[name].seconds));
  const busy = (name, part) => `${Math.round(share(name, part) * 100)} %`;
  const isDisturbed = share('bare', 'serverCpu') < WELL_BUSY;
  return [
    `${isDisturbed ? 'the machine was busy with something else; ' : ''}share of a core: the emulator`,
    `${busy('emulator', 'serverCpu')}, the bare server ${busy('bare', 'serverCpu')}, the generator`,
    `${busy('emulator', 'generatorCpu')} and ${busy('bare', 'generatorCpu')}`,
  ].join(' ');
}

/**
 * The ratio of answers for the same CPU time. If other programs take turns with a server, the rate of a server with
 * more work falls less, and the ratio of rates flatters it; this ratio is not affected.
 */
export function describeThrift(rounds, name) {
  const thrift = ({ answers, serverCpu }) => answers / serverCpu;
  const ratio = median(rounds.map((round) => thrift(round.emulator) / thrift(round[name])));
  return `for the same CPU time ${ratio.toFixed(2)} ×`;
}
