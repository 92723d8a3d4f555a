/** A link within the console: the page changes and is not loaded again. */
import type { ComponentChildren } from 'preact';
import { hrefOf, show } from '../live/url.ts';

interface PlaceLinkProps {
  /** Members of the address that change. */
  readonly to: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
  readonly id?: string;
  readonly current?: 'page' | 'true' | undefined;
  /** Called with the link before the page changes. */
  readonly onFollow?: (link: HTMLElement) => void;
}

export function PlaceLink({ to, id, current, onFollow, children }: PlaceLinkProps) {
  return (
    <a
      id={id}
      href={hrefOf(to)}
      aria-current={current}
      onClick={(event) => {
        // A new tab or window is opened by the browser.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onFollow?.(event.currentTarget);
        show(to);
      }}
    >
      {children}
    </a>
  );
}
