/** JSON values as JavaScript literals with unquoted keys where possible. */

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const SHORT = 60;

/** An expression that evaluates to the value, including a member named `__proto__`. */
export function jsLiteral(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => jsLiteral(item, deeper))
    : Object.entries(value).map(([key, item]) => `${jsKey(key)}: ${jsLiteral(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${open}${close}`;
  const short = parts.join(', ');
  if (short.length <= SHORT && !short.includes('\n')) {
    return Array.isArray(value) ? `[${short}]` : `{ ${short} }`;
  }
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join('')}${indent}${close}`;
}

function jsKey(key: string): string {
  // As an identifier or a string it would set the prototype.
  if (key === '__proto__') return '["__proto__"]';
  return IDENTIFIER.test(key) ? key : JSON.stringify(key);
}
