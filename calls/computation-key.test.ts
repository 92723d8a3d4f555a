/** Keys derived from names. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isKeyName, keyOf } from './computation-key.ts';

describe('the key of a name', () => {
  const cases: readonly (readonly [name: string, key: string | undefined])[] = [
    ['Order Completed Last 30days', 'order_completed_last_30days'],
    ['order_completed_last_30days', 'order_completed_last_30days'],
    ['Power Users', 'power_users'],
    ['  VIP -- (EMEA)  ', 'vip_emea'],
    ["Ada's customers", 'adas_customers'],
    ['Ada’s customers', 'adas_customers'],
    ['Q3 2024', 'q3_2024'],
    ['Café crème', 'cafe_creme'],
    ['重要な顧客 A', 'a'],
    ['30days', '30days'],
    ['Größe Łódź Ærø', 'grosse_lodz_aero'],
    ['', undefined],
    ['重要な顧客', undefined],
    ['---', undefined],
  ];
  for (const [name, key] of cases) {
    it(`${JSON.stringify(name)} gives ${key ?? 'none'}`, () => assert.equal(keyOf(name), key));
  }

  it('is a valid key, and no other form is', () => {
    assert.equal(isKeyName('power_users'), true);
    for (const other of ['', 'Power_users', '_power', 'power users', 'power__users', 'x'.repeat(201)]) {
      assert.equal(isKeyName(other), false, other);
    }
  });
});
