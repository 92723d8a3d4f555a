/** Rules by their ids, and what the open one means; which one is open is in the address of the page. */
import { useEffect, useRef } from 'preact/hooks';
import { parameter, show } from '../live/url.ts';
import { PlaceLink } from './place-link.tsx';
import { Problem } from './problem.tsx';
import { meaningOf, meanings, meaningsProblem, type RuleMeaning, readMeanings } from './rule-meanings.ts';

const open = parameter('rule');

/** What was pressed to open the rule, which gets the focus back. */
let opener: HTMLElement | undefined;

export function Rules({ rules }: { rules: readonly string[] }) {
  if (rules.length === 0) return null;
  return (
    <ul class="rules">
      {rules.map((id) => (
        <li key={id}>
          <PlaceLink
            to={{ rule: id }}
            current={open.value === id ? 'true' : undefined}
            onFollow={(link) => {
              opener = link;
            }}
          >
            {id}
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

/** The open rule; nothing if none is open. A page has at most one of these. */
export function RuleCard() {
  return open.value === '' ? null : <OpenRule key={open.value} id={open.value} />;
}

function OpenRule({ id }: { id: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void readMeanings();
    if (opener !== undefined) heading.current?.focus();
  }, []);
  const close = () => {
    show({ rule: '' });
    opener?.focus();
    opener = undefined;
  };
  const all = meanings.value;
  const meaning = all && meaningOf(id, all);
  return (
    <section
      class="rule"
      aria-label={`What ${id} means`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <header>
        <h3 tabIndex={-1} ref={heading}>
          {id}
        </h3>
        <button type="button" onClick={close}>
          close the rule
        </button>
      </header>
      <Problem text={meaningsProblem.value} />
      {meaning !== undefined && <Meaning meaning={meaning} id={id} />}
      {all !== undefined && meaning === undefined && <p>No rule of this version has this id.</p>}
    </section>
  );
}

function Meaning({ meaning, id }: { meaning: RuleMeaning; id: string }) {
  if (meaning.kind === 'clause') {
    const { rule, level, provenance, argument, note, sources } = meaning;
    return (
      <>
        <p class="sentence">{rule}</p>
        <p class="soft">
          {level}, {provenance}
        </p>
        {argument !== undefined && <p>{argument}</p>}
        {note !== undefined && <p>{note}</p>}
        {sources.length > 0 && (
          <ul>
            {sources.map(({ title, place, address }) => (
              <li>
                {address === undefined ? title : <Outside address={address}>{title}</Outside>}, {place}
              </li>
            ))}
          </ul>
        )}
      </>
    );
  }
  if (meaning.kind === 'choice') {
    const setting = id.slice(id.indexOf('=') + 1);
    const [usual] = meaning.settings;
    return (
      <>
        <p class="sentence">{meaning.why}</p>
        <p class="soft">
          A choice of the emulator, because no source settles it. Here it is {setting}
          {setting === usual ? ', the default' : `; the default is ${usual}`}.
        </p>
      </>
    );
  }
  return <p class="sentence">{meaning.what}</p>;
}

function Outside({ address, children }: { address: string; children: string }) {
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
