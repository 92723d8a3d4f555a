/** A small shop that says what its customers do, with Segment's own library. */
import { Analytics } from '@segment/analytics-node';

/** @param {Analytics} analytics */
export function createShop(analytics) {
  return {
    signUp(userId, plan) {
      analytics.identify({ userId, traits: { email: `${userId}@example.com`, plan } });
      analytics.track({ userId, event: 'Signed Up', properties: { plan } });
    },
    join(userId, groupId) {
      analytics.group({ userId, groupId, traits: { name: groupId } });
    },
    buy(userId, product, price) {
      analytics.track({ userId, event: 'Order Completed', properties: { product, price } });
    },
    view(userId, name) {
      analytics.page({ userId, name });
    },
  };
}

/** @param {NodeJS.ProcessEnv} env */
export function analyticsFrom({ ASTROLABE_WRITE_KEY: writeKey = '', ASTROLABE_INGRESS_URL: host = '' }) {
  // By default the process stays for ten seconds after the last call.
  return new Analytics({ writeKey, host, maxRetries: 0, flushInterval: 250 });
}
