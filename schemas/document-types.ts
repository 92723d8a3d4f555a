/** The types of the schema documents, written by `npm run schema-types`. */
import type { ResultRecord } from './result.ts';

/** A call of any type. */
export type AnyCall = IdentifyCall | GroupCall | TrackCall | PageCall | ScreenCall | AliasCall | DeleteCall;
/** Who is in an audience: one condition, or several rules joined by all or any. */
export type AudienceRuleBody =
  | {
      /** Rules that must all hold. */
      all?: AudienceRuleBody[];
    }
  | {
      /** Rules of which one must hold. */
      any?: AudienceRuleBody[];
    }
  | {
      /** A trait of the user, by its name. */
      trait?: string;
      /** A trait of one of the user's accounts, by its name. */
      accountTrait?: string;
      /** An event, by its name. */
      event?: string;
      /** The property of the event that is tested. */
      property?: string;
      /** Count only the events of this many days before now. */
      withinDays?: number;
      /** The value is this one. */
      equals?: string | number | boolean;
      /** No value is this one. */
      notEquals?: string | number | boolean;
      /** A text has this part, or a list this element. */
      contains?: string | number | boolean;
      /** Whether there is a value. */
      exists?: boolean;
      /** The value is a number above this one. */
      greater?: number;
      /** The value is a number below this one. */
      less?: number;
    };

