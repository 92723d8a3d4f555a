import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTutorial } from './read-tutorial.ts';

const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

describe('a tutorial', () => {
  for (const [name, lead, language, action] of [
    ['creates a file', 'Create the file `a.js`:', 'js', { does: 'write', path: 'a.js', text: 'x\n' }],
    [
      'replaces a file',
      'Now replace the whole of `a.js`, which',
      'js',
      { does: 'write', path: 'a.js', text: 'x\n' },
    ],
    ['runs a command', 'Run it:', 'sh', { does: 'run', script: 'x\n', exitCode: 0 }],
    ['runs a command that fails', 'With exit code 3:', 'sh', { does: 'run', script: 'x\n', exitCode: 3 }],
    ['starts a command', 'In a second terminal:', 'sh', { does: 'start', script: 'x\n', terminal: 'second' }],
    ['compares', 'It prints:', 'text', { does: 'compare', expected: 'x\n', terminal: undefined }],
    ['looks', 'The third terminal:', 'text', { does: 'compare', expected: 'x\n', terminal: 'third' }],
  ] as const) {
    it(name, () =>
      assert.deepEqual(readTutorial(`${lead}\n\n${block(language, 'x')}`), [{ line: 3, ...action }]),
    );
  }

  it('looks where a command was started', () => {
    const page = `In a second terminal:\n\n${block('sh', 'x')}\n${block('text', 'y')}`;
    assert.deepEqual(readTutorial(page)[1], {
      line: 7,
      does: 'compare',
      expected: 'y\n',
      terminal: 'second',
    });
  });

  it('stops a command', () => {
    const page = 'Press Ctrl-C in the second terminal.\n';
    assert.deepEqual(readTutorial(page), [{ line: 1, does: 'stop', terminal: 'second' }]);
  });

  it('has no block that nobody executes', () => {
    assert.throws(() => readTutorial(block('js', 'x')), /line 1: nothing executes this block/);
  });
});
