import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ErrorBoundary } from '../../src/renderer/app/ErrorBoundary.tsx'

test('[UI4] a tab that fails leaves the other tabs of its page as they are', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const Tab = ({ name }: { name: string }) => {
    if (name === 'plans') throw new Error('broken')
    return <p>{name}</p>
  }
  const at = (name: string) => (
    <ErrorBoundary place={`reviews/${name}`}>
      <Tab name={name} />
    </ErrorBoundary>
  )
  const { rerender } = render(at('plans'))
  expect(screen.getByRole('button', { name: /again/i })).toBeVisible()
  rerender(at('calendar'))
  expect(screen.getByText('calendar')).toBeVisible()
})
