/** The style of the drawings: the colours of tokens.css, with the same colours where a drawing stands alone. */

const colours = {
  card: 'light-dark(#ffffff, #1c2026)',
  ink: 'light-dark(#1f2328, #e4e6e9)',
  soft: 'light-dark(#57606a, #a3abb5)',
  line: 'light-dark(#dcdcd6, #343a43)',
  well: 'light-dark(#f3f2ee, #121519)',
  fail: 'light-dark(#a8201a, #ff9a91)',
  info: 'light-dark(#0b5a8f, #86c5f4)',
} as const;

const of = (name: keyof typeof colours) => `var(--${name}, ${colours[name]})`;

/** A drawing that is a file of its own follows the system; in a page, it follows the page. */
export const JOURNEY_STYLE = `
svg.journey:root { color-scheme: light dark; }
.journey { display: block; width: 100%; max-width: 38rem; margin-bottom: 0.5rem; height: auto; font: 12px var(--font, system-ui, sans-serif); }
.journey text { fill: ${of('ink')}; stroke: ${of('card')}; stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
.journey .sheet { fill: ${of('card')}; stroke: ${of('line')}; }
.journey .party { font-size: 11px; font-weight: 650; text-anchor: middle; }
.journey .lifeline { stroke: ${of('line')}; stroke-width: 1.5; }
.journey .band { fill: ${of('well')}; stroke: ${of('line')}; }
.journey .example { stroke: none; font-size: 11.5px; }
.journey .answer, .journey .wait, .journey .look, .journey .supposed { fill: ${of('soft')}; }
.journey .look { stroke: none; font-size: 11px; }
.journey .detail { font: 10px var(--mono, ui-monospace, Menlo, Consolas, monospace); }
.journey .inside { stroke: none; }
.journey .arrow { fill: none; stroke: ${of('ink')}; stroke-width: 1.3; }
.journey line.back { stroke-dasharray: 4 3; }
.journey .arrow.back { stroke: ${of('soft')}; }
.journey line.supposed { stroke: ${of('soft')}; stroke-dasharray: 1 3; }
.journey path.supposed { stroke: ${of('soft')}; }
.journey text.supposed { fill: ${of('soft')}; }
.journey .note { fill: ${of('well')}; stroke: ${of('info')}; }
.journey .note + .read { fill: ${of('info')}; }
.journey text.decisive { fill: ${of('fail')}; font-weight: 650; }
.journey .arrow.decisive, .journey .note.decisive { stroke: ${of('fail')}; stroke-width: 2; }
`;
