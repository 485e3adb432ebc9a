import {
  type DropdownButtonItemProps,
  type DropdownProps,
  type LinkProps,
  type LoadingButtonProps,
} from '@hubspot/ui-extensions';
import { type MouseEvent } from 'react';

/** HubSpot hands handlers an event of its own making; the browser's would not survive the way out of a worker. */
function press(handler: unknown): void {
  (handler as (() => void) | undefined)?.();
}

export function LoadingButton(props: LoadingButtonProps) {
  const { variant = 'secondary', size = 'md', loading = false, disabled = false, onClick, children } = props;
  return (
    <button
      type="button"
      className={`button button-${variant} button-${size}`}
      disabled={disabled || loading}
      aria-busy={loading}
      onClick={() => press(onClick)}
    >
      {loading && <span className="spinner spinner-small" aria-hidden />}
      {children}
    </button>
  );
}

export function Dropdown({
  variant = 'secondary',
  buttonSize = 'md',
  buttonText,
  disabled,
  children,
}: DropdownProps) {
  const close = (event: MouseEvent<HTMLElement>) =>
    event.currentTarget.closest('details')?.removeAttribute('open');
  return (
    <details className="dropdown">
      <summary
        className={`button button-${variant} button-${buttonSize}`}
        aria-disabled={disabled}
        onClick={(event) => disabled === true && event.preventDefault()}
      >
        {buttonText} <span aria-hidden>▾</span>
      </summary>
      <div className="dropdown-items" onClick={close}>
        {children}
      </div>
    </details>
  );
}

export function DropdownButtonItem({ onClick, children }: DropdownButtonItemProps) {
  return (
    <button type="button" className="dropdown-item" onClick={() => press(onClick)}>
      {children}
    </button>
  );
}

export function Link({ href, children }: LinkProps) {
  return (
    <a className="link" href={typeof href === 'string' ? href : href.url}>
      {children}
    </a>
  );
}
