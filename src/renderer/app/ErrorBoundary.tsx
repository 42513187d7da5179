import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { appTexts as texts } from './texts.ts'

interface ErrorBoundaryProps {
  /** Where in the page its user is: somewhere else it is tried again. */
  place: string
  children: ReactNode
}

interface ErrorBoundaryState {
  error: unknown
  place: string
}

/** A page that fails takes nothing else along. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: unknown): Pick<ErrorBoundaryState, 'error'> {
    return { error }
  }

  static getDerivedStateFromProps({ place }: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return place === state.place ? null : { error: null, place }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <ErrorState error={this.state.error}>
        <Button isSmall onClick={() => this.setState({ error: null })}>
          {texts.reload}
        </Button>
      </ErrorState>
    )
  }
}
