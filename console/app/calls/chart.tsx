/** New calls of the last minute, a bar for each second. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { bySecond, RESULTS, SECONDS } from '../live/calls.ts';

const WIDTH = 600;
const HEIGHT = 60;
const STEP = WIDTH / SECONDS;

export function Chart() {
  const now = useSignal(Math.floor(Date.now() / 1_000));
  useSignalEffect(() => {
    const interval = setInterval(() => {
      now.value = Math.floor(Date.now() / 1_000);
    }, 1_000);
    return () => clearInterval(interval);
  });
  const bars = [...bySecond.value].filter(([second]) => second > now.value - SECONDS);
  const totals = bars.map(([, counts]) => RESULTS.reduce((sum, result) => sum + counts[result], 0));
  const most = Math.max(1, ...totals);
  const latest = totals.reduce((sum, total) => sum + total, 0);
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${latest} calls in the last minute`}
      >
        {bars.map(([second, counts]) => {
          let top = HEIGHT;
          return RESULTS.map((result) => {
            const height = (counts[result] / most) * HEIGHT;
            top -= height;
            return (
              <rect
                class={result}
                x={WIDTH - (now.value - second + 1) * STEP}
                y={top}
                width={STEP - 1}
                height={height}
              />
            );
          });
        })}
      </svg>
      <figcaption>calls a second, the last minute; most: {most === 1 && latest === 0 ? 0 : most}</figcaption>
    </figure>
  );
}
