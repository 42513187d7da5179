import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { ErrorNote } from '../../src/renderer/ui/ErrorState.tsx'

test('an error brings itself into sight, and so does the next one in its place', () => {
  const shown: Element[] = []
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    shown.push(this)
  })
  const { rerender } = render(<ErrorNote error={new AppError('workspace.busy')} />)
  const note = screen.getByRole('alert')
  expect(shown).toEqual([note])
  rerender(<ErrorNote error={new AppError('workspace.diskFull')} />)
  expect(shown).toEqual([note, note])
  vi.restoreAllMocks()
})