interface GeneratedTypes {
  'common-fields': CommonFields;
  context: CallContext;
  identify: IdentifyCall;
  group: GroupCall;
  track: TrackCall;
  page: PageCall;
  screen: ScreenCall;
  alias: AliasCall;
  delete: DeleteCall;
  call: AnyCall;
  'audience-identify': AudienceIdentifyCall;
  'audience-group': AudienceGroupCall;
  'computed-trait-identify': ComputedTraitIdentifyCall;
  'computed-trait-group': ComputedTraitGroupCall;
  user: RecordsUser;
  account: RecordsAccount;
  event: RecordsEvent;
  'records-users': RecordsUsers;
  'records-accounts': RecordsAccounts;
  'records-events': RecordsEvents;
  'error-body': ErrorResponseBody;
  'audience-definition': AudienceDefinitionBody;
  'audience-rule': AudienceRuleBody;
  'computed-trait-definition': ComputedTraitDefinitionBody;
  'trait-formula': TraitFormulaBody;
  'user-members': UserMembersBody;
  'account-members': AccountMembersBody;
  'instance-change': InstanceChangeBody;
  'source-change': SourceChangeBody;
  'choice-change': ChoiceChangeBody;
  'clock-mode': ClockModeBody;
  'clock-move': ClockMoveBody;
  snapshot: SnapshotFile;
  'new-world': NewWorldBody;
  'new-connector': NewConnectorBody;
  fork: ForkBody;
  'fault-plan': FaultPlanBody;
  expectation: Expectation;
  'grade-order': GradeOrderBody;
  'clause-registry': ClauseRegistryFile;
  'page-sentences': PageSentencesFile;
  baseline: BaselineFile;
  'traffic-check': TrafficCheck;
  'load-plan': LoadPlan;
  'shard-state': ShardState;
  'load-record': LoadRecord;
  config: ConfigFile;
}
/** What every call may carry, whatever its type. Members that are not listed are allowed. */
export interface CommonFields {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  [k: string]: unknown;
}
/** The context of a call: where it was made, and by which software. All members are optional, null means absent, and members that are not listed are allowed. */
export interface CallContext {
  /** Whether the person was active: false for calls from an app in the background. */
  active?: boolean | null;
  /** The app that made the call. */
  app?: {
    /** Its name. */
    name?: string | null;
    /** Its version. */
    version?: string | null;
    /** Its build, a number or a text. */
    build?: unknown;
    /** Its bundle or package name. */
    namespace?: string | null;
    [k: string]: unknown;
  } | null;
  /** The campaign that brought the person here. */
  campaign?: {
    /** Its name. */
    name?: string | null;
    /** Where the campaign ran. */
    source?: string | null;
    /** The kind of channel. */
    medium?: string | null;
    /** Its search term. */
    term?: string | null;
    /** The variant of the campaign. */
    content?: string | null;
    [k: string]: unknown;
  } | null;
  /** The device. */
  device?: {
    /** Its ID. */
    id?: string | null;
    /** Its ID for advertising. */
    advertisingId?: string | null;
    /** Whether advertising may use that ID. */
    adTrackingEnabled?: boolean | null;
    /** Its manufacturer. */
    manufacturer?: string | null;
    /** Its model. */
    model?: string | null;
    /** Its name. */
    name?: string | null;
    /** Its platform. */
    type?: string | null;
    /** Its version. */
    version?: unknown;
    [k: string]: unknown;
  } | null;
  /** Whether the call came directly from a client, so that the IP address of the request is the client's. */
  direct?: boolean | null;
  /** The group that the person acts for. */
  groupId?: string | null;
  /** The IP address of the client. */
  ip?: string | null;
  /** The library that made the call. */
  library?: {
    /** Its name. */
    name?: string | null;
    /** Its version. */
    version?: string | null;
    [k: string]: unknown;
  } | null;
  /** Language and region, such as en-GB. */
  locale?: string | null;
  /** Where the person was. */
  location?: {
    /** City. */
    city?: string | null;
    /** Country. */
    country?: string | null;
    /** Region. */
    region?: string | null;
    /** Degrees north. */
    latitude?: number | null;
    /** Degrees east. */
    longitude?: number | null;
    /** Speed, in the unit of the source. */
    speed?: number | null;
    [k: string]: unknown;
  } | null;
  /** The network. */
  network?: {
    /** Whether Bluetooth is on. */
    bluetooth?: boolean | null;
    /** The mobile carrier. */
    carrier?: string | null;
    /** Whether a mobile network is in use. */
    cellular?: boolean | null;
    /** Whether WiFi is in use. */
    wifi?: boolean | null;
    [k: string]: unknown;
  } | null;
  /** The operating system. */
  os?: {
    /** Its name. */
    name?: string | null;
    /** Its version. */
    version?: string | null;
    [k: string]: unknown;
  } | null;
  /** The page that was open. */
  page?: {
    /** Its path. */
    path?: string | null;
    /** The page before this one. */
    referrer?: string | null;
    /** Its query. */
    search?: string | null;
    /** Its title. */
    title?: string | null;
    /** Its address. */
    url?: string | null;
    [k: string]: unknown;
  } | null;
  /** What Engage computed; in audience and computed-trait calls it has the forms of $defs. */
  personas?: {
    [k: string]: unknown;
  } | null;
  /** What brought the person here. */
  referrer?: {
    /** Its ID. */
    id?: string | null;
    /** Its kind. */
    type?: string | null;
    /** Its name. */
    name?: string | null;
    /** Its address. */
    url?: string | null;
    /** The link that was followed. */
    link?: string | null;
    [k: string]: unknown;
  } | null;
  /** The screen. */
  screen?: {
    /** Its pixel density. */
    density?: number | null;
    /** Its height in pixels. */
    height?: number | null;
    /** Its width in pixels. */
    width?: number | null;
    [k: string]: unknown;
  } | null;
  /** The time zone by its tz database name, such as Europe/Berlin. */
  timezone?: string | null;
  /** Traits of the person, in a call that is not an identify. */
  traits?: {
    [k: string]: unknown;
  } | null;
  /** The user agent of the browser. */
  userAgent?: string | null;
  [k: string]: unknown;
}
/** Says who a person is: creates a User or updates its properties. It requires a userId or an anonymousId. */
export interface IdentifyCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'identify';
  /** The traits of the person; a trait may have any name and any JSON value. */
  traits?: {
    /** Email address of the person. */
    email?: unknown;
    /** Full name. */
    name?: unknown;
    /** Where the person works, a name or an object. */
    company?: unknown;
    /** Postal address, as an object. */
    address?: unknown;
    /** When the person signed up. */
    createdAt?: unknown;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** Says which company a person belongs to: creates an Account or updates its properties, and associates a User with it. It requires a groupId; the person is optional. */
export interface GroupCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'group';
  /** The ID that the source uses for the company. It is opaque. */
  groupId: string;
  /** The traits of the company; a trait may have any name and any JSON value. */
  traits?: {
    /** Name of the company. */
    name?: unknown;
    /** What it does. */
    industry?: unknown;
    /** How many people work there. */
    employees?: unknown;
    /** Its plan. */
    plan?: unknown;
    /** Its address on the web. */
    website?: unknown;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** Says what a person did. It requires an event, and a userId or an anonymousId. */
export interface TrackCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'track';
  /** The name of what was done. */
  event: string;
  /** The properties of the event; a property may have any name and any JSON value. */
  properties?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** Says which page of a website a person viewed. Astrolabe does not support it. */
export interface PageCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'page';
  /** The name of the page. */
  name?: string | null;
  /** The group of pages that it belongs to. */
  category?: string | null;
  /** The properties of the page. */
  properties?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** Says which screen of an app a person viewed. Astrolabe does not support it. */
export interface ScreenCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'screen';
  /** The name of the screen. */
  name?: string | null;
  /** The group of screens that it belongs to. */
  category?: string | null;
  /** The properties of the screen. */
  properties?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** Says that two IDs belong to one person. Astrolabe does not support it. */
export interface AliasCall {
  /** The ID that the person has from now on. */
  userId: string;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** The ID of the call; a call that is delivered again keeps it. */
  messageId?: string | null;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call, described by the context schema. The types of its members are not checked in a call. */
  context?: {
    [k: string]: unknown;
  };
  /** Which destinations receive the call, by name; the name of Astrolabe is Astrolabe. */
  integrations?: {
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'alias';
  /** The ID that the person had before. */
  previousId: string;
  [k: string]: unknown;
}
/** Says that a person asked to be forgotten. It arrives in two forms: in full, with context and integrations null or empty lists; and bare, with only type, userId and timestamp. */
export interface DeleteCall {
  /** The type of the call. */
  type: 'delete';
  /** The ID of the person who is to be forgotten. */
  userId: string;
  anonymousId?: string | null;
  messageId?: string | null;
  /** When the deletion was requested; ISO 8601, or as Go prints times. */
  timestamp?: string;
  /** The same by the requester's clock; ISO 8601, or as Go prints times. */
  originalTimestamp?: string;
  /** When the request was sent. */
  sentAt?: string | null;
  /** When Segment received the request. */
  receivedAt?: string;
  /** Null or an empty list; an object if the call has the common form. */
  context?: unknown;
  /** Null or an empty list; an object if the call has the common form. */
  integrations?: unknown;
  [k: string]: unknown;
}
/** The identify call with which Engage says that a person entered or left an audience. */
export interface AudienceIdentifyCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** `personas_` and 27 letters and digits. */
  messageId: string;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call; personas identifies what was computed. */
  context: {
    personas: {
      /** An audience. */
      computation_class: 'audience';
      /** `aud_` and 27 letters and digits. */
      computation_id: string;
      /** The name of the trait that has its value. */
      computation_key: string;
      /** The Engage space. */
      namespace: string;
      /** The Engage space again. */
      space_id: string;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  /** All destinations are off except Astrolabe. */
  integrations: {
    /** Off for all destinations that are not named. */
    All: false;
    /** On for Astrolabe. */
    Astrolabe: true;
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'identify';
  /** The flag, named by the key of the audience: true on entering, false on leaving. It may come with an email address. */
  traits: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** The group call with which Engage says that an account entered or left an account-level audience. */
export interface AudienceGroupCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** `personas_` and 27 letters and digits. */
  messageId: string;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call; personas identifies what was computed. */
  context: {
    personas: {
      /** An audience. */
      computation_class: 'audience';
      /** `aud_` and 27 letters and digits. */
      computation_id: string;
      /** The name of the trait that has its value. */
      computation_key: string;
      /** The Engage space. */
      namespace: string;
      /** The Engage space again. */
      space_id: string;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  /** All destinations are off except Astrolabe. */
  integrations: {
    /** Off for all destinations that are not named. */
    All: false;
    /** On for Astrolabe. */
    Astrolabe: true;
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'group';
  /** The ID that the source uses for the company. It is opaque. */
  groupId: string;
  /** The flag, named by the key of the audience: true on entering, false on leaving. It may come with an email address. */
  traits: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** The identify call with which Engage sets the value of a computed trait on a person. */
export interface ComputedTraitIdentifyCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** `personas_` and 27 letters and digits. */
  messageId: string;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call; personas identifies what was computed. */
  context: {
    personas: {
      /** A computed trait. */
      computation_class: 'trait';
      /** `tra_` and 27 letters and digits. */
      computation_id: string;
      /** The name of the trait that has its value. */
      computation_key: string;
      /** The Engage space. */
      namespace: string;
      /** The Engage space again. */
      space_id: string;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  /** All destinations are off except Astrolabe. */
  integrations: {
    /** Off for all destinations that are not named. */
    All: false;
    /** On for Astrolabe. */
    Astrolabe: true;
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'identify';
  /** The value, named by the key of the computed trait. It may come with an email address. */
  traits: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** The group call with which Engage sets the value of a computed trait on an account. */
export interface ComputedTraitGroupCall {
  /** The ID that the source uses for a person. It is opaque. Null means absent. */
  userId?: string | null;
  /** The ID of a person who has not been identified, or of their device. Null means absent. */
  anonymousId?: string | null;
  /** `personas_` and 27 letters and digits. */
  messageId: string;
  /** When it happened, corrected by Segment if the client's clock is wrong. */
  timestamp?: string;
  /** When it happened, by the client's clock. */
  originalTimestamp?: string;
  /** When the client sent it, by the client's clock; null in calls that Segment makes itself. */
  sentAt?: string | null;
  /** When Segment received it. */
  receivedAt?: string;
  /** The context of the call; personas identifies what was computed. */
  context: {
    personas: {
      /** A computed trait. */
      computation_class: 'trait';
      /** `tra_` and 27 letters and digits. */
      computation_id: string;
      /** The name of the trait that has its value. */
      computation_key: string;
      /** The Engage space. */
      namespace: string;
      /** The Engage space again. */
      space_id: string;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  /** All destinations are off except Astrolabe. */
  integrations: {
    /** Off for all destinations that are not named. */
    All: false;
    /** On for Astrolabe. */
    Astrolabe: true;
    [k: string]: unknown;
  };
  /** Where the call comes from: a browser, a mobile app or a server. */
  channel?: unknown;
  /** Segment's ID of the source. */
  projectId?: unknown;
  /** The version of the call format; a number in some calls and a string in others. */
  version?: unknown;
  /** The type of the call. */
  type: 'group';
  /** The ID that the source uses for the company. It is opaque. */
  groupId: string;
  /** The value, named by the key of the computed trait. It may come with an email address. */
  traits: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/** A User as the Records API shows it, with the Accounts that it belongs to. Members that are not listed are ignored, and null means absent. */
export interface RecordsUser {
  /** The ID that the source uses for the person. */
  userId?: string | null;
  /** The ID of a person who has not been identified. */
  anonymousId?: string | null;
  /** The stored properties of the person, by name. */
  properties: {
    [k: string]: unknown;
  };
  /** The group IDs of the Accounts that the User is associated with; empty if there are none. */
  accountIds: string[];
  [k: string]: unknown;
}
/** An Account as the Records API shows it, with the Users that belong to it. Members that are not listed are ignored. */
export interface RecordsAccount {
  /** The ID that the source uses for the company. */
  groupId: string;
  /** The stored properties of the company, by name. */
  properties: {
    [k: string]: unknown;
  };
  /** The user IDs of the Users that are associated with the Account; empty if there are none. */
  userIds: string[];
  [k: string]: unknown;
}
/** An event as the Records API shows it. Members that are not listed are ignored, and null means absent. */
export interface RecordsEvent {
  /** The messageId of its call. */
  messageId?: string | null;
  /** The name of what was done. */
  event: string;
  /** The stored properties of the event, by name. */
  properties: {
    [k: string]: unknown;
  };
  /** When it happened. Any text: its value is graded by a clause, not by this schema. */
  timestamp?: string | null;
  /** The user ID of the person who did it. */
  userId?: string | null;
  /** The anonymous ID of the person who did it. */
  anonymousId?: string | null;
  [k: string]: unknown;
}
/** The response of the Records API to a request for Users; more than one is a duplicate. */
export interface RecordsUsers {
  /** The users that match; empty if none does. */
  users: RecordsUser[];
  [k: string]: unknown;
}
/** The response of the Records API to a request for Accounts; more than one is a duplicate. */
export interface RecordsAccounts {
  /** The accounts that match; empty if none does. */
  accounts: RecordsAccount[];
  [k: string]: unknown;
}
/** The response of the Records API to a request for events, the oldest first. */
export interface RecordsEvents {
  /** The events that match; empty if none does. */
  events: RecordsEvent[];
  [k: string]: unknown;
}
/** The body of a response that refuses a call. Members that are not listed are allowed. */
export interface ErrorResponseBody {
  /** What was wrong with the call, for a person. */
  message: string;
  /** What was wrong with the call, for a program. */
  code?: string;
  [k: string]: unknown;
}
/** The body that creates an audience: members that are listed, or a rule that says who is in. */
export interface AudienceDefinitionBody {
  /** The name, for people. */
  name: string;
  /** The name of the property that the calls set. Default: derived from the name. */
  key?: string;
  /** The members: users, or accounts for an account-level audience. */
  members?: unknown[];
  rule?: AudienceRuleBody;
  /** Whether the members are users or accounts. Default: user. */
  level?: 'user' | 'account';
  /** For an account-level audience: which calls are sent. Default: group alone. */
  as?: ('group' | 'identify')[];
}
/** The body that creates a computed trait. */
export interface ComputedTraitDefinitionBody {
  /** The name, for people. */
  name: string;
  /** The name of the property that the calls set. Default: derived from the name. */
  key?: string;
  formula: TraitFormulaBody;
}
/** How the value of a computed trait is computed from the events of a user. */
export interface TraitFormulaBody {
  /** What the value is: the number of events, the sum of a property, its most recent or first value, or the list of its values. */
  compute: 'count' | 'sum' | 'most-recent' | 'first' | 'unique-list';
  /** The event, by its name. */
  event: string;
  /** The property of the event; count takes none. */
  property?: string;
  /** Count only the events of this many days before now. */
  withinDays?: number;
}
/** The users that enter or leave an audience. A user with only an email address is skipped, because no call can be sent without an ID. */
export interface UserMembersBody {
  /** One object for each user. */
  members: {
    /** The ID of the user. */
    userId?: string;
    /** The anonymous ID of the user; a userId takes precedence. */
    anonymousId?: string;
    /** An email address of the user. */
    email?: string;
    /** Further email addresses. */
    emails?: string[];
  }[];
}
/** The accounts that enter or leave an account-level audience. */
export interface AccountMembersBody {
  /** One object for each account. */
  members: {
    /** The group ID of the account. */
    groupId: string;
    /** The IDs of its users. */
    userIds?: string[];
  }[];
}
/** The body that adds a destination instance, or changes one. Members that are left out keep their value. */
export interface InstanceChangeBody {
  /** The name, for people. Default: Astrolabe. */
  name?: string;
  /** The API key; an empty one removes it. */
  apiKey?: string;
  /** Whether calls are delivered to it. Default: whether there is an API key. */
  enabled?: boolean;
  /** An endpoint is set when the emulator starts, and never over HTTP. */
  endpoint?: unknown;
}
/** The body that enables or disables the source. */
export interface SourceChangeBody {
  /** Whether the calls of the source are passed on; the calls of a disabled source are accepted and dropped. */
  enabled: boolean;
}
/** The body that changes how a world behaves where no document settles it. Choices that are left out stay as they are. */
export interface ChoiceChangeBody {
  /** The value of the choice with this name. */
  [k: string]: string;
}
/** The body that stops the clock or lets it run. */
export interface ClockModeBody {
  /** frozen stops the clock at its time; real lets it run on from there. */
  mode: 'frozen' | 'real';
}
/** The body that moves a frozen clock forward: by a time, or to a time. */
export interface ClockMoveBody {
  /** The time to move by, as a duration or in milliseconds. */
  by?: string | number;
  /** Milliseconds to move by. */
  ms?: number;
  /** The time to move to, as ISO 8601. */
  to?: string;
}
/** Everything that an emulator would continue from: records, clock, waiting deliveries, audiences. Keys are not in it. */
export interface SnapshotFile {
  /** What the file is. */
  format: 'astrolabe-snapshot';
  /** Version of this form. */
  version: 1;
  /** Version of the emulator that wrote it. */
  emulator?: string;
  /** The clock. */
  clock: {
    /** Whether it stands still. */
    mode: 'real' | 'frozen';
    /** Its time, in milliseconds since 1970. */
    now: number;
  };
  /** The connectors with their records, without their keys. */
  connectors: {
    /** Its name. */
    name: string;
    /** What it does with users of free email providers. */
    freeEmail: 'allow' | 'block';
    /** Whether its key may be used. */
    permitted: boolean;
    records: {
      /**
       * Users, the identified ones first.
       *
       * Items: A User.
       */
      users: {
        /** Its userId. */
        userId?: string;
        /** Its anonymousId. */
        anonymousId?: string;
        /** Its properties. */
        properties: {
          [k: string]: unknown;
        };
        /** When each property was set; only if the order of calls matters. */
        setAt?: unknown[][];
      }[];
      /**
       * Users who share an anonymousId, where their order is another.
       *
       * Items: An anonymousId.
       */
      shared: {
        /** The anonymousId. */
        anonymousId: string;
        /** The Users that have it. */
        userIds: string[];
      }[];
      /**
       * Accounts.
       *
       * Items: An Account.
       */
      accounts: {
        /** Its groupId. */
        groupId: string;
        /** Its properties. */
        properties: {
          [k: string]: unknown;
        };
        /** When each property was set; only if the order of calls matters. */
        setAt?: unknown[][];
      }[];
      /**
       * Associations of Users with Accounts.
       *
       * Items: An association.
       */
      memberships: {
        /** The Account. */
        groupId: string;
        /** The User, who may not be identified yet. */
        userId: string;
      }[];
      /**
       * Events.
       *
       * Items: An event.
       */
      events: {
        /** The event as the Records API shows it. */
        record: {
          /** Its messageId. */
          messageId?: string;
          /** Its name. */
          event: string;
          /** Its properties. */
          properties: {
            [k: string]: unknown;
          } | null;
          /** Its timestamp as it was sent. */
          timestamp?: string | null;
          /** The User's userId. */
          userId?: string;
          /** The User's anonymousId. */
          anonymousId?: string;
        };
        /** When it was received, in milliseconds since 1970. */
        receivedAt: number;
      }[];
      /** messageIds of events that make no other event a duplicate. */
      forgotten: string[];
      /** Users whose address was blocked. */
      blocked: string[];
    };
  }[];
  /** The source. */
  source: {
    /** Whether its calls are delivered. */
    enabled: boolean;
  };
  /** The destination instances. */
  instances: {
    /** Its id. */
    id: string;
    /** Its name. */
    name: string;
    /** Whether calls are delivered to it. */
    enabled: boolean;
    /** The built-in destination, or one outside, whose address is not in a snapshot. */
    endpoint: 'built-in' | 'outside';
    /** Whose key it uses: that of a connector, none, or one that belongs to no connector. */
    key: 'connector' | 'none' | 'unknown';
    /** The name of the connector. */
    connector?: string;
  }[];
  /** Deliveries that wait or are under way, in an order in which they can be restored. */
  deliveries: {
    /** Id of the instance. */
    instance: string;
    /** The call as it is delivered. */
    call: {
      [k: string]: unknown;
    };
    /** The messageId of the call. */
    messageId: string;
    /** When the ingress received the call, in milliseconds since 1970. */
    receivedAt: number;
    /** How many bytes it counts as while it waits. */
    size: number;
    /** How many attempts were made. */
    attempts: number;
    /** When the first attempt was made; 0 before, in milliseconds since 1970. */
    firstAt: number;
    /** When the next attempt is due; absent if it can be made at once, in milliseconds since 1970. */
    dueAt?: number;
    /** Its turn among timers with the same time; present if dueAt is. */
    turn?: number;
    /** The latest attempt. */
    latest?: {
      /** When it was made, in milliseconds since 1970. */
      at: number;
      /** The status of the response. */
      status?: number;
      /** The code of a network error. */
      error?: string;
      /** Its duration in milliseconds. */
      ms: number;
      /** The message of the response. */
      message?: string;
    };
  }[];
  /** messageIds that make later calls duplicates. */
  dedupe: {
    /** When the newer half began, in milliseconds since 1970. */
    begunAt?: number;
    /** The newer half. */
    current: string[];
    /** The older half. */
    previous: string[];
  };
  /** Where the random numbers of the waits are. */
  random: number;
  engage: {
    instance: {
      /** Its id. */
      id: string;
      /** Its name. */
      name: string;
      /** Whether calls are delivered to it. */
      enabled: boolean;
      /** The built-in destination, or one outside, whose address is not in a snapshot. */
      endpoint: 'built-in' | 'outside';
      /** Whose key it uses: that of a connector, none, or one that belongs to no connector. */
      key: 'connector' | 'none' | 'unknown';
      /** The name of the connector. */
      connector?: string;
    };
    /** What it knows of profiles and accounts. */
    profiles: {
      /** How many calls it has applied. */
      moment: number;
      /**
       * Profiles.
       *
       * Items: A profile.
       */
      profiles: {
        /** Its id. */
        id: string;
        /** The moment of the latest change. */
        changed: number;
        /** Its traits. */
        traits: {
          [k: string]: unknown;
        };
        /**
         * Its events, in order of arrival.
         *
         * Items: An event.
         */
        events: {
          /** Its name. */
          name: string;
          /** Its time, in milliseconds since 1970. */
          at?: number;
          /** Its properties. */
          properties: {
            [k: string]: unknown;
          };
        }[];
        /** Accounts that it belongs to. */
        groupIds: string[];
      }[];
      /**
       * Accounts.
       *
       * Items: An account.
       */
      accounts: {
        /** Its groupId. */
        groupId: string;
        /** The moment of the latest change. */
        changed: number;
        /** Its traits. */
        traits: {
          [k: string]: unknown;
        };
        /** Ids of its profiles. */
        members: string[];
      }[];
      /** Names that sources have sent. */
      names: {
        /** Traits of users. */
        user: string[];
        /** Traits of accounts. */
        account: string[];
        /** Events. */
        event: string[];
      };
      /** Bytes of the calls that it was made from. */
      bytes: number;
      /** Calls that found no room. */
      dropped: number;
    };
    /**
     * Addresses of profiles, and users of accounts.
     *
     * Items: A profile or an account.
     */
    identities: {
      /** Its id. */
      id: string;
      /** Its addresses, or the ids of its users. */
      added: string[];
    }[];
    /** Audiences and computed traits, in order of creation. */
    computed: {
      /** What it is. */
      definition:
        | {
            /** An audience. */
            kind: 'audience';
            name: string;
            key: string;
            level: 'user' | 'account';
            /** For an account-level audience: which calls are sent. */
            as: ('group' | 'identify')[];
            rule?: AudienceRuleBody;
          }
        | {
            /** A computed trait. */
            kind: 'trait';
            name: string;
            key: string;
            formula: TraitFormulaBody;
          };
      /** When it was created, in milliseconds since 1970. */
      createdAt: number;
      /** When its next sync begins, in milliseconds since 1970. */
      nextSyncAt: number;
      /** Its turn among timers with the same time. */
      turn: number;
      /** How many syncs have begun. */
      syncs: number;
      /** Its latest sync. */
      latest?: {
        /** Whether it was the first. */
        kind: 'first' | 'later';
        /** Its counts. */
        progress: {
          /** Changes. */
          total: number;
          /** Changes that have begun. */
          begun: number;
          /** Calls. */
          calls: number;
          /** Changes that were delivered. */
          delivered: number;
          /** Changes that were given up. */
          failed: number;
          /** Changes without a call, by reason. */
          skipped: {
            [k: string]: number;
          };
        };
        /** When it began, in milliseconds since 1970. */
        startedAt: number;
        /** When it ended; absent if it is under way, in milliseconds since 1970. */
        endedAt?: number;
      };
      /** What its sync is doing. */
      sync: 'none' | 'preparing' | 'under-way';
      /** What it has looked at; absent if members enter and leave by hand. */
      follower?: {
        /** The moment of the profiles that it has seen. */
        seen: number;
        /**
         * When to look at whom, in order.
         *
         * Items: A date.
         */
        dates: {
          /** The time, in milliseconds since 1970. */
          at: number;
          /** The profile or account. */
          id: string;
          /** Whether it is the earliest of that id. */
          noted: boolean;
        }[];
      };
      /**
       * Changes that are sent and have not ended.
       *
       * Items: A change.
       */
      underWay: {
        /** The profile or account. */
        id: string;
        /** The value that is sent. */
        value: boolean | number | string | unknown[];
        /** messageIds of the calls that wait. */
        waiting: string[];
        /** Whether the calls that have ended were delivered. */
        areDelivered: boolean;
      }[];
      /** The values, and what the destination knows about them. */
      ledger: {
        [k: string]: unknown;
      };
    }[];
  };
}
/** The body that opens a world. Members that are left out are as in the default world. */
export interface NewWorldBody {
  /** A name, for people. */
  name?: string;
  /** Seed of the jitter between retries, and of the IDs that the world makes. Default: the seed of the emulator, and random IDs. */
  seed?: number;
  /** "real", "frozen", or a time at which the clock is frozen. Default: as in the default world. */
  clock?: string;
  /** Settings of undocumented behaviours, by their names. */
  choices?: {
    [k: string]: string;
  };
  /** How long the world stays without a request, as a duration or in milliseconds. Default: until room is needed. */
  ttl?: string | number;
}
/** The body that adds a connector to the destination. */
export interface NewConnectorBody {
  /** The name, which no other connector of the world has. */
  name: string;
  /** What it does with users of free email providers. Default: allow. */
  freeEmail?: 'allow' | 'block';
}
/** The body that opens a world which continues from what another one is. */
export interface ForkBody {
  /** A name, for people. */
  name?: string;
  /** How long the world stays without a request, as a duration or in milliseconds. Default: as long as the other one. */
  ttl?: string | number;
  /** The name of a snapshot of the other world, from which to continue. Default: from what it is now. */
  snapshot?: string;
}
/** What the requests at one place meet, step by step. After the last step everything passes. */
export interface FaultPlanBody {
  /** Where the plan acts: calls that reach the built-in destination, requests to the ingress, or questions to the Records API. */
  at: 'destination' | 'ingress' | 'records';
  /** Which calls or questions meet it: an object from the paths of members to their values, or a list for members whose names have dots. Default: all. */
  where?:
    | {
        /** The names of the members that lead to it: with dots between them, or as a list. */
        path: string | string[];
        /** The value of the member. */
        is: unknown;
      }[]
    | {
        [k: string]: unknown;
      };
  /** The steps, in order. */
  then: (
    | 'pass'
    | {
        /** The status of the answer. What was sent is not processed, whatever the status is. */
        status?: number;
        /** Breaks the connection off without an answer. What was sent is not processed. */
        reset?: true;
        /** Seconds in the Retry-After header of the answer. */
        retryAfter?: number;
        /** How long the answer takes: milliseconds, or a text such as 3s; at most a minute. */
        delay?: number | string;
        /** The body of the answer: a text is sent as plain text, any other value as JSON. Default: an error in the form of the place. */
        body?: unknown;
        /** How many requests meet the step. Default: 1. */
        times?: number;
      }
  )[];
}
/** The body that waits for calls, or for a fault plan to be spent. */
export interface Expectation {
  /** What the calls must be like: conditions by the paths of their members, or a list of them. Default: all calls. */
  where?:
    | {
        [k: string]: unknown;
      }
    | {
        /** The names that lead to the member: with dots between them, or as a list. */
        path: string | string[];
        /** The value that the member must have, or operators. */
        is: unknown;
      }[];
  /** How far the calls must have come. Default: stored. */
  stage?: 'received' | 'delivered' | 'stored';
  /** How many calls there must be. Default: at least one. */
  times?: {
    /** Exactly this number of calls. */
    exactly?: number;
    /** At least this number of calls. */
    atLeast?: number;
    /** At most this number of calls. */
    atMost?: number;
  };
  /** How long to wait at most, in real time, as a duration or in milliseconds. Default: 5s; at most 60s. */
  within?: string | number;
  /** With exactly or atMost: how long no further matching call may come. Default: until nothing is on its way. */
  quiet?: string | number;
  /** The id of a fault plan: waits until all its steps are spent. It goes with within alone. */
  faultSpent?: string;
}
/** The body that begins a run of verify. */
export interface GradeOrderBody {
  /** The name of a target in the configuration file. Default: the built-in destination. */
  target?: string;
  /** For a target on another machine: the host that test data may be sent to, as GET grade shows it. */
  confirm?: string;
}
/** What a destination is graded on: every clause with its level, its provenance, its evidence and its sources (contract section 2). */
export interface ClauseRegistryFile {
  /** The contract that the clauses belong to. */
  contract: {
    /** Increases when the meaning of a clause changes. */
    version: number;
  };
  /** The groups of clauses, in the order of the reports. */
  groups: {
    /** The beginning of the ids of its clauses. */
    id: string;
    /** The group's subject, in a few words. */
    title: string;
  }[];
  /** The pages that clauses are based on, by short name. */
  sources: {
    [k: string]: {
      /** The source's name; it may cover several pages. */
      title: string;
      /** Who publishes it. */
      publisher: string;
      /** What the source settles, in this project's words. */
      settles: string;
      /** The pages that were read; absent if none was. */
      pages?: {
        title: string;
        /** Where this version of the page can be read. */
        address: string;
      }[];
    };
  };
  /** The clauses, in the contract's order. */
  clauses: {
    /** The id of its group and a number; never reused or renumbered. */
    id: string;
    /** What must hold, in this project's words. */
    rule: string;
    /** MUST fails the run, SHOULD warns, INFO is only observed. */
    level: 'MUST' | 'SHOULD' | 'INFO';
    /** Judged first: if it fails, the rest cannot be judged. */
    control?: true;
    /** Whether a source says it, it follows from a source, or it is this project's own rule. */
    provenance: 'documented' | 'inferred' | 'assumed';
    /** How the rule follows from its sources, or why it was assumed; also how a "can" in a source is read. */
    argument?: string;
    /** Whether the response is enough to judge it, or stored records must be read back. */
    evidence: 'wire' | 'readback';
    /** Where the rule comes from. */
    source?: {
      /** Short name of a source. */
      page: string;
      [k: string]: unknown;
    }[];
    /** Why no scenario grades the clause. */
    unscenarioed?: string;
    /** When the clause applies, and other remarks. */
    note?: string;
  }[];
}
/** Sentences of the Astrolabe page that no clause is based on, each with the reason. The sentences themselves are not stored. */
export interface PageSentencesFile {
  /** Always the Astrolabe page: its sentences are counted and hashed. */
  page: 'astrolabe';
  /** The day on which the copy was read, as YYYY-MM-DD. */
  readOn: string;
  /** Sentences that share a reason. */
  groups: {
    /** Why no clause is based on these sentences. */
    reason: string;
    /** In the page's order. */
    sentences: {
      /** Counted from 1. */
      paragraph: number;
      /** Counted from 1 in its paragraph. */
      sentence: number;
      /** SHA-256 of the sentence with white space folded, in lower-case hexadecimal. */
      sha256: string;
    }[];
  }[];
}
/** Failures that are known and accepted for a while: they do not fail a run. An entry that is no longer needed does. */
export interface BaselineFile {
  /** One for each example that may fail. */
  entries: {
    /** Id of the example; it begins with the id of its clause. */
    example: string;
    /** Why the failure is accepted for now. */
    reason: string;
    /** Where the failure is being dealt with. */
    link?: string;
    /** The last day on which the entry counts, as YYYY-MM-DD. */
    expires?: string;
  }[];
}
/** What exec --check found in the calls that a command sent. */
export interface TrafficCheck {
  /** The version of this schema. */
  schemaVersion: 1;
  /** What wrote it. */
  tool: {
    /** The name of the package. */
    name: string;
    /** Its version. */
    version: string;
  };
  /** That of the command if it is not 0; else 1 with a violation, 3 if no call arrived, and 0 otherwise. */
  exitCode: number;
  /** Calls and findings. */
  counts: {
    /** Calls that arrived. */
    calls: number;
    /** Calls by their type; calls of an unknown type are under other. */
    byType: {
      [k: string]: number;
    };
    /** Calls that the destination accepted. */
    delivered: number;
    /** Deliveries that had not ended when the command did. */
    waiting: number;
    /** Requests that were refused as a whole. */
    refusedRequests: number;
    /** How often something was refused, dropped, or against the tracking plan. */
    violations: number;
    /** How often something works and is against good practice. */
    improvements: number;
    /** How often there was something to know. */
    information: number;
  };
  /** Equal findings once, with the worst level first. */
  findings: {
    /** violation: refused, dropped or against the tracking plan; improvement: works, and is against good practice; information: worth knowing. */
    level: 'violation' | 'improvement' | 'information';
    /** The rule, as lint names it; plan: and practice: begin those of the tracking plan and of good practice, request: those of refused requests, and fault: those of what a fault plan decided. */
    rule: string;
    /** JSON pointer within the first of the calls; empty for the whole call. */
    pointer: string;
    /** What is wrong and what to write instead, without a full stop. */
    message: string;
    /** What was probably meant. */
    probably?: string;
    /** How many calls or requests it is about. */
    count: number;
    /** The first of them. */
    calls: {
      /** Which of the calls it was, counted from 1 in the order of arrival; absent for a request. */
      number?: number;
      /** Method and path of a request. */
      request?: string;
      /** The type of the call. */
      type?: string;
      /** The name of the event of a track call. */
      event?: string;
      /** The messageId that was sent. */
      messageId?: string;
      /** Address of the page that sent it, from context.page.url, without query. */
      page?: string;
      /** Name and version of the library that sent it, from context.library. */
      library?: string;
    }[];
  }[];
  /** Findings that are counted and not listed, because there were too many different ones. */
  findingsLeftOut: number;
  /** What the calls exercised. A clause is exercised by a call whose delivery it decided, and broken by one that was refused because of it. */
  coverage: {
    /** The sentences of the Astrolabe page that clauses are based on, in the page's order. */
    sentences: {
      /** Counted from 1. */
      paragraph: number;
      /** Counted from 1 in its paragraph. */
      sentence: number;
      /** broken if one of its clauses was; else exercised if one of them was. */
      status: 'exercised' | 'broken' | 'not-exercised';
      /** The clauses that are based on it. */
      clauses: string[];
    }[];
    /** The clauses of the destination, in the contract's order. */
    clauses: {
      /** The id of the clause. */
      id: string;
      /** What it requires, in this project's words. */
      rule: string;
      /** Its level in the registry. */
      level: 'MUST' | 'SHOULD' | 'INFO';
      /** broken if a call broke it. */
      status: 'exercised' | 'broken' | 'not-exercised';
      /** Deliveries that it decided. */
      exercised: number;
      /** Calls that were refused because of it. */
      broken: number;
    }[];
  };
  /** The tracking plan, compared with the calls; absent without --plan. */
  plan?: {
    /** As it was named. */
    file: string;
    /** How many calls were sent of each event that the plan names. */
    events: {
      /** The name of the event. */
      name: string;
      /** How many calls. */
      calls: number;
    }[];
    /** The events of the plan that no call sent. */
    neverSent: string[];
    /** Events that were sent and that the plan does not name; the first thousand. */
    unplanned: {
      /** The name of the event. */
      name: string;
      /** How many calls. */
      calls: number;
    }[];
  };
}
/** What a load is computed from: the same plan gives the same calls on every machine. */
export interface LoadPlan {
  /** The version of this format. */
  version: 1;
  /** Part of every identifier. */
  runId: string;
  /** What else the calls depend on. */
  seed: number;
  /** Users, numbered from 0. */
  users: number;
  /** Accounts, numbered from 0. */
  accounts: number;
  /** Calls of all users together: one of each at least. */
  calls: number;
  /** How often each kind of call is made, relative to the others; the first call of each user identifies. */
  mix: {
    /** Identify calls with one more property each. */
    identify: number;
    /** Group calls. */
    group: number;
    /** Track calls. */
    track: number;
    /** Identify calls of Engage that set the flag of an audience to true. */
    audience: number;
  };
  /** Whether the calls of each user are sent in an order that is not that of their time, and each call twice. Default: false. */
  replay?: boolean;
  /** The timestamp of the last call, as ISO 8601; each call has the millisecond after the one before. */
  endsAt: string;
}
/** What one shard of a load has sent so far, and what came back; from it the shard resumes. */
export interface ShardState {
  /** The version of this format. */
  version: 1;
  plan: LoadPlan;
  /** The destination, without user name, password and query. */
  target: string;
  /** Which shard of the load: they have no user in common. */
  shard: {
    /** From 1. */
    number: number;
    /** How many there are. */
    of: number;
  };
  /** Which journal belongs to this file: what was accepted after it was written is there. */
  generation: number;
  /** Calls from the first on that were accepted or refused, without a gap. */
  done: number;
  /** Places beyond those that were, too. */
  beyond: number[][];
  /** Calls whose last response was no success, by its status. */
  refused: {
    /** Calls with one status. */
    [k: string]: {
      /** How many. */
      calls: number;
      /** What came back for the first of them. */
      first: string;
      /** Places in the order of the shard, from 0: the first and the last of each run of them. */
      places: number[][];
    };
  };
  /** Calls without a response or with a passing failure at every attempt: only the destination knows whether they arrived. */
  failed: {
    /** How many. */
    calls: number;
    /** What came back for the first of them. */
    first: string;
    /** Places in the order of the shard, from 0: the first and the last of each run of them. */
    places: number[][];
  };
  /** Calls of a replay that were accepted, and answered once more when they were sent a second time. Default: 0. */
  redelivered?: number;
  /** Requests that were made again after a passing failure, or because the target asked to wait. */
  sentAgain: number;
  /** For how long the target asked to wait, in milliseconds. */
  heldMs: number;
  /** When it first began, as ISO 8601. */
  startedAt: string;
  /** For how long it was sending, in milliseconds, without the time between a stop and the next start. */
  runningMs: number;
  /** Times to the response in microseconds, as an HDR histogram in compressed Base64. */
  latency: string;
  /** Calls over the time of sending. */
  series: {
    /** How long one member counts, in milliseconds. */
    widthMs: number;
    /** Calls with any outcome. */
    calls: number[];
    /** Those of them that were not accepted. */
    notAccepted: number[];
    /** The slowest response of each. */
    slowestMs: number[];
  };
}
/** What was sent to a destination, and what is stored of it: written by load and reconcile. */
export interface LoadRecord {
  /** The version of this format. */
  version: 1;
  /** What wrote it. */
  tool: {
    /** The package. */
    name: string;
    /** Its version. */
    version: string;
  };
  /** The destination, without user name, password and query. */
  target: string;
  plan: LoadPlan;
  /** What was sent, by all shards together. */
  sent: {
    /** Calls with any outcome. */
    calls: number;
    /** Calls with a 2xx response. */
    accepted: number;
    /** Calls whose last response was no success, by its status. */
    refused: {
      /** Calls with one status. */
      [k: string]: {
        /** How many. */
        calls: number;
        /** What came back for the first of them. */
        first: string;
      };
    };
    /** Calls without a response or with a passing failure at every attempt. */
    failed: {
      /** How many. */
      calls: number;
      /** What came of the first of them; empty if there is none. */
      first: string;
    };
    /** Calls of the plan that no shard has sent, or whose state is not here. */
    unsent: number;
    /** Calls of a replay that were accepted, and answered once more when they were sent a second time. Default: 0. */
    redelivered?: number;
    /** Requests that were made again. */
    sentAgain: number;
    /** For how long the target asked to wait, in milliseconds, the longest shard. */
    heldMs: number;
    /** When the first shard began, as ISO 8601. */
    startedAt: string;
    /** For how long the longest shard was sending, in milliseconds. */
    runningMs: number;
    /** Times to the response in milliseconds; absent before the first response. */
    latencyMs?: {
      /** The median. */
      p50: number;
      /** Nine of ten were as fast. */
      p90: number;
      /** 99 of 100 were as fast. */
      p99: number;
      /** 999 of 1,000 were as fast. */
      p999: number;
      /** The slowest. */
      max: number;
    };
    /** Calls over the time of sending. */
    series: {
      /** How long one member counts, in milliseconds. */
      widthMs: number;
      /** Calls with any outcome. */
      calls: number[];
      /** Those of them that were not accepted. */
      notAccepted: number[];
      /** The slowest response of each. */
      slowestMs: number[];
    };
    /**
     * The shards that are counted here.
     *
     * Items: One shard.
     */
    shards: {
      /** Which shard of the load: they have no user in common. */
      shard: {
        /** From 1. */
        number: number;
        /** How many there are. */
        of: number;
      };
      /** Calls with any outcome. */
      calls: number;
      /** How many it makes. */
      of: number;
    }[];
    /**
     * What the reports of Artillery say that are beside the plan.
     *
     * Items: One report.
     */
    artillery?: {
      /** The name of the file. */
      file: string;
      /** Requests, those that were made again among them. */
      requests: number;
      /** How many responses there were, by status. */
      responses: {
        /** How many. */
        [k: string]: number;
      };
      /** How often no response came, or a worker ended early, by reason. */
      errors: {
        /** How many. */
        [k: string]: number;
      };
      /** Times to the response in milliseconds; absent without a response. */
      responseMs?: {
        /** The median. */
        p50: number;
        /** 19 of 20 were as fast. */
        p95: number;
        /** 99 of 100 were as fast. */
        p99: number;
        /** The slowest. */
        max: number;
      };
    }[];
  };
  /** What is stored; absent before reconcile. */
  found?: {
    /** The Records API, without user name, password and query. */
    source: string;
    /** When looking began, as ISO 8601. */
    startedAt: string;
    /** How long it took, in milliseconds. */
    durationMs: number;
    /** Users that were looked at. */
    users: {
      /** How many were looked at. */
      checked: number;
      /** How many the load has. */
      of: number;
    };
    /** Accounts that were looked at. */
    accounts: {
      /** How many were looked at. */
      checked: number;
      /** How many the load has. */
      of: number;
    };
    /** Events of those users that were looked for. */
    events: number;
    /** Requests to the Records API. */
    reads: number;
    /** Calls of which only the destination knows whether they arrived: whatever is stored of them is right. */
    unknown: number;
    /** False if it ended before everything that was due was looked at. */
    whole: boolean;
    /** What a sample says; absent if everything was looked at. */
    sample?: {
      /** What it was chosen by. */
      seed: number;
      /** How likely such a sample has at least one faulty user if one user in 2,000 is faulty, from 0 to 1. */
      seenShare: number;
    };
    /** Faults in all. */
    total: number;
    /** Faults by the level of the clause that they break. */
    byLevel: {
      /** What must not be. */
      MUST: number;
      /** What should not be. */
      SHOULD: number;
    };
    /** Faults by what is wrong with what, such as "property lost". */
    byKind: {
      [k: string]: number;
    };
    /**
     * The first thousand of each level.
     *
     * Items: One difference between what the contract promises and what is stored.
     */
    faults: {
      /** What is wrong with it. */
      what: 'lost' | 'doubled' | 'wrong' | 'misdated' | 'foreign';
      /** What it is about. */
      of: 'User' | 'property' | 'flag' | 'association' | 'Account' | 'Account property' | 'event';
      /** The user ID, or the group ID of an Account. */
      id: string;
      /** The name of the property, the ID on the other side of an association, or the messageId of an event. */
      member?: string;
      /** The value that was promised. */
      expected?: unknown;
      /** The value that is stored. */
      found?: unknown;
      /** The call that should have led to it, or the call that it belongs to if it is foreign. */
      call?: {
        /** Its messageId. */
        messageId: string;
        /** Its kind. */
        type: 'identify' | 'group' | 'track' | 'audience';
        /** The number of its user. */
        user: number;
        /** How many calls of that user come before it. */
        index: number;
      };
      /** The call whose value is stored instead. */
      otherCall?: {
        /** Its messageId. */
        messageId: string;
        /** Its kind. */
        type: 'identify' | 'group' | 'track' | 'audience';
        /** The number of its user. */
        user: number;
        /** How many calls of that user come before it. */
        index: number;
      };
      /** The clause that it breaks. */
      clause: string;
      /** The level of that clause. */
      level: 'MUST' | 'SHOULD';
    }[];
    /** Faults by the time of the calls that they are about: hundredths of the load, in the order of its calls. */
    series: number[];
    /** Why something could not be looked at; absent if nothing kept it. */
    gap?: string;
  };
  /** The judgement of the whole. */
  verdict: 'right' | 'right-with-warnings' | 'wrong' | 'incomplete' | 'unreachable' | 'sent';
  /** The judgement in a sentence. */
  reason: string;
  /** What the command ended with. */
  exitCode: number;
}
/** Options of verify and emulate in a file. A value that begins with $ is read from the environment variable of that name. */
export interface ConfigFile {
  /** The destination's static URL, to which Segment would POST; without one, verify grades the embedded emulator. */
  baseUrl?: string;
  /** The API key of its connector; better set as a variable. */
  apiKey?: string;
  /** What that connector does with addresses of free email providers. Default: allow. */
  apiKeyMode?: 'allow' | 'block';
  /** The key of a connector that blocks free email providers. */
  blockingApiKey?: string;
  /** A valid key without permission. */
  restrictedApiKey?: string;
  /** A header of your own for every request, such as one that a preview deployment requires; better set as a variable, one header per line. */
  header?: string[];
  /** Certificates (PEM) of authorities to trust, besides the usual ones. Relative to this file. */
  ca?: string;
  /** Certificate (PEM) that this client shows, for targets that require one. Relative to this file. */
  clientCert?: string;
  /** Its private key (PEM), without a passphrase. Relative to this file. Default: in the file of --client-cert. */
  clientKey?: string;
  /** Where the destination serves the Records API. */
  recordsUrl?: string;
  /** A module that answers the questions of the Records API. Relative to this file. */
  adapter?: string;
  /** How long stored state may take to become visible: 300ms, 5s or 2m. Default: 5s. */
  settle?: string;
  /** How long after it was stored everything is read once more, at the end of the run: 300ms, 2s, or 0 for never. Default: 2s; 0 for the embedded emulator. */
  lastLook?: string;
  /** Without read-back: sends the calls, and lists what a person should see. */
  checklist?: boolean;
  /** How long one response may take: 300ms, 5s or 2m. Default: 10s. */
  timeout?: string;
  /** Requests per second. Default: unlimited on loopback, else 10. */
  rate?: number;
  /** Calls that may be sent; examples beyond that are blocked. Default: unlimited on loopback, else 2000. */
  maxCalls?: number;
  /** How long the run may take; examples that have not ended by then are blocked: 90s or 45m. Default: 30m, and --explore-time if the run explores. */
  maxTime?: string;
  /** Plays every example to its end: also at a rate limit, and counts up to the last one that the contract promises. */
  thorough?: boolean;
  /** Also replays histories: out of order, each call twice, as fast as they are accepted. */
  replay?: boolean;
  /** Examples that run at the same time. Default: 32. */
  concurrency?: number;
  /** Drives the values of the calls. Default: random. */
  seed?: number;
  /** An unmet SHOULD fails the run. */
  strict?: boolean;
  /** Sends test data to an endpoint on another machine without asking. */
  yes?: boolean;
  /** Only these clauses: "AST-IDENT-*". */
  clauses?: string[];
  /** Only examples with these tags: "not @should". */
  tags?: string;
  /** Only the smoke set: at most one example of each clause, the one that catches most. */
  smoke?: boolean;
  /** Also plays this number of random sequences of calls, and shrinks those that fail; 0: none. Default: 2; none with a selection, --rate, --max-calls or --checklist; 300 with --explore-only. */
  explore?: number;
  /** Known failures, which do not fail the run; a stale entry does. Relative to this file. */
  baseline?: string;
  /** Where the reports are written. Relative to this file. Default: reports/output. */
  reportDir?: string;
  /** Also writes this report: ctrf (the tests of the JUnit file as CTRF JSON, the Common Test Report Format), ledger (every identifier that was sent, as NDJSON), cucumber-html (cucumber's own page of the run). */
  report?: ('ctrf' | 'ledger' | 'cucumber-html')[];
  /** Adds this run to history.ndjson in the report folder; report.html shows how verdicts moved. */
  history?: boolean;
  /** The address of this schema, for editors. */
  $schema?: string;
  /** Named targets; --target NAME applies the options of one over those of the file. */
  targets?: {
    /** The options of one target. */
    [k: string]: {
      /** The destination's static URL, to which Segment would POST; without one, verify grades the embedded emulator. */
      baseUrl?: string;
      /** The API key of its connector; better set as a variable. */
      apiKey?: string;
      /** What that connector does with addresses of free email providers. Default: allow. */
      apiKeyMode?: 'allow' | 'block';
      /** The key of a connector that blocks free email providers. */
      blockingApiKey?: string;
      /** A valid key without permission. */
      restrictedApiKey?: string;
      /** A header of your own for every request, such as one that a preview deployment requires; better set as a variable, one header per line. */
      header?: string[];
      /** Certificates (PEM) of authorities to trust, besides the usual ones. Relative to this file. */
      ca?: string;
      /** Certificate (PEM) that this client shows, for targets that require one. Relative to this file. */
      clientCert?: string;
      /** Its private key (PEM), without a passphrase. Relative to this file. Default: in the file of --client-cert. */
      clientKey?: string;
      /** Where the destination serves the Records API. */
      recordsUrl?: string;
      /** A module that answers the questions of the Records API. Relative to this file. */
      adapter?: string;
      /** How long stored state may take to become visible: 300ms, 5s or 2m. Default: 5s. */
      settle?: string;
      /** How long after it was stored everything is read once more, at the end of the run: 300ms, 2s, or 0 for never. Default: 2s; 0 for the embedded emulator. */
      lastLook?: string;
      /** Without read-back: sends the calls, and lists what a person should see. */
      checklist?: boolean;
      /** How long one response may take: 300ms, 5s or 2m. Default: 10s. */
      timeout?: string;
      /** Requests per second. Default: unlimited on loopback, else 10. */
      rate?: number;
      /** Calls that may be sent; examples beyond that are blocked. Default: unlimited on loopback, else 2000. */
      maxCalls?: number;
      /** How long the run may take; examples that have not ended by then are blocked: 90s or 45m. Default: 30m, and --explore-time if the run explores. */
      maxTime?: string;
      /** Plays every example to its end: also at a rate limit, and counts up to the last one that the contract promises. */
      thorough?: boolean;
      /** Also replays histories: out of order, each call twice, as fast as they are accepted. */
      replay?: boolean;
      /** Examples that run at the same time. Default: 32. */
      concurrency?: number;
      /** Drives the values of the calls. Default: random. */
      seed?: number;
      /** An unmet SHOULD fails the run. */
      strict?: boolean;
      /** Sends test data to an endpoint on another machine without asking. */
      yes?: boolean;
      /** Only these clauses: "AST-IDENT-*". */
      clauses?: string[];
      /** Only examples with these tags: "not @should". */
      tags?: string;
      /** Only the smoke set: at most one example of each clause, the one that catches most. */
      smoke?: boolean;
      /** Also plays this number of random sequences of calls, and shrinks those that fail; 0: none. Default: 2; none with a selection, --rate, --max-calls or --checklist; 300 with --explore-only. */
      explore?: number;
      /** Known failures, which do not fail the run; a stale entry does. Relative to this file. */
      baseline?: string;
      /** Where the reports are written. Relative to this file. Default: reports/output. */
      reportDir?: string;
      /** Also writes this report: ctrf (the tests of the JUnit file as CTRF JSON, the Common Test Report Format), ledger (every identifier that was sent, as NDJSON), cucumber-html (cucumber's own page of the run). */
      report?: ('ctrf' | 'ledger' | 'cucumber-html')[];
      /** Adds this run to history.ndjson in the report folder; report.html shows how verdicts moved. */
      history?: boolean;
      [k: string]: unknown;
    };
  };
  /** Options of emulate and exec. */
  emulate?: {
    /** Port to listen on; 0 for a free one. Default: 4100. */
    port?: number;
    /** Address to listen on. Default: 127.0.0.1. */
    host?: string;
    /** A further host name that requests may use, besides local ones; *.NAME for every name below it. */
    allowedHost?: string[];
    /** An origin such as http://localhost:5173 whose pages may use the control plane and the Records API. */
    allowedOrigin?: string[];
    /** Key of the connector that allows free email providers. Default: generated. */
    apiKey?: string;
    /** Key of the connector that blocks free email providers. Default: generated. */
    blockingApiKey?: string;
    /** A key without permission. Default: generated. */
    restrictedApiKey?: string;
    /** Write key of the source at the ingress. Default: generated. */
    writeKey?: string;
    /** Bearer token that the control plane requires. Default: none on loopback, else generated. */
    controlToken?: string;
    /** Delivers calls to this URL instead of to the built-in destination. */
    forwardTo?: string;
    /** The API key of that destination. */
    forwardApiKey?: string;
    /** How long a delivery may take: 300ms, 5s or 2m. Default: 5s. */
    timeout?: string;
    /** Further destination instances. */
    instances?: {
      /** Default: instance-2 and so on. */
      id?: string;
      /** Default: Astrolabe. */
      name?: string;
      /** Without one the instance cannot be enabled; better as a $VARIABLE. */
      apiKey?: string;
      /** Default: whether there is an API key. */
      enabled?: boolean;
      /** built-in (default), or a URL. */
      endpoint?: string;
    }[];
    /** Sets an undocumented behaviour. */
    choice?: string[];
    /** Breaks the destination in one named way, and marks every response. */
    defect?: string[];
    /** Makes the destination unusual in one lawful way. */
    variant?: string[];
    /** Frozen: time stops until POST /_emulator/clock/advance. Default: real. */
    clock?: 'real' | 'frozen';
    /** Keeps records and waiting deliveries across restarts. Relative to this file. Default: in memory only. */
    dataDir?: string;
    /** Prints a line on standard error for each call and each refused request. */
    log?: boolean;
    /** How --log writes; json writes an object in each line, and needs no --log. Default: text. */
    logFormat?: 'text' | 'json';
    /** Continues from a snapshot: the document that GET /_emulator/snapshots/NAME answered. Relative to this file. */
    snapshot?: string;
    /** Keeps no bodies of calls; by default, traces and journal keep the latest 64 MB. */
    noBodies?: boolean;
    /** Serves https with a certificate made at the start, whose path is printed; requires openssl. */
    tls?: boolean;
    /** Serves https with this certificate, as PEM; goes with --tls-key. Relative to this file. */
    tlsCert?: string;
    /** The key of --tls-cert, as PEM. Relative to this file. */
    tlsKey?: string;
  };
}

/** What `validate` accepts, by the name of the schema. */
export interface SchemaTypes extends GeneratedTypes {
  result: ResultRecord;
}
