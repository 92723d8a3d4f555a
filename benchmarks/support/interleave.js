/**
 * Measures contenders in turn, many times, so that other work of the machine slows all of them alike.
 *
 * A round goes through the contenders once or a few times in small slices, forwards and backwards; what counts is the
 * ratio of two contenders within a round. With one slice, a round is a pair: A B, then B A.
 */
import { load } from './load.js';
import { median } from './statistics.js';

const ROUNDS = 7;
const SLICES = 4;
const SLICE_SECONDS = 0.5;
/** Long enough for the just-in-time compilers of all contenders; Java needs the longest. */
const WARM_UP_SLICES = 12;

/**
 * @param contenders by name, each what `load` takes
 * @returns for each round, by name, the answers, seconds and CPU time; and the answers in total
 */
export async function interleave(contenders, { connections, rounds: count = ROUNDS, slices = SLICES }) {
  const settings = { connections, seconds: SLICE_SECONDS };
  const totals = Object.fromEntries(Object.keys(contenders).map((name) => [name, 0]));
  const rounds = [];
  for (let number = -Math.ceil(WARM_UP_SLICES / slices); number < count; number += 1) {
    const round = {};
    for (let slice = 0; slice < slices; slice += 1) {
      const order = Object.entries(contenders);
      for (const [name, target] of (number * slices + slice) % 2 === 0 ? order : order.reverse()) {
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

/** The ratio of the rates of two contenders within each round. */
export function rateRatios(rounds, name, other) {
  return rounds.map((round) => rate(round[name]) / rate(round[other]));
}

export function medianRate(rounds, name) {
  return Math.round(median(rounds.map((round) => rate(round[name]))));
}

/** How much of a core each contender used, and the generator beside the first of them; NaN if the system hides it. */
export function describeCpu(rounds, labels) {
  const share = (name, part) => {
    const { seconds, [part]: used } = totalOf(rounds, name);
    return `${Math.round((used / seconds) * 100)} %`;
  };
  const servers = Object.entries(labels).map(([name, label]) => `${label} ${share(name, 'serverCpu')}`);
  const [first] = Object.keys(labels);
  return `share of a core: ${servers.join(', ')}, the generator ${share(first, 'generatorCpu')}`;
}

/**
 * The ratio of answers for the same CPU time. If other programs take turns with a server, the rate of a server with
 * more work falls less, and the ratio of rates flatters it; this ratio is not affected.
 */
export function describeThrift(rounds, name) {
  const thrift = ({ answers, serverCpu }) => answers / serverCpu;
  const ratio = thrift(totalOf(rounds, 'emulator')) / thrift(totalOf(rounds, name));
  return `for the same CPU time ${ratio.toFixed(2)} ×`;
}

/** Of all rounds, because CPU time is counted in hundredths of a second, which are coarse beside one. */
function totalOf(rounds, name) {
  return rounds.map((round) => round[name]).reduce(sum);
}
