/** The schemas as tables: one row per member, with its type and whether it is required. */
import { isObject } from '../../../schemas/index.ts';
import {
  type Block,
  heading,
  headingId,
  type Link,
  paragraph,
  table,
  toMarkdown,
  type Words,
} from '../../markup/index.ts';
import type { SchemaFacts } from '../site-parts.ts';

type SchemaNode = Readonly<Record<string, unknown>>;

/** Finds the title of another schema by its file name. */
type TitleOf = (file: string) => string;

/** Deeper members have schemas of their own or are free-form. */
const DEPTH = 3;

export function schemasPage(schemas: readonly SchemaFacts[]): string {
  const titleOf: TitleOf = (file) => {
    const found = schemas.find(({ name }) => file === `${name}.schema.json`);
    return String(found?.document.title ?? file);
  };
  return toMarkdown([
    heading(1, 'Schemas'),
    paragraph(
      'JSON Schema 2020-12 for calls, records, responses and files. A call may have members that are not listed.',
    ),
    ...schemas.flatMap((schema) => schemaBlocks(schema, titleOf)),
  ]);
}

function schemaBlocks({ name, document }: SchemaFacts, titleOf: TitleOf): Block[] {
  const file = `${name}.schema.json`;
  return [
    heading(2, String(document.title ?? name)),
    paragraph([String(document.description ?? ''), ' ', { label: file, address: `schemas/${file}` }]),
    ...memberBlocks(document, titleOf),
    ...Object.entries(nodeOf(document.$defs)).flatMap(([part, definition]) => {
      const blocks = memberBlocks(nodeOf(definition), titleOf);
      return blocks.length === 0 ? [] : [heading(3, `${String(document.title)}: ${part}`), ...blocks];
    }),
  ];
}

function memberBlocks(node: SchemaNode, titleOf: TitleOf): Block[] {
  const parts = listOf(node.allOf).flatMap(({ $ref }) =>
    typeof $ref === 'string' ? [linkTo($ref, titleOf)] : [],
  );
  const files = new Map(parts.map((link) => [link.address, link]));
  const rows = memberRows(node, '', DEPTH, titleOf);
  return [
    ...(files.size === 0
      ? []
      : [paragraph(['Also has the members of ', ...separated([...files.values()]), '.'])]),
    ...(rows.length === 0 ? [] : [table(['member', 'type', 'required', 'description'], rows)]),
  ];
}

function memberRows(node: SchemaNode, path: string, depth: number, titleOf: TitleOf): Words[][] {
  const required = Array.isArray(node.required) ? node.required : [];
  return Object.entries(nodeOf(node.properties)).flatMap(([name, value]) => {
    const member = nodeOf(value);
    const own = `${path}${name}`;
    const row = [
      `\`${own}\``,
      typeOf(member, titleOf),
      required.includes(name) ? 'yes' : '',
      aboutOf(member),
    ];
    if (depth === 1) return [row];
    const inner = [
      ...memberRows(member, `${own}.`, depth - 1, titleOf),
      ...memberRows(nodeOf(member.items), `${own}[].`, depth - 1, titleOf),
    ];
    return [row, ...inner];
  });
}

function typeOf(member: SchemaNode, titleOf: TitleOf): Words {
  if (typeof member.$ref === 'string') return [linkTo(member.$ref, titleOf)];
  if ('not' in member && member.type === undefined) return 'not allowed';
  if ('const' in member) return `\`${JSON.stringify(member.const)}\``;
  if (Array.isArray(member.enum))
    return member.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const types = [member.type ?? []].flat().map(String);
  const item = nodeOf(member.items);
  if (types.includes('array') && typeof item.$ref === 'string')
    return ['array of ', linkTo(item.$ref, titleOf)];
  return types.length === 0 ? 'any' : types.join(' or ');
}

function aboutOf({ description, examples }: SchemaNode): string {
  const example =
    Array.isArray(examples) && examples.length > 0 ? ` Example: \`${JSON.stringify(examples[0])}\`.` : '';
  return `${typeof description === 'string' ? description : ''}${example}`;
}

/** A reference to another file links to its heading; one within the file is named only. */
function linkTo(reference: string, titleOf: TitleOf): Link {
  const [file = '', pointer = ''] = reference.split('#');
  if (file === '') return { label: pointer.replace(/^.*\//, ''), address: '#top' };
  const title = titleOf(file);
  return { label: title, address: `#${headingId(title)}` };
}

function separated(links: readonly Link[]): (string | Link)[] {
  return links.flatMap((link, index) => (index === 0 ? [link] : [', ', link]));
}

function nodeOf(value: unknown): SchemaNode {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): SchemaNode[] {
  return Array.isArray(value) ? value.map(nodeOf) : [];
}
