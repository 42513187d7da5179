import { beforeEach, expect, test } from 'vitest'
import { dismissToast, say, takeTurn, useToasts } from '../../src/renderer/client/toasts.ts'

const shown = (): string | undefined => useToasts.getState().toast?.text

beforeEach(() => useToasts.setState({ toast: null }))

test('the newest replaces the one before', () => {
  say({ text: 'Run exported' })
  say({ text: 'payments.csv written' })
  expect(shown()).toBe('payments.csv written')
})

test('words that come late do not replace what was said since, only what was said before', () => {
  say({ text: 'Draft edited' })
  const late = takeTurn()
  say({ text: 'payments.csv written' })
  late({ text: 'Run exported' })
  expect(shown()).toBe('payments.csv written')

  const next = takeTurn()
  next({ text: 'Run closed' })
  expect(shown()).toBe('Run closed')
  dismissToast(useToasts.getState().toast?.id ?? 0)
  expect(shown()).toBeUndefined()
})
