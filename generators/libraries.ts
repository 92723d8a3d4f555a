/** How the calls of Segment's libraries differ: context, channel, messageId and form of time. */
import type { Faker } from '@faker-js/faker';
import { TIME_FORMS, type TimeForm } from './time-forms.ts';

/** A library that calls come from. */
export interface Library {
  readonly channel: 'client' | 'server' | 'mobile';
  /** The form in which it writes the time at which something happened. */
  readonly time: TimeForm;
  /** @param now milliseconds since 1970 */
  messageId(faker: Faker, now: number): string;
  context(faker: Faker): Readonly<Record<string, unknown>>;
}

const LOCALES = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-MX', 'pt-BR', 'ja-JP', 'ar-EG', 'he-IL', 'hi-IN'];
const PATHS = ['/', '/pricing', '/signup', '/app/reports', '/app/settings/billing', '/docs/start'];
const TIMEZONES = ['America/New_York', 'Europe/Vienna', 'Asia/Tokyo', 'Africa/Cairo', 'Australia/Sydney'];

const uuid = (faker: Faker) => faker.string.uuid();

function webContext(faker: Faker) {
  const path = faker.helpers.arrayElement(PATHS);
  return {
    library: { name: 'analytics.js', version: 'next-1.84.3' },
    ip: faker.internet.ipv4(),
    locale: faker.helpers.arrayElement(LOCALES),
    timezone: faker.helpers.arrayElement(TIMEZONES),
    userAgent: faker.internet.userAgent(),
    page: {
      path,
      referrer: faker.datatype.boolean() ? 'https://search.example/' : '',
      search: '',
      title: faker.company.catchPhrase(),
      url: `https://app.astrolabe-conformance.example${path}`,
    },
    ...(faker.number.int(3) === 0 ? { campaign: campaign(faker) } : {}),
  };
}

function campaign(faker: Faker) {
  return {
    name: faker.company.buzzPhrase(),
    source: faker.helpers.arrayElement(['newsletter', 'search', 'social', 'partner']),
    medium: faker.helpers.arrayElement(['email', 'cpc', 'referral']),
    term: faker.lorem.word(),
    content: faker.helpers.arrayElement(['a', 'b']),
  };
}

function mobileContext(faker: Faker) {
  const apple = faker.datatype.boolean();
  return {
    library: { name: apple ? 'analytics-swift' : 'analytics-kotlin', version: '1.6.2' },
    active: true,
    app: {
      name: 'Initech',
      version: faker.system.semver(),
      build: '3.0.1.545',
      namespace: 'com.initech.app',
    },
    device: {
      id: faker.string.uuid(),
      advertisingId: faker.string.uuid(),
      adTrackingEnabled: faker.datatype.boolean(),
      manufacturer: apple ? 'Apple' : 'Google',
      model: apple ? 'iPhone15,3' : 'Pixel 9',
      name: faker.person.firstName(),
      type: apple ? 'ios' : 'android',
    },
    ip: faker.internet.ipv4(),
    locale: faker.helpers.arrayElement(LOCALES),
    location: { city: faker.location.city(), country: faker.location.country() },
    network: { bluetooth: false, carrier: 'Initech Mobile', cellular: true, wifi: faker.datatype.boolean() },
    os: { name: apple ? 'iOS' : 'Android', version: apple ? '18.1' : '15' },
    screen: { width: 393, height: 852, density: 3 },
    timezone: faker.helpers.arrayElement(TIMEZONES),
  };
}

const serverContext = (name: string, version: string) => () => ({ library: { name, version } });

/** One library of each kind; all are equally likely. */
export const LIBRARIES: readonly Library[] = [
  {
    channel: 'client',
    time: TIME_FORMS.milliseconds,
    messageId: (faker, now) => `ajs-next-${now}-${uuid(faker)}`,
    context: webContext,
  },
  { channel: 'mobile', time: TIME_FORMS.milliseconds, messageId: uuid, context: mobileContext },
  {
    channel: 'server',
    time: TIME_FORMS.milliseconds,
    messageId: (faker, now) => `node-next-${now}-${uuid(faker)}`,
    context: serverContext('@segment/analytics-node', '3.1.0'),
  },
  {
    channel: 'server',
    time: TIME_FORMS.microseconds,
    messageId: uuid,
    context: serverContext('analytics-python', '2.3.4'),
  },
  {
    channel: 'server',
    time: TIME_FORMS.nanoseconds,
    messageId: uuid,
    context: serverContext('analytics-go', '3.0.0'),
  },
  {
    channel: 'server',
    time: TIME_FORMS.offset,
    messageId: uuid,
    context: serverContext('analytics-ruby', '2.5.0'),
  },
  {
    channel: 'server',
    time: TIME_FORMS.seconds,
    messageId: uuid,
    context: serverContext('analytics-java', '3.5.2'),
  },
];
