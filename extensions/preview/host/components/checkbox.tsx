import { type CheckboxProps } from '@hubspot/ui-extensions';

export function Checkbox({ name, checked, readOnly, onChange, children }: CheckboxProps) {
  return (
    <label className="checkbox">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        disabled={readOnly}
        onChange={(event) => onChange?.(event.target.checked, event.target.value)}
      />
      {children}
    </label>
  );
}
