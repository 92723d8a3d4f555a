/** What is wrong with a call: what the destination or the ingress refuses is an error, anything else a warning. */
import { CALL_BYTES, createFormCheck, type FormOpinion } from '../../emulator/check-form.ts';
import { schemaOf } from '../../generators/schema-of.ts';
import {
  ID_FIELDS,
  isObject,
  probablyMeant,
  strayMembers,
  type Violation,
  validate,
} from '../../schemas/index.ts';

/** One thing that is wrong, or looks wrong, with a call. */
export interface CallProblem {
  /** JSON pointer within the call. */
  readonly pointer: string;
  readonly severity: 'error' | 'warning';
  /**
   * As the schemas name it; `max-size:call`, `casing:userId`, `stray` for a member that is ignored, `ingest:…` for a
   * reason in Segment's word, `unsupported:page`, or the name of another error of the destination.
   */
  readonly rule: string;
  /** A sentence without a full stop. */
  readonly message: string;
  readonly probably?: string | undefined;
}

/** @returns a function that is given a call, and the same as JSON as it is sent */
export function createCallCheck(): (value: unknown, body: string) => readonly CallProblem[] {
  const formOf = createFormCheck();
  return (value, body) => {
    const opinion = formOf(value, body);
    const errors = [...errorsOf(value, opinion), ...sizeErrors(opinion, body)];
    const lenient = leniencies(value, opinion, errors);
    const casing = casingWarnings(value, opinion);
    const named = [...errors, ...lenient];
    // A member that is named already gets no warning of its own.
    const stray = strayMembers(value)
      .filter(({ name }) => !casing.some(({ pointer }) => pointer === `/${name}`))
      .filter(({ name }) => !named.some(({ probably = '' }) => probably.startsWith(`"${name}"`)))
      .map(({ name, meant }): CallProblem => {
        const message = `${name} is not a member of this type of call`;
        const probably = `"${name}" is probably meant as ${meant}`;
        return { pointer: `/${name}`, severity: 'warning', rule: 'stray', message, probably };
      });
    const segment = errors.length > 0 ? [] : segmentWarnings(value, opinion);
    return [...errors, ...lenient, ...casing, ...stray, ...segment];
  };
}

/** 501: the form of such a call does not matter to the destination. */
function isUnsupported({ refusal }: FormOpinion): boolean {
  return refusal?.error === 'type-not-supported';
}

function errorsOf(value: unknown, opinion: FormOpinion): readonly CallProblem[] {
  const { refusal } = opinion;
  if (refusal === undefined) return [];
  if (refusal.violations.length > 0) return refusal.violations.map((one) => problemOf(value, one, 'error'));
  const found = validate(schemaOf(value), value);
  if (isUnsupported(opinion) || found.length > 0) return found.map((one) => problemOf(value, one, 'error'));
  return [{ pointer: '', severity: 'error', rule: refusal.error, message: refusal.message }];
}

function sizeErrors({ ingressProblem }: FormOpinion, body: string): readonly CallProblem[] {
  if (ingressProblem === undefined) return [];
  const size = `the call has ${Buffer.byteLength(body)} bytes, and Segment accepts ${CALL_BYTES} (${CALL_BYTES / 1024} KB)`;
  const message = `${size}: it answers 400, "${ingressProblem}"`;
  return [{ pointer: '', severity: 'error', rule: 'max-size:call', message }];
}

/** What the schemas refuse and the destination accepts. */
function leniencies(
  value: unknown,
  { refusal, fields }: FormOpinion,
  errors: readonly CallProblem[],
): readonly CallProblem[] {
  if (fields === undefined || !isObject(value)) return [];
  const isKnown = ({ pointer, rule }: Pick<Violation, 'pointer' | 'rule'>) =>
    errors.some((one) => one.pointer === pointer || subjectOf(one.rule) === subjectOf(rule));
  const nulls = validate(schemaOf(value), value)
    .filter((one) => value[one.pointer.slice(1)] === null && !Object.hasOwn(fields, one.pointer.slice(1)))
    .map((one) => {
      const message = `${one.pointer.slice(1)} is null, which the destination reads as absent and others may refuse`;
      return { ...problemOf(value, one, 'warning'), message };
    });
  const strict = validate(schemaOf(fields), fields).map((one) => {
    const accepted = refusal === undefined ? '; the destination accepts it, and others may not' : '';
    return { ...problemOf(value, one, 'warning'), message: `${one.message}${accepted}` };
  });
  return [...nulls, ...strict].filter((one) => !isKnown(one));
}

function subjectOf(rule: string): string {
  return rule.slice(rule.indexOf(':') + 1);
}

/** IDs under other spellings (AST-HTTP-007). */
function casingWarnings(value: unknown, { fields }: FormOpinion): readonly CallProblem[] {
  if (fields === undefined || !isObject(value)) return [];
  return ID_FIELDS.flatMap((id) =>
    Object.keys(value)
      .filter((name) => name !== id && fold(name) === fold(id))
      .map((name): CallProblem => {
        const message = `the destination reads ${name} as ${id}, and others may ignore it: write ${id}`;
        return { pointer: `/${name}`, severity: 'warning', rule: `casing:${id}`, message };
      }),
  );
}

/** As the destination compares names. */
function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function segmentWarnings(value: unknown, opinion: FormOpinion): readonly CallProblem[] {
  const warning = (rule: string, message: string): CallProblem => ({
    pointer: '',
    severity: 'warning',
    rule,
    message,
  });
  const { dropReason } = opinion;
  const type = isObject(value) ? String(value.type) : '';
  return [
    ...(isUnsupported(opinion)
      ? [warning(`unsupported:${type}`, `Astrolabe does not support ${type} calls, and answers 501`)]
      : []),
    ...(dropReason === undefined
      ? []
      : [warning(`ingest:${dropReason}`, `Segment accepts this call and then drops it: ${dropReason}`)]),
  ];
}

function problemOf(value: unknown, violation: Violation, severity: CallProblem['severity']): CallProblem {
  const { pointer, rule, message } = violation;
  return { pointer, severity, rule, message, probably: probablyMeant(value, violation) };
}
