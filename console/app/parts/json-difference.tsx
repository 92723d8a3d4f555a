/** Two JSON values as one text: what only the first has is marked as removed, what only the second has as added. */
import { JsonView, MARKED_CHARACTERS } from './json-view.tsx';

interface DifferenceProps {
  /** Undefined if there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
  readonly label: string;
}

export function JsonDifference({ before, after, label }: DifferenceProps) {
  const length = [before, after].reduce<number>((sum, one) => sum + (JSON.stringify(one) ?? '').length, 0);
  if (length > MARKED_CHARACTERS) {
    return (
      <>
        {before !== undefined && <JsonView value={before} label={`${label} before`} />}
        {after !== undefined && <JsonView value={after} label={`${label} after`} />}
      </>
    );
  }
  return (
    <section class="json" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>
        {linesOf(before, after).map(({ depth, text, mark }) => (
          <>
            {'  '.repeat(depth)}
            {mark === 'added' ? <ins>{text}</ins> : mark === 'removed' ? <del>{text}</del> : text}
            {'\n'}
          </>
        ))}
      </pre>
    </section>
  );
}

interface Line {
  /** How far it is indented, so that no mark begins with empty space. */
  readonly depth: number;
  readonly text: string;
  readonly mark?: 'added' | 'removed' | undefined;
}

/** @param name what stands in front of the value: `"plan": ` */
export function linesOf(before: unknown, after: unknown, depth = 0, name = ''): readonly Line[] {
  if (before === undefined) return linesOfOne(after, depth, name, 'added');
  if (after === undefined) return linesOfOne(before, depth, name, 'removed');
  if (JSON.stringify(before) === JSON.stringify(after)) return linesOfOne(after, depth, name, undefined);
  const isList = Array.isArray(before);
  if (!isContainer(before) || !isContainer(after) || isList !== Array.isArray(after)) {
    return [...linesOfOne(before, depth, name, 'removed'), ...linesOfOne(after, depth, name, 'added')];
  }
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const members = isList ? elementLines(before, after, depth + 1) : memberLines(before, after, depth + 1);
  return [{ depth, text: name + open }, ...members, { depth, text: close }];
}

function memberLines(before: object, after: object, depth: number): readonly Line[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    linesOf(own(before, name), own(after, name), depth, `${JSON.stringify(name)}: `),
  );
}

/** The place of an element says nothing: one is added or removed if the other list has fewer of it. */
function elementLines(before: object, after: object, depth: number): readonly Line[] {
  const left = Object.values(before).map((one) => JSON.stringify(one));
  const found = Object.values(after).flatMap((one) => {
    const place = left.indexOf(JSON.stringify(one));
    if (place >= 0) left.splice(place, 1);
    return linesOfOne(one, depth, '', place >= 0 ? undefined : 'added');
  });
  return [...left.flatMap((text) => linesOfOne(JSON.parse(text), depth, '', 'removed')), ...found];
}

function linesOfOne(value: unknown, depth: number, name: string, mark: Line['mark']): readonly Line[] {
  const lines = (JSON.stringify(value, null, 2) ?? 'null').split('\n');
  return lines.map((line, index) => {
    const text = line.trimStart();
    const inner = (line.length - text.length) / 2;
    return { depth: depth + inner, text: index === 0 ? name + text : text, mark };
  });
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}
