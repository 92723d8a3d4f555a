/** A JSON value as text; members that another value has not, or has with another value, are marked. */
import { isNew, memberOf } from './compare.ts';

interface JsonProps {
  readonly value: unknown;
  /** Marks what the value has and this has not, or has otherwise. Default: nothing is marked. */
  readonly than?: unknown;
  readonly label: string;
}

/** A longer text is one node: a hundred thousand marks would hold up the page. */
export const MARKED_CHARACTERS = 50_000;

export function JsonView({ value, than, label }: JsonProps) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const isPlain = typeof value === 'string' || text.length > MARKED_CHARACTERS;
  return (
    <section class="json" aria-label={label}>
      <h4>{label}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>
        {isPlain ? text : <Value value={value} than={than} marks={than !== undefined} depth={0} />}
      </pre>
    </section>
  );
}

interface ValueProps {
  readonly value: unknown;
  readonly than: unknown;
  readonly marks: boolean;
  readonly depth: number;
}

function Value({ value, than, marks, depth }: ValueProps) {
  if (typeof value !== 'object' || value === null) return <>{JSON.stringify(value)}</>;
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return <>{open + close}</>;
  const space = '  '.repeat(depth + 1);
  return (
    <>
      {open}
      {entries.map(([name, member], index) => {
        const line = (
          <>
            {isList ? '' : `${JSON.stringify(name)}: `}
            <Value value={member} than={memberOf(than, name)} marks={marks} depth={depth + 1} />
          </>
        );
        return (
          <>
            {`\n${space}`}
            {marks && isNew(than, name, member) ? <ins>{line}</ins> : line}
            {index < entries.length - 1 && ','}
          </>
        );
      })}
      {`\n${'  '.repeat(depth)}${close}`}
    </>
  );
}
