/** The table of defects: every way in which the emulator can break the contract on request. */
import { ACCOUNT_DEFECTS } from './accounts.ts';
import { ASSOCIATION_DEFECTS } from './associations.ts';
import { AT_ONCE_DEFECTS } from './at-once.ts';
import { AUDIENCE_DEFECTS } from './audiences.ts';
import { BODY_DEFECTS } from './bodies.ts';
import { CONNECTOR_DEFECTS } from './connectors.ts';
import type { Defect, Defects } from './defect.ts';
import { ERROR_DEFECTS } from './errors.ts';
import { EVENT_DEFECTS } from './events.ts';
import { IDENTITY_DEFECTS } from './identities.ts';
import { IN_TIME_DEFECTS } from './in-time.ts';
import { INTERRUPTION_DEFECTS } from './interruptions.ts';
import { KEY_DEFECTS } from './keys.ts';
import { LENIENCY_DEFECTS } from './leniency.ts';
import { LIMIT_DEFECTS } from './limits.ts';
import { LOOK_UP_DEFECTS } from './look-ups.ts';
import { NAME_DEFECTS } from './names.ts';
import { OBJECT_DEFECTS } from './objects.ts';
import { PROPERTY_DEFECTS } from './properties.ts';
import { REPEAT_DEFECTS } from './repeats.ts';
import { SYNC_DEFECTS } from './syncs.ts';
import { TEXT_DEFECTS } from './text.ts';
import { HOLDER_TEXT_DEFECTS } from './texts.ts';
import { TRANSPORT_DEFECTS } from './transport.ts';
import { USER_DEFECTS } from './users.ts';
import { VALUE_DEFECTS } from './values.ts';
import { WIRE_BODY_DEFECTS } from './wire-bodies.ts';

export type { Defect } from './defect.ts';

const TABLE = {
  ...TRANSPORT_DEFECTS,
  ...BODY_DEFECTS,
  ...LENIENCY_DEFECTS,
  ...TEXT_DEFECTS,
  ...KEY_DEFECTS,
  ...ERROR_DEFECTS,
  ...USER_DEFECTS,
  ...PROPERTY_DEFECTS,
  ...IDENTITY_DEFECTS,
  ...LOOK_UP_DEFECTS,
  ...ACCOUNT_DEFECTS,
  ...ASSOCIATION_DEFECTS,
  ...AT_ONCE_DEFECTS,
  ...LIMIT_DEFECTS,
  ...INTERRUPTION_DEFECTS,
  ...EVENT_DEFECTS,
  ...AUDIENCE_DEFECTS,
  ...SYNC_DEFECTS,
  ...CONNECTOR_DEFECTS,
  ...REPEAT_DEFECTS,
  ...IN_TIME_DEFECTS,
  ...VALUE_DEFECTS,
  ...NAME_DEFECTS,
  ...HOLDER_TEXT_DEFECTS,
  ...OBJECT_DEFECTS,
  ...WIRE_BODY_DEFECTS,
} satisfies Defects;

/** The name of a defect. */
export type DefectName = keyof typeof TABLE;

/** All defects are off by default; each is one small behaviour, and several can be enabled together. */
export const DEFECTS: Readonly<Record<DefectName, Defect>> = TABLE;

/** All names, in the order of the table. */
export function defectNames(): readonly DefectName[] {
  return Object.keys(DEFECTS) as DefectName[];
}
