import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { forgetTyped, storeTyped } from '../../src/renderer/client/leaving.ts'
import { useLeaving } from '../../src/renderer/ui/useLeaving.ts'

afterEach(cleanup)

function Typed({ store }: { store: () => Promise<unknown> | undefined }) {
  useLeaving(store)
  return null
}

test('[SH9] whoever leaves waits for everything typed, as last shown', async () => {
  const stored: string[] = []
  let finish: (() => void) | undefined
  const slow = (): Promise<void> => new Promise<void>((done) => (finish = done)).then(() => void stored.push('slow'))
  const { rerender } = render(<Typed store={() => Promise.resolve(stored.push('old'))} />)
  rerender(<Typed store={slow} />)
  render(<Typed store={() => Promise.resolve(stored.push('other'))} />)
  render(<Typed store={() => undefined} />)
  const left = storeTyped()
  finish?.()
  expect([await left, stored.toSorted()]).toEqual([true, ['other', 'slow']])
})

test('[SH9] what could not be stored keeps the workspace', async () => {
  render(<Typed store={() => Promise.reject(new Error('disk full'))} />)
  expect(await storeTyped()).toBe(false)
})

test('[SH9] what was typed is stored when its page goes, but not when its workspace has gone', () => {
  const stored: string[] = []
  const store = (name: string) => () => Promise.resolve(stored.push(name))
  render(<Typed store={store('page')} />).unmount()
  const { unmount } = render(<Typed store={store('workspace')} />)
  forgetTyped()
  unmount()
  expect(stored).toEqual(['page'])
})
