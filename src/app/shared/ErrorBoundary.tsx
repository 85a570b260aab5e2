// The last line: a component that throws leaves a sentence and a way out, not a blank page.
import { Component, type ReactNode } from 'react';
import { toProblem } from '../../store/problem.ts';
import { ProblemCard } from '../status/ProblemCard.tsx';

const RELOAD = { label: 'Reload the page', act: () => location.reload() };

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const problem = toProblem(this.state.error, 'load');
    return <ProblemCard problem={problem} steps={[RELOAD]} />;
  }
}
