import {
  type AlertProps,
  type ButtonProps,
  type EmptyStateProps,
  type ErrorStateProps,
  type LoadingSpinnerProps,
} from '@hubspot/ui-extensions';

export function Alert({ title, variant = 'info', children }: AlertProps) {
  return (
    <div className={`alert alert-${variant}`} role={variant === 'error' ? 'alert' : 'status'}>
      <div className="alert-title">{title}</div>
      {children}
    </div>
  );
}

/** HubSpot hands buttons an event of its own making; the browser's would not survive the way out of a worker. */
export function Button({
  variant = 'secondary',
  size = 'md',
  disabled = false,
  onClick,
  children,
}: ButtonProps) {
  const press = onClick as unknown as (() => void) | undefined;
  return (
    <button
      type="button"
      className={`button button-${variant} button-${size}`}
      disabled={disabled}
      onClick={() => press?.()}
    >
      {children}
    </button>
  );
}

export function EmptyState({ title, imageWidth = 250, children }: EmptyStateProps) {
  return (
    <div className="centered">
      <svg width={imageWidth} viewBox="0 0 180 90" aria-hidden className="illustration">
        <rect x="20" y="12" width="140" height="66" rx="6" />
        <path d="M36 62 L66 44 L92 52 L140 26" />
        <circle cx="140" cy="26" r="5" />
      </svg>
      <h3 className="heading">{title}</h3>
      {children}
    </div>
  );
}

const LOCK = (
  <svg width="20" height="22" viewBox="0 0 20 22" fill="none" stroke="currentColor" strokeWidth="2">
    <rect x="2" y="9" width="16" height="11" rx="2" />
    <path d="M6 9 V6 a4 4 0 0 1 8 0 V9" />
  </svg>
);
const ERROR_MARKS = { error: '!', support: '?', lock: LOCK } as const;

export function ErrorState({ title, type = 'error', children }: ErrorStateProps) {
  return (
    <div className="centered" role="alert">
      <div className="error-mark" aria-hidden>
        {ERROR_MARKS[type]}
      </div>
      <h3 className="heading">{title}</h3>
      {children}
    </div>
  );
}

export function LoadingSpinner({ label, showLabel = false }: LoadingSpinnerProps) {
  return (
    <div className="spinner-row" role="status" aria-label={label}>
      <span className="spinner" aria-hidden />
      {showLabel && <span>{label}</span>}
    </div>
  );
}
