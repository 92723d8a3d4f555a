/** A labelled field whose text is a signal. */
import type { Signal } from '@preact/signals';

interface TextFieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  /** Whether it may be empty. Default: no. */
  readonly isOptional?: boolean;
  readonly onInput?: () => void;
}

/** The longest that a name or a key of the emulator may be. */
const LONGEST = 200;

export function TextField({ label, value, isOptional = false, onInput }: TextFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        required={!isOptional}
        maxLength={LONGEST}
        autoComplete="off"
        spellcheck={false}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
          onInput?.();
        }}
      />
    </label>
  );
}
