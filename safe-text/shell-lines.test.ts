import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { shellLinesFor } from './shell-lines.ts';

const WINDOWS = { OS: 'Windows_NT', PSModulePath: 'C:\\Modules' };
const MODULES = '/opt/powershell/Modules';

describe('lines to copy', () => {
  for (const [shell, env, line, curl] of [
    ['a POSIX shell', { SHELL: '/bin/bash' }, 'export NAME=value', 'curl'],
    ['a system that names no shell', {}, 'export NAME=value', 'curl'],
    ['Git Bash', { ...WINDOWS, SHELL: '/usr/bin/bash' }, 'export NAME=value', 'curl'],
    ['PowerShell', WINDOWS, "$env:NAME = 'value'", 'curl.exe'],
    ['cmd.exe', { OS: 'Windows_NT', PROMPT: '$P$G' }, "$env:NAME = 'value'", 'curl.exe'],
    [
      'PowerShell on another system',
      { SHELL: '/bin/zsh', PSModulePath: MODULES },
      "$env:NAME = 'value'",
      'curl',
    ],
  ] as const) {
    it(`are for ${shell}`, () => {
      const lines = shellLinesFor(env);
      assert.equal(lines.assign('NAME', 'value'), line);
      assert.equal(lines.curl, curl);
    });
  }

  it('keep every character in a POSIX shell', () => {
    const value = `it's "$HOME" & \`id\` \\ ; %PATH%`;
    const line = shellLinesFor({}).assign('NAME', value);
    const printed = execFileSync('sh', ['-c', `${line}; printf %s "$NAME"`], { encoding: 'utf8' });
    assert.equal(printed, value);
  });

  it('keep every character in PowerShell, where any single quote is doubled', () => {
    assert.equal(shellLinesFor(WINDOWS).word("it's $HOME \u2019"), "'it''s $HOME \u2019\u2019'");
  });

  it('take redacted keys from the environment', () => {
    const text = 'Basic «api-key» and «other»';
    assert.equal(shellLinesFor({}).word(text), `'Basic '"$ASTROLABE_API_KEY"' and ''«other»'`);
    assert.equal(shellLinesFor(WINDOWS).word(text), '"Basic $($env:ASTROLABE_API_KEY) and «other»"');
    assert.equal(shellLinesFor({}).keyed('«api-key-cut»', ':'), `"\${ASTROLABE_API_KEY%?}:"`);
    assert.equal(shellLinesFor(WINDOWS).keyed('«api-key»', ':'), '"$($env:ASTROLABE_API_KEY):"');
    assert.equal(shellLinesFor(WINDOWS).keyed('key', ':'), undefined);
  });

  it('stay on one line in PowerShell, and run nothing in it', () => {
    const text = 'a\n"$(x)`\u201d\u0007';
    assert.equal(shellLinesFor(WINDOWS).word(text), '"a`n`"`$(x)```\u201d`u{7}"');
  });
});
