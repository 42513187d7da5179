import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { appTexts as texts } from './texts.ts'

interface ErrorBoundaryProps {
  /** Where in the page its user is: somewhere else it is tried again. */
  place: string
  children: ReactNode
}

/** A page that fails takes nothing else along. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override componentDidUpdate({ place }: ErrorBoundaryProps): void {
    if (place !== this.props.place && this.state.error !== null) this.setState({ error: null })
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
