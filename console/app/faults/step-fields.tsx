/** The fields of one step of a fault plan. */
import { STEP_KINDS, type StepForm, type StepKind } from './steps.ts';

interface StepFieldsProps {
  readonly step: StepForm;
  /** Its place among the steps, from 1. */
  readonly number: number;
  readonly onChange: (changes: Partial<StepForm>) => void;
  /** Absent if it is the only one. */
  readonly onRemove: (() => void) | undefined;
}

export function StepFields({ step, number, onChange, onRemove }: StepFieldsProps) {
  const { kind } = step;
  return (
    <div class="step">
      <label>
        step {number}{' '}
        <select
          value={kind}
          onChange={({ currentTarget }) => onChange({ kind: currentTarget.value as StepKind })}
        >
          {Object.entries(STEP_KINDS).map(([name, label]) => (
            <option value={name}>{label}</option>
          ))}
        </select>
      </label>
      {kind === 'status' && (
        <>
          <Digits
            label="status"
            value={step.status}
            min={200}
            max={599}
            onInput={(status) => onChange({ status })}
          />
          <Digits
            label="Retry-After, s"
            value={step.retryAfter}
            min={0}
            max={86_400}
            isOptional
            onInput={(retryAfter) => onChange({ retryAfter })}
          />
        </>
      )}
      {kind !== 'pass' && (
        <label>
          after{' '}
          <input
            class="short"
            value={step.delay}
            placeholder={kind === 'delay' ? '5s' : 'at once'}
            required={kind === 'delay'}
            onInput={({ currentTarget }) => onChange({ delay: currentTarget.value.trim() })}
          />
        </label>
      )}
      <Digits
        label="times"
        value={step.times}
        min={1}
        max={kind === 'pass' ? 50 : 1_000_000}
        onInput={(times) => onChange({ times })}
      />
      {onRemove !== undefined && (
        <button type="button" onClick={onRemove}>
          remove step {number}
        </button>
      )}
    </div>
  );
}

interface DigitsProps {
  readonly label: string;
  readonly value: string;
  readonly min: number;
  readonly max: number;
  readonly isOptional?: boolean;
  readonly onInput: (value: string) => void;
}

function Digits({ label, value, min, max, isOptional = false, onInput }: DigitsProps) {
  return (
    <label>
      {label}{' '}
      <input
        class="short"
        type="number"
        required={!isOptional}
        {...{ value, min, max }}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
