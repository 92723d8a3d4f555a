/** The frame of an open record: a heading that gets the focus, and ways to close it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { show } from '../live/url.ts';
import { linkIdOf, open, openBy, openIn } from './record.ts';

interface RecordDrawerProps {
  readonly label: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function RecordDrawer({ label, title, children }: RecordDrawerProps) {
  const drawer = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // A button that has shown all there is takes the focus with it, so the drawer alone would not hear the key.
    const closeOnEscape = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || !(target instanceof Node)) return;
      if (target === document.body || drawer.current?.contains(target)) close();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, []);
  const close = () => {
    const id = linkIdOf({ open: open.value, in: openIn.value, by: openBy.value });
    show({ open: '', in: '', by: '' });
    // The record may be further down the list than what is shown of it.
    (document.getElementById(id) ?? document.getElementById('main'))?.focus();
  };
  return (
    <aside class="drawer" aria-label={label} ref={drawer}>
      <header>
        <h2 tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" onClick={close}>
          close
        </button>
      </header>
      {children}
    </aside>
  );
}
