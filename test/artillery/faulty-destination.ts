/** A destination as a process of its own: the emulator behind a front with one fault. It says on SIGTERM which calls it spoiled. */
import { type ArrivingCall, type Fate, startFront } from '../load/front.ts';

/** What a destination does with one call; it notes each call that it spoils. */
type Fault = (call: ArrivingCall, before: number, underWay: number) => Fate;

const DROPPED = 10_000;
const MANY_UNDER_WAY = 12;

/** The messageId of each call that was spoiled. */
const spoiled: string[] = [];
const spoil = ({ messageId }: ArrivingCall) => spoiled.push(messageId);
let first: ArrivingCall | undefined;

const FAULTS: Readonly<Record<string, Fault>> = {
  none: () => ({}),
  drop(call, before) {
    if (before % DROPPED !== DROPPED - 1) return {};
    spoil(call);
    return { passOn: [] };
  },
  swap(call) {
    if (spoiled.length === 2 || typeof call.traits?.load_4 !== 'string') return {};
    spoil(call);
    if (first === undefined) {
      first = call;
      return { passOn: [] };
    }
    return {
      passOn: [
        { ...call, traits: first.traits ?? {} },
        { ...first, traits: call.traits },
      ],
    };
  },
  misdate(call, _before, underWay) {
    if (call.type !== 'track' || underWay < MANY_UNDER_WAY || spoiled.length >= 500) return {};
    spoil(call);
    return { passOn: [{ ...call, timestamp: new Date().toISOString() }] };
  },
};

const [name = 'none'] = process.argv.slice(2);
const fault = FAULTS[name];
if (fault === undefined) throw new Error(`${name} is none of ${Object.keys(FAULTS).join(', ')}`);
const front = await startFront(fault);
const { baseUrl, recordsUrl, apiKey } = front;
process.stdout.write(`${JSON.stringify({ baseUrl, recordsUrl, apiKey })}\n`);
process.on('SIGTERM', async () => {
  process.stdout.write(`${JSON.stringify({ spoiled, calls: front.calls() })}\n`);
  await front.close();
});
