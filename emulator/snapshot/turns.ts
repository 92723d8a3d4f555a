/** The order of timers with the same time: their turns, which a snapshot counts from 1. */
import type { Snapshot } from './snapshot.ts';

interface HasTurn {
  readonly turn: number;
}

/** In the order of the turns. */
export function inTurns<Item extends HasTurn>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => one.turn - other.turn);
}

/** The same snapshot with turns from 1: those of an emulator go up for as long as it runs. */
export function numbered(snapshot: Snapshot): Snapshot {
  const { deliveries, engage } = snapshot;
  const waiting = deliveries.flatMap(({ turn }) => (turn === undefined ? [] : [{ turn }]));
  const turns = inTurns([...waiting, ...engage.computed]).map(
    ({ turn }, index) => [turn, index + 1] as const,
  );
  const numbers = new Map(turns);
  const numberOf = (turn: number) => numbers.get(turn) ?? 0;
  return {
    ...snapshot,
    deliveries: deliveries.map((one) => ({
      ...one,
      turn: one.turn === undefined ? undefined : numberOf(one.turn),
    })),
    engage: {
      ...engage,
      computed: engage.computed.map((one) => ({ ...one, turn: numberOf(one.turn) })),
    },
  };
}
