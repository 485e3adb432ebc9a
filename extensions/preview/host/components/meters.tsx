import { type IconProps, type ProgressBarProps } from '@hubspot/ui-extensions';

const RADIUS = 30;
const AROUND = 2 * Math.PI * RADIUS;

/** HubSpot's own thresholds for the colour of a score; they are not ours. */
function scoreColor(score: number): string {
  if (score >= 66) return 'success';
  return score >= 33 ? 'warning' : 'danger';
}

export function ScoreCircle({ score }: { readonly score: number }) {
  return (
    <div
      className="score"
      role="meter"
      aria-label="Score"
      aria-valuenow={score}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <svg width="72" height="72" viewBox="0 0 72 72" aria-hidden>
        <circle cx="36" cy="36" r={RADIUS} className="score-track" />
        <circle
          cx="36"
          cy="36"
          r={RADIUS}
          className={`score-value stroke-${scoreColor(score)}`}
          strokeDasharray={`${(AROUND * score) / 100} ${AROUND}`}
          transform="rotate(-90 36 36)"
        />
      </svg>
      <span className="score-number">{score}</span>
    </div>
  );
}

export function ProgressBar(props: ProgressBarProps) {
  const { title, value = 0, maxValue = 100, valueDescription, variant = 'success' } = props;
  return (
    <div>
      {title !== undefined && <div className="text weight-demibold">{title}</div>}
      <div
        className="bar"
        role="progressbar"
        aria-label={props['aria-label'] ?? title}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={maxValue}
        aria-valuetext={valueDescription}
      >
        <div className={`bar-value fill-${variant}`} style={{ width: `${(100 * value) / maxValue}%` }} />
      </div>
      {valueDescription !== undefined && <div className="text text-microcopy">{valueDescription}</div>}
    </div>
  );
}

/** Marks for the icons our cards use; any other name is a ring. */
const MARKS: Readonly<Record<string, string>> = {
  warning: 'M8 1.5 15 14.5H1Z M8 6v4 M8 12v.6',
  questionCircle: 'M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1Z M6 6.3a2 2 0 1 1 2.6 2L8 9.6 M8 11.6v.6',
  upCarat: 'M2.5 10.5 8 5l5.5 5.5',
};
const RING = 'M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1Z';
const ICON_SIZES: Readonly<Record<string, number>> = {
  sm: 16,
  small: 16,
  md: 24,
  medium: 24,
  lg: 64,
  large: 64,
};

export function Icon({ name, color = 'inherit', size = 'md', screenReaderText }: IconProps) {
  const label =
    screenReaderText === undefined
      ? { 'aria-hidden': true }
      : { role: 'img', 'aria-label': screenReaderText };
  return (
    <svg
      width={ICON_SIZES[size]}
      height={ICON_SIZES[size]}
      viewBox="0 0 16 16"
      className={`icon icon-${color}`}
      {...label}
    >
      <path d={MARKS[name] ?? RING} />
    </svg>
  );
}
