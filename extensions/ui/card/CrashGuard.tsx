import { Component, type ReactNode } from 'react';
import { Failure } from './EmptyCard.tsx';

/** Shows what to do instead of an empty card when drawing it fails. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return <Failure kind="crashed" retry={() => this.setState({ crashed: false })} />;
  }
}
