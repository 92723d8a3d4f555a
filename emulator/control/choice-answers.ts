/** Shows the choices of a world, and changes them for calls from now on. */
import { escapedName } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { DEFECTS, VARIANTS } from '../catalogue.ts';
import { CHOICES, type Choices, choiceNames, settingsOf } from '../choices/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { choiceProblems } from '../resolve-choices.ts';
import { refuse, withBody } from './with-body.ts';

type ChoiceCore = Pick<Core, 'choices' | 'defects'>;
type Fixed = Pick<ResolvedOptions, 'variants' | 'defects'>;

/** Every choice with what is in force, and the variants and defects that the emulator was started with. */
export function listChoices({ choices, defects }: ChoiceCore, options: Fixed): Answer {
  const counts = defects.counts();
  return {
    status: 200,
    body: {
      choices: choiceNames.map((name) => ({
        name,
        value: choices.now[name],
        start: choices.start[name],
        default: CHOICES[name].default,
        values: settingsOf(name),
        about: CHOICES[name].about,
        why: CHOICES[name].why,
      })),
      variants: options.variants.map((name) => ({ name, what: VARIANTS[name].what })),
      defects: options.defects.map((name) => ({
        ...{ name, what: DEFECTS[name].what, breaks: DEFECTS[name].breaks },
        acted: counts[name] ?? 0,
      })),
    },
    rules: [],
  };
}

/** `{"null-property": "remove"}`; if one of them is wrong, none is changed. */
export function changeChoices(core: ChoiceCore, options: Fixed, body: unknown): Answer {
  return withBody<Readonly<Record<string, string>>>('choice-change', body, 'control-invalid', (valid) => {
    const problems = choiceProblems(valid);
    if (problems.length > 0) {
      const violations = problems.map(({ name, message }) => ({
        ...{ pointer: `/${escapedName(name)}`, rule: 'choices', message },
      }));
      return refuse('control-invalid', violations);
    }
    core.choices.change(valid as Partial<Choices>);
    return listChoices(core, options);
  });
}
