/** Sets the destination up as its page says, and points a library at it. */
import { computed } from '@preact/signals';
import { AstrolabeHalf } from './astrolabe-half.tsx';
import { FirstCall } from './first-call.tsx';
import { SegmentHalf } from './segment-half.tsx';
import { astrolabeSteps, type StartStep, segmentSteps } from './steps.ts';

const done = computed(
  () => [...astrolabeSteps.value, ...segmentSteps.value].filter(({ isDone }) => isDone).length,
);

export function StartPage() {
  return (
    <>
      <p class="lead">
        The steps of the page that documents the destination, one after another; each really happens in this
        emulator. To send a call at once, <a href="#first-call">skip them</a>: the emulator begins with a
        connector and a destination. <span role="status">{done.value} of 14 steps are done.</span>
      </p>
      <div class="halves">
        <Half title="1. In Astrolabe: obtain an API key" steps={astrolabeSteps.value} first={1}>
          <AstrolabeHalf />
        </Half>
        <Half title="2. In Segment: add the destination" steps={segmentSteps.value} first={7}>
          <SegmentHalf />
        </Half>
      </div>
      <FirstCall />
    </>
  );
}

interface HalfProps {
  readonly title: string;
  readonly steps: readonly StartStep[];
  readonly first: number;
  readonly children: preact.ComponentChildren;
}

function Half({ title, steps, first, children }: HalfProps) {
  return (
    <section class="half">
      <h2>{title}</h2>
      <ol class="steps" start={first}>
        {steps.map(({ text, isDone }) => (
          <li class={isDone ? 'done' : ''}>
            {text}
            {isDone && <span class="tick"> ✓ done</span>}
          </li>
        ))}
      </ol>
      <div class="app">{children}</div>
    </section>
  );
}
