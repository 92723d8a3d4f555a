/** Every hostile way by name, and how it is met. */

import type { Role, Way } from './front.ts';
import { gradeWay, type Outcome } from './graded.ts';
import { COMMAND_WAYS, meetHostile } from './other-commands.ts';
import { RECORD_WAYS, TEXT_WAYS } from './text-ways.ts';
import { WIRE_WAYS } from './wire-ways.ts';

/** @param memoryMB the most memory that the program may need */
export type Meet = (memoryMB: number) => Promise<Outcome>;

const graded = (role: Role, ways: Readonly<Record<string, Way>>) =>
  Object.entries(ways).map(([name, way]): [string, Meet] => [
    `${role}: ${name}`,
    (memoryMB) => gradeWay(role, way, memoryMB),
  ]);

export const WAYS: ReadonlyMap<string, Meet> = new Map([
  ...graded('destination', { ...WIRE_WAYS, ...TEXT_WAYS }),
  ...graded('Records API', { ...WIRE_WAYS, ...RECORD_WAYS }),
  ...COMMAND_WAYS.map((name): [string, Meet] => [
    `command: ${name}`,
    (memoryMB) => meetHostile(name, memoryMB),
  ]),
]);
