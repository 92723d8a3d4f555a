/** Audience files in every shape that spreadsheets and warehouses write. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMembers } from './read-file.ts';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Each entry in short: `line id +` for a member, `line id -` for a former one, `line: problem`. */
async function read(text: string): Promise<string[]> {
  const read: string[] = [];
  for await (const entry of readMembers(bytesOf(text))) {
    if ('note' in entry) {
      read.push(`${entry.line}: ${entry.note}`);
      continue;
    }
    if ('problem' in entry) {
      read.push(`${entry.line}: ${entry.problem}`);
      continue;
    }
    const { line, member, isMember } = entry;
    const [id, list] =
      'groupId' in member
        ? [member.groupId, member.userIds]
        : [member.userId ?? member.anonymousId, member.emails ?? []];
    read.push([line, id, ...list, isMember ? '+' : '-'].join(' '));
  }
  return read;
}

describe('an audience file', () => {
  const shapes: readonly (readonly [what: string, text: string, entries: readonly string[]])[] = [
    [
      'commas',
      'userId,email,member\nada,ada@home.example,true\nbob,,false\n',
      ['2 ada ada@home.example +', '3 bob -'],
    ],
    [
      'semicolons, as spreadsheets of many countries write them',
      'userId;email;member\nada;ada@home.example;true\nbob;;false\n',
      ['2 ada ada@home.example +', '3 bob -'],
    ],
    [
      'tabs, with empty cells at both ends',
      'anonymousId\tuserId\tmember\n\tada\t\nvisitor\t\tfalse\n',
      ['2 ada +', '3 visitor -'],
    ],
    [
      'a line break inside quotation marks',
      'userId,member\n"ada\nlovelace",true\nbob,true\n',
      ['2 ada\nlovelace +', '4 bob +'],
    ],
    [
      'an empty line and a comma inside quotation marks',
      'userId,member\n"ada,\n\nlovelace",\nbob,no\n',
      ['2 ada,\n\nlovelace +', '5 bob -'],
    ],
    ['quotation marks inside quotation marks', 'userId\n"the ""first"""\n', ['2 the "first" +']],
    ['spaces around cells', 'userId , member\n ada , "false" \n', ['2 ada -']],
    ['spaces inside quotation marks', 'userId\n" ada "\n', ['2  ada  +']],
    [
      'a byte order mark and CRLF, also inside quotation marks',
      '\ufeffuserId,member\r\n"ada\r\nlovelace",true\r\nbob,false\r\n',
      ['2 ada\nlovelace +', '4 bob -'],
    ],
    ['a quoted header and no line end', '"userId","member"\nada,true', ['2 ada +']],
    ['empty lines between records', '\nuserId\n\nada\n\n\nbob\n', ['4 ada +', '7 bob +']],
    ['lists in a cell', 'groupId,userIds\nacme,ada; bob\ninitech,\n', ['2 acme ada bob +', '3 initech +']],
    ['lists in a quoted cell beside semicolons', 'groupId;userIds\nacme;"ada;bob"\n', ['2 acme ada bob +']],
    [
      'NDJSON',
      '\n{"userId": "ada", "emails": ["a@x.example", "b@x.example"]}\n{"userId": "bob", "member": false}\n',
      ['2 ada a@x.example b@x.example +', '3 bob -'],
    ],
    ['nothing', '', []],
    [
      "Segment's own columns",
      [
        'key,external_ids,user_id,anonymous_id,email,email_1,email_2',
        `k1,"{""user_id"":[""ada""],""email"":[""a@x.example""]}",ada,anon,a@x.example,b@x.example,`,
        `k2,"{""anonymous_id"":[""visitor""]}",,visitor,,,c@x.example`,
        '',
      ].join('\n'),
      ['1: not read: "key"', '2 ada a@x.example b@x.example +', '3 visitor c@x.example +'],
    ],
    [
      "Segment's own columns beside a group ID and a trait with the name of a column",
      'external_ids,user_id,email,group_id,member\n,ada,a@x.example,acme,gold\n',
      ['1: not read: "group_id", "member"', '2 ada a@x.example +'],
    ],
    [
      'ids only in the cell of all ids',
      [
        'external_ids,plan',
        `"{""user_id"":[""ada"",""ada-2""],""email"":[""a@x.example"",""b@x.example""]}",pro`,
        `"{""anonymous_id"":[""visitor""]}",`,
        '',
      ].join('\n'),
      ['1: not read: "plan"', '2 ada a@x.example b@x.example +', '3 visitor +'],
    ],
    [
      'other spellings of the columns',
      'User ID;Email Address;E-Mail 1;Member\nada;a@x.example;b@x.example;no\n',
      ['2 ada a@x.example b@x.example -'],
    ],
    [
      'two columns for one ID, of which the first with a value counts',
      'user_id,userId\n,ada\nbob,cleo\n',
      ['2 ada +', '3 bob +'],
    ],
    [
      'a list of addresses beside one, without repeating it',
      'userId,email,emails\nada,a@x.example,a@x.example;b@x.example\n',
      ['2 ada a@x.example b@x.example +'],
    ],
    [
      'a first line that names the delimiter',
      'sep=;\nuserId;email\nada;a@x.example\n',
      ['3 ada a@x.example +'],
    ],
    [
      'a first line that names another delimiter, in quotation marks and after a byte order mark',
      '\ufeff"sep=|"\r\nuserId|emails\r\nada|a@x.example;b@x.example\r\n',
      ['3 ada a@x.example b@x.example +'],
    ],
    [
      'tabs that a first line names, and commas in its cells',
      'sep=\t\nuserId\tmember\nada, the first\ttrue\n',
      ['3 ada, the first +'],
    ],
  ];
  for (const [what, text, entries] of shapes) {
    it(`may have ${what}`, async () => assert.deepEqual(await read(text), entries));
  }

  const problems: readonly (readonly [what: string, text: string, entries: readonly RegExp[]])[] = [
    [
      'a quotation mark that is never closed, and reads the lines after it',
      'userId,member\nada,true\n"bob,true\ncleo,true\ndan,false\n',
      [/^2 ada/, /^3: a quotation mark/, /^4 cleo/, /^5 dan/],
    ],
    [
      'two quotation marks in the middle of cells, and reads the line between them',
      'userId,member\na"da,true\nbob,true\nc"leo,true\ndan,true\n',
      [/^2: a quotation mark/, /^3 bob/, /^4: a quotation mark/, /^5 dan/],
    ],
    [
      'a record with too many cells',
      'userId,member\nada,true,x\nbob,true\n',
      [/^2: this record has 3 cells, the header has 2/, /^3 bob/],
    ],
    [
      'the second of two records for one member',
      'userId,member\nada,true\nbob,true\nada,false\n',
      [/^2 ada/, /^3 bob/, /^4: this member is on line 2 already/],
    ],
    [
      'a column that is passed over, and reads the others',
      'userId,plan,emial\nada,pro,x\n',
      [/^1: not read: "plan", "emial" \(is it email\?\)$/, /^2 ada \+$/],
    ],
    ['a header without an id', 'email,member\na@x.example,true\n', [/^1: the header has neither userId nor/]],
    ['a header with an open quotation mark', '"userId\nada\n', [/^1: a quotation mark/]],
    ['a line that is not JSON', '{"userId": "ada"}\nbob\n', [/^1 ada/, /^2: this is not a JSON object/]],
  ];
  for (const [what, text, entries] of problems) {
    it(`reports ${what}`, async () => {
      const found = await read(text);
      assert.equal(found.length, entries.length, found.join('\n'));
      for (const [index, entry] of entries.entries()) assert.match(found[index] ?? '', entry);
    });
  }

  it('reports a line that is not UTF-8, and reads the others', async () => {
    async function* bytes() {
      yield Buffer.concat([Buffer.from('userId\nada\n'), Buffer.from([0xff, 0x0a]), Buffer.from('bob\n')]);
    }
    const found: string[] = [];
    for await (const entry of readMembers(bytes())) {
      found.push('problem' in entry ? `${entry.line}: ${entry.problem}` : `${entry.line}`);
    }
    assert.deepEqual(found, ['2', '3: this is not UTF-8: save the file as UTF-8', '4']);
  });

  it('is read as a stream: few lines are in memory, even after a quotation mark that is never closed', async () => {
    let written = 0;
    async function* endless() {
      yield Buffer.from('userId,member\n"ada,true\n');
      while (true) {
        written += 1;
        yield Buffer.from(`user-${written},true\n`);
      }
    }
    let read = 0;
    for await (const entry of readMembers(endless())) {
      read += 1;
      if (read === 1) assert.match('problem' in entry ? entry.problem : '', /quotation mark/);
      if (read === 50_000) break;
    }
    assert.ok(written < 51_000, `${written} lines were taken from the source`);
  });
});
