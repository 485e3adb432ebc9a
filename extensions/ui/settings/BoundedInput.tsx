import { NumberInput } from '@hubspot/ui-extensions';
import { type Bounds, within } from '../../../src/model/setting-bounds.ts';

interface BoundedInputProps {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly bounds: Bounds;
  /** Whole numbers only. */
  readonly isWhole?: boolean;
  readonly readOnly: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that never leaves its bounds: what is typed beyond them becomes the nearest that can be saved. */
export function BoundedInput({ bounds, isWhole = false, onChange, ...field }: BoundedInputProps) {
  return (
    <NumberInput
      {...field}
      {...bounds}
      onChange={(value) => onChange(within(bounds, isWhole ? Math.round(value) : value))}
    />
  );
}
