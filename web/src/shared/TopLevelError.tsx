import { Component, type ReactNode } from 'react';
import { ErrorState } from './states';

/** A fault in a screen shows as an error with a way out, never as a blank page. */
export class TopLevelError extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => location.reload()} />;
  }
}
