import {
  type InputProps,
  type NumberInputProps,
  type SelectProps,
  type TextAreaProps,
} from '@hubspot/ui-extensions';
import { type ReactNode, useId, useState } from 'react';

interface FieldProps {
  readonly label: string | undefined;
  readonly description?: string | undefined;
  readonly message?: string | undefined;
  readonly error?: boolean | undefined;
  /** Gets the ids for the control: its own and that of what describes it. */
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
}

function Field({ label, description, message, error = false, children }: FieldProps) {
  const id = useId();
  const notes = [description, message].filter((note) => note !== undefined && note !== '');
  return (
    <div className={error ? 'field field-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id, notes.length > 0 ? `${id}-notes` : undefined)}
      {notes.length > 0 && (
        <div id={`${id}-notes`} className="text text-microcopy">
          {notes.join(' ')}
        </div>
      )}
    </div>
  );
}

/** Options by their place, because values may be numbers. */
export function Select({ label, name, value, options, readOnly, onChange, description }: SelectProps) {
  const index = options.findIndex((option) => option.value === value);
  return (
    <Field label={label} description={description}>
      {(id, describedBy) => (
        <select
          id={id}
          name={name}
          disabled={readOnly}
          aria-describedby={describedBy}
          value={index}
          onChange={(event) => {
            const chosen = options[Number(event.target.value)];
            if (chosen !== undefined) onChange?.(chosen.value);
          }}
        >
          {index === -1 && <option value={-1} />}
          {options.map((option, place) => (
            <option key={String(option.value)} value={place}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The text typed is kept here: the card's own copy comes back a moment later. */
function useTyped(given: string | undefined): [string, (text: string) => void] {
  const [typed, setTyped] = useState({ given, text: given ?? '' });
  const text = typed.given === given ? typed.text : (given ?? '');
  return [text, (next) => setTyped({ given, text: next })];
}

export function Input({ label, name, value, readOnly, onInput, onChange, description }: InputProps) {
  const [text, setText] = useTyped(value);
  return (
    <Field label={label} description={description}>
      {(id, describedBy) => (
        <input
          id={id}
          name={name}
          readOnly={readOnly}
          aria-describedby={describedBy}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onInput?.(event.target.value);
            onChange?.(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

export const SearchInput = Input;

export function NumberInput(props: NumberInputProps) {
  const { label, name, value, min, max, readOnly, onChange, description } = props;
  return (
    <Field label={label} description={description}>
      {(id, describedBy) => (
        <input
          id={id}
          name={name}
          type="number"
          min={min}
          max={max}
          step="any"
          readOnly={readOnly}
          aria-describedby={describedBy}
          value={value ?? ''}
          onChange={(event) => onChange?.(event.target.valueAsNumber)}
        />
      )}
    </Field>
  );
}

export function TextArea(props: TextAreaProps) {
  const { label, name, value, onInput, description, validationMessage, error, required } = props;
  const [text, setText] = useTyped(value);
  return (
    <Field label={label} description={description} message={validationMessage} error={error}>
      {(id, describedBy) => (
        <textarea
          id={id}
          name={name}
          rows={3}
          required={required}
          readOnly={props.readOnly}
          aria-invalid={error}
          aria-describedby={describedBy}
          maxLength={props.maxLength}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onInput?.(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
