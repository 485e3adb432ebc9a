import { Button, ErrorState, Text } from '@hubspot/ui-extensions';
import { Component, type ReactNode } from 'react';
import { useCopy } from '../texts/copy.ts';

/** Shows what to do instead of an empty card when drawing it fails. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return <Crashed retry={() => this.setState({ crashed: false })} />;
  }
}

function Crashed({ retry }: { readonly retry: () => void }) {
  const { texts } = useCopy();
  return (
    <ErrorState title={texts.crashed.title} type="error">
      <Text>{texts.crashed.text}</Text>
      <Button onClick={retry}>{texts.tryAgain}</Button>
    </ErrorState>
  );
}
