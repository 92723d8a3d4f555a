/** The tests of the shop: they know nothing of the check. */
import { after, it } from 'node:test';
import { analyticsFrom, createShop } from './shop.mjs';

const analytics = analyticsFrom(process.env);
const shop = createShop(analytics);
after(() => analytics.closeAndFlush({ timeout: 5_000 }));

it('signs customers up', () => shop.signUp('ada', 'pro'));
it('signs customers up again', () => shop.signUp('ada', 'free'));
it('joins them to their company', () => shop.join('ada', 'acme'));
it('shows pages', () => shop.view('ada', 'Pricing'));
it('sells', () => shop.buy('ada', 'Lens', process.env.SHOP_BUG === undefined ? 12.5 : '12,50'));

it('sells as much as it is told', async () => {
  for (let order = 1; order <= Number(process.env.SHOP_ORDERS ?? 0); order += 1) {
    shop.buy(`customer-${order}`, 'Lens', order);
    // As an application that does other work between two orders.
    if (order % 50 === 0) await new Promise((done) => setImmediate(done));
  }
});
