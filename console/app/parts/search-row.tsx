/** A row with a search, whose text is in the address of the page, and other filters beside it. */
import type { ComponentChildren } from 'preact';
import { parameter, show } from '../live/url.ts';

export const text = parameter('text');

interface SearchRowProps {
  /** What can be searched for. */
  readonly about: string;
  readonly children: ComponentChildren;
}

export function SearchRow({ about, children }: SearchRowProps) {
  return (
    <search class="filters">
      {children}
      <label class="grow">
        <span class="hidden">Search</span>
        <input
          type="search"
          placeholder={about}
          value={text.value}
          onInput={({ currentTarget }) => show({ text: currentTarget.value }, 'replace')}
        />
      </label>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** The member of the address that has what is chosen. */
  readonly name: string;
  readonly value: string;
  /** What is chosen if nothing is. */
  readonly all: string;
  readonly options: readonly string[];
}

/** One of a few values, in the address of the page. */
export function Choice({ label, name, value, all, options }: ChoiceProps) {
  return (
    <label>
      <span class="hidden">{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => show({ [name]: currentTarget.value }, 'replace')}
      >
        <option value="">{all}</option>
        {options.map((one) => (
          <option value={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
