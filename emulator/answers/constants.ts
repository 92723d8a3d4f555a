/** Bodies and rules that many answers share: they are rendered once, because most answers consist of nothing else. */

const texts = new WeakMap<object, string>();

/** A body that many answers share; it cannot be changed. */
export function constantBody<Body extends Readonly<Record<string, boolean | number | string>>>(
  body: Body,
): Readonly<Body> {
  texts.set(body, JSON.stringify(body));
  return Object.freeze(body);
}

/** Rules that many answers share; they cannot be changed. */
export function constantRules(...rules: readonly string[]): readonly string[] {
  texts.set(rules, rules.join(', '));
  return Object.freeze(rules);
}

/** As JSON. */
export function textOfBody(body: object): string {
  return texts.get(body) ?? JSON.stringify(body);
}

/** As the header `x-astrolabe-rules` lists them. */
export function textOfRules(rules: readonly string[]): string {
  return texts.get(rules) ?? rules.join(', ');
}
