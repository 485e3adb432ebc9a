import { NumberInput } from '@hubspot/ui-extensions';

interface PercentInputProps {
  readonly label: string;
  readonly name: string;
  /** 0–1. */
  readonly share: number;
  readonly readOnly: boolean;
  readonly onChange: (percent: number) => void;
}

/** A share as whole percent. */
export function PercentInput({ share, ...field }: PercentInputProps) {
  return <NumberInput {...field} value={Math.round(share * 1000) / 10} min={0} max={100} precision={1} />;
}
