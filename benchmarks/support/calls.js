/** Calls with the members that Segment adds, as bytes ready to send; their messageIds are renewed before each use. */

/** Placeholder for the digits of a messageId until the call is sent. */
const PLACE = '@'.repeat(12);
const DIGITS = PLACE.length;
/** Users that the calls are about: more than fit into a processor's cache. */
const USERS = 10_000;
const ACCOUNTS = 500;
const PLANS = ['free', 'team', 'business', 'enterprise'];
const TIMESTAMP = '2024-05-01T12:00:00.000Z';

let sent = 0;

/** Eight calls are three identifies, one group and four tracks, each of about 1 KB. */
export function callAt(index) {
  const user = (index * 7919) % USERS;
  const kind = index % 8;
  if (kind < 3) return identify(user, index);
  return kind === 3 ? group(user, index) : track(user, index);
}

function identify(user, index) {
  return {
    ...common(user, index),
    type: 'identify',
    traits: {
      email: `user-${user}@example.com`,
      firstName: 'Johanna',
      lastName: `Müller-${user}`,
      createdAt: '2023-11-05T08:15:30.000Z',
      plan: PLANS[index % PLANS.length],
      logins: index % 900,
      isAdmin: index % 5 === 0,
      title: 'Head of Operations',
      phone: '+49 30 901820',
      company: { id: `account-${user % ACCOUNTS}`, name: 'Initech GmbH', employees: 120 },
    },
  };
}

function group(user, index) {
  const account = user % ACCOUNTS;
  return {
    ...common(user, index),
    type: 'group',
    groupId: `account-${account}`,
    traits: {
      name: `Initech ${account} GmbH`,
      industry: 'Manufacturing',
      employees: 20 + (index % 480),
      plan: PLANS[index % PLANS.length],
      website: `https://initech-${account}.example.com`,
      createdAt: '2022-02-14T09:00:00.000Z',
    },
  };
}

function track(user, index) {
  return {
    ...common(user, index),
    type: 'track',
    event: ['Order Completed', 'Report Exported', 'Member Invited', 'Trial Started'][index % 4],
    properties: {
      orderId: `order-${index}`,
      revenue: 19.9 + (index % 70),
      currency: 'EUR',
      coupon: null,
      products: [{ sku: `sku-${index % 300}`, name: 'Seat', price: 19.9, quantity: 1 + (index % 9) }],
    },
  };
}

function common(user, index) {
  return {
    messageId: `ajs-next-1714564800000-${PLACE}`,
    userId: `user-${user}`,
    anonymousId: `6f2a90c4-58b1-4c1e-9d35-${String(user).padStart(12, '0')}`,
    timestamp: TIMESTAMP,
    originalTimestamp: TIMESTAMP,
    sentAt: TIMESTAMP,
    receivedAt: '2024-05-01T12:00:00.120Z',
    channel: 'client',
    projectId: 'kq3Xx7Wc2n',
    version: 2,
    integrations: {},
    context: {
      ip: '203.0.113.7',
      library: { name: 'analytics.js', version: 'next-1.84.3' },
      locale: 'de-DE',
      timezone: 'Europe/Berlin',
      page: {
        path: '/orders',
        referrer: 'https://www.example.com/pricing',
        search: '?tab=open',
        title: 'Orders',
        url: `https://app.example.com/orders?tab=open&page=${index % 40}`,
      },
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36',
    },
  };
}

/** A call as a library sends it, without what Segment adds. */
export function callFromLibrary(index) {
  const { receivedAt, originalTimestamp, sentAt, channel, projectId, version, ...call } = callAt(index);
  return call;
}

/** Calls in each batch of `batchAt`. */
export const BATCH = 100;

/** A request to the ingress with as many calls as a library puts into one. */
export function batchAt(index, writeKey) {
  const batch = Array.from({ length: BATCH }, (_, position) => callFromLibrary(index * BATCH + position));
  return prepareRequest('/v1/batch', {}, { writeKey, sentAt: '2024-05-01T12:00:00.100Z', batch });
}

/** @returns a request to send, with the positions of its messageIds */
export function prepareRequest(path, headers, body) {
  const text = JSON.stringify(body);
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'user-agent': 'Segment.io/1.0',
    connection: 'keep-alive',
    ...headers,
    'content-length': Buffer.byteLength(text),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
  return { bytes, places: placesIn(bytes) };
}

function placesIn(bytes) {
  const places = [];
  for (let at = bytes.indexOf(PLACE); at >= 0; at = bytes.indexOf(PLACE, at + DIGITS)) places.push(at);
  return places;
}

/** Writes unused messageIds into a request, which costs the generator almost nothing. */
export function renewMessageIds({ bytes, places }) {
  for (const place of places) {
    sent += 1;
    let rest = sent;
    for (let at = place + DIGITS - 1; at >= place; at -= 1) {
      bytes[at] = 48 + (rest % 10);
      rest = (rest / 10) | 0;
    }
  }
}

export function basicAuthorization(apiKey) {
  return `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}
