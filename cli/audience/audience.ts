/** `audience`: makes, moves and syncs audiences of a running emulator, or sends one to any destination. */
import { Command } from 'commander';
import { type Given, listOption, reader, valueOption } from '../options.ts';
import type { Shell } from '../shell.ts';

const FILE =
  'CSV with a header, or NDJSON: userId or anonymousId, email or emails, member; of accounts groupId, userIds; - for standard input';
const AS = 'of accounts: group, identify or group,identify (default: group)';

export function audienceCommand(shell: Shell, finish: (exitCode: number) => void): Command {
  const program = new Command('audience')
    .description(
      'audiences and computed traits as Engage has them: in a running emulator, or sent to any destination',
    )
    .addHelpText(
      'after',
      '\nExit codes of audience: 0 done · 1 some calls were not delivered · 2 wrong usage, or refused · 3 a line could not be read, or a sync came to no end · 4 nobody is there',
    );
  const add = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .addOption(
        valueOption(
          '--control-url <url>',
          'control plane of the emulator (default: http://127.0.0.1:4100/_emulator)',
        ),
      )
      .addOption(
        valueOption(
          '--control-token <token>',
          'its token, where it has one; better as ASTROLABE_CONTROL_TOKEN',
        ),
      );
  const load = () => import('./run.ts');
  const loadMove = () => import('./move-run.ts');

  add('list', 'lists audiences and computed traits, with their sizes and latest syncs').action(
    async (given: Given) => {
      finish(await (await load()).runList(reader(given, shell), shell));
    },
  );
  add('create', 'makes an audience')
    .argument('<name>')
    .addOption(valueOption('--key <key>', 'key of its property (default: made of the name)'))
    .addOption(valueOption('--rule <json>', 'who is in, as {"trait": "plan", "equals": "pro"}'))
    .addOption(valueOption('--level <level>', 'user or account (default: user)'))
    .addOption(listOption('--as <calls>', AS))
    .action(async (name: string, given: Given) => {
      finish(await (await load()).runCreate(name, reader(given, shell), shell));
    });
  add('create-trait', 'makes a computed trait')
    .argument('<name>')
    .addOption(valueOption('--key <key>', 'key of its property (default: made of the name)'))
    .addOption(
      valueOption(
        '--formula <json>',
        'required: its value, as {"compute": "count", "event": "Order Completed"}',
      ),
    )
    .action(async (name: string, given: Given) => {
      finish(await (await load()).runCreateTrait(name, reader(given, shell), shell));
    });
  add('remove', 'removes an audience or a computed trait, without a call')
    .argument('<key>')
    .action(async (key: string, given: Given) => {
      finish(await (await load()).runRemove(key, reader(given, shell), shell));
    });
  add('enter', 'lets the members of a file in, and out those whose member is false')
    .argument('<key>')
    .argument('<file>', FILE)
    .action(async (key: string, file: string, given: Given) => {
      finish(await (await loadMove()).runMove(key, file, true, reader(given, shell), shell));
    });
  add('leave', 'lets everybody in a file out')
    .argument('<key>')
    .argument('<file>', FILE)
    .action(async (key: string, file: string, given: Given) => {
      finish(await (await loadMove()).runMove(key, file, false, reader(given, shell), shell));
    });
  add('preview', 'says who would be sent what by the next sync')
    .argument('<key>')
    .action(async (key: string, given: Given) => {
      finish(await (await load()).runPreview(key, reader(given, shell), shell));
    });
  add('sync', 'syncs at once, and waits for the end')
    .argument('<key>')
    .action(async (key: string, given: Given) => {
      finish(await (await import('./sync-run.ts')).runSync(key, reader(given, shell), shell));
    });

  program
    .command('send')
    .description('sends the audience of a file to any destination, by the calls that Engage would make')
    .argument('<name>', 'name of the audience, of which its key is made')
    .argument('<file>', FILE)
    .addOption(valueOption('--base-url <url>', "the destination's static URL"))
    .addOption(valueOption('--api-key <key>', 'its API key; better given as ASTROLABE_API_KEY'))
    .addOption(valueOption('--key <key>', 'key of its property (default: made of the name)'))
    .addOption(listOption('--as <calls>', AS))
    .addOption(valueOption('--rate <number>', 'calls a second (default: unlimited on loopback, else 10)'))
    .addOption(valueOption('--concurrency <number>', 'calls on their way at the same time (default: 16)'))
    .addOption(valueOption('--timeout <duration>', 'how long one answer may take (default: 10s)'))
    .option('--yes', 'really send to an endpoint that is not on this machine')
    .action(async (name: string, file: string, given: Given) => {
      const { runSendAudience } = await import('./send-run.ts');
      finish(await runSendAudience(name, file, reader(given, shell), shell));
    });
  return program;
}
