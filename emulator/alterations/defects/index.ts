/** The table of defects: every way in which the emulator can break the contract on request. */

import type { DefectEntry, Defects } from './defect.ts';
import { AUDIENCE_DEFECTS } from './engage/audiences.ts';
import { CONNECTOR_DEFECTS } from './engage/connectors.ts';
import { SYNC_DEFECTS } from './engage/syncs.ts';
import { AT_ONCE_DEFECTS } from './journeys/at-once.ts';
import { IN_TIME_DEFECTS } from './journeys/in-time.ts';
import { INTERRUPTION_DEFECTS } from './journeys/interruptions.ts';
import { REPEAT_DEFECTS } from './journeys/repeats.ts';
import { REPLAY_DEFECTS } from './journeys/replays.ts';
import { TIME_OF_CALL_DEFECTS } from './journeys/times-of-calls.ts';
import { NAME_DEFECTS } from './properties/names.ts';
import { OBJECT_DEFECTS } from './properties/objects.ts';
import { PROPERTY_DEFECTS } from './properties/properties.ts';
import { TEXT_DEFECTS } from './properties/text.ts';
import { HOLDER_TEXT_DEFECTS } from './properties/text-of-holders.ts';
import { VALUE_DEFECTS } from './properties/values.ts';
import { ACCOUNT_DEFECTS } from './records/accounts.ts';
import { ASSOCIATION_DEFECTS } from './records/associations.ts';
import { CROSSING_DEFECTS } from './records/crossings.ts';
import { EVENT_DEFECTS } from './records/events.ts';
import { IDENTITY_DEFECTS } from './records/identities.ts';
import { LIMIT_DEFECTS } from './records/limits.ts';
import { LOOK_UP_DEFECTS } from './records/look-ups.ts';
import { USER_DEFECTS } from './records/users.ts';
import { ERROR_DEFECTS } from './wire/errors.ts';
import { KEY_DEFECTS } from './wire/keys.ts';
import { LENIENCY_DEFECTS } from './wire/leniency.ts';
import { BODY_DEFECTS } from './wire/malformed-calls.ts';
import { WIRE_BODY_DEFECTS } from './wire/nearly-json.ts';
import { TRANSPORT_DEFECTS } from './wire/transport.ts';

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
  ...REPLAY_DEFECTS,
  ...IN_TIME_DEFECTS,
  ...VALUE_DEFECTS,
  ...NAME_DEFECTS,
  ...HOLDER_TEXT_DEFECTS,
  ...OBJECT_DEFECTS,
  ...WIRE_BODY_DEFECTS,
  ...CROSSING_DEFECTS,
  ...TIME_OF_CALL_DEFECTS,
} satisfies Defects;

/** The name of a defect. */
export type DefectKey = keyof typeof TABLE;

/** All defects are off by default; each is one small behaviour, and several can be enabled together. */
export const DEFECTS: Readonly<Record<DefectKey, DefectEntry>> = TABLE;

/** All names, in the order of the table. */
export function defectNames(): readonly DefectKey[] {
  return Object.keys(DEFECTS) as DefectKey[];
}
