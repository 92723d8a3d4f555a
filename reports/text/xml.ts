/** XML that is well-formed whatever text it contains. */
import { plain } from '../../safe-text/index.ts';

/** Attributes by name; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * An element; child elements are on lines of their own.
 *
 * @param content text, which is escaped here, or child elements, which already are
 */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly string[] = [],
): string {
  const head = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('');
  if (typeof content === 'string') return `<${name}${head}>${escapeXml(content)}</${name}>`;
  return content.length === 0 ? `<${name}${head}/>` : `<${name}${head}>\n${content.join('\n')}\n</${name}>`;
}

/** Text for content or a quoted attribute; characters that XML 1.0 does not allow become visible escapes. */
export function escapeXml(text: string): string {
  return plain(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
