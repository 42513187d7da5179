import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../src/contract/errors.ts'
import type { WorkspaceState } from '../../src/contract/shell.ts'
import { StorageError, useFailed } from '../../src/renderer/app/StorageError.tsx'
import { quietShell } from './support/shell.ts'

const file = '4f6f1d1c-3a0f-4a0e-9a37-0d6a3f1f2b5e'
const failedWith = (code: ErrorCode): WorkspaceState => ({
  status: 'failed',
  name: 'Acme',
  file,
  error: { code, details: {} },
})

function Shown({ workspace }: { workspace: WorkspaceState }) {
  const failed = useFailed(workspace)
  return failed && <StorageError failed={failed} isTrying={workspace.status === 'opening'} />
}

let opened: (string | null)[]

beforeEach(() => {
  vi.useFakeTimers()
  opened = []
  const { shell } = quietShell()
  vi.stubGlobal('tandem', {
    ...shell,
    openWorkspace: (input: { file: string | null }) => {
      opened.push(input.file)
      return Promise.resolve({ ok: true, value: true })
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const buttons = (): string[] => screen.queryAllByRole('button').map((button) => button.textContent)
const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))

test.each(['workspace.inUse', 'workspace.busy'] as const)(
  '[SH7] %s offers to try again, does so by itself, and stays while it is tried',
  (code) => {
    const { rerender } = render(<Shown workspace={failedWith(code)} />)
    const offered = ['Try again', 'Open another workspace…', 'New workspace…', 'Copy details']
    expect(buttons()).toEqual(offered)
    screen.getByRole('button', { name: 'Try again' }).click()
    expect(opened).toEqual([file])
    rerender(<Shown workspace={{ status: 'opening', name: 'Acme' }} />)
    pass(60_000)
    expect([opened, buttons()]).toEqual([[file], offered])
    rerender(<Shown workspace={failedWith(code)} />)
    pass(5000)
    expect(opened).toEqual([file, file])
    rerender(<Shown workspace={{ status: 'opening', name: 'Acme' }} />)
    rerender(<Shown workspace={{ status: 'open', name: 'Acme' }} />)
    pass(60_000)
    expect([opened, buttons()]).toEqual([[file, file], []])
  },
)

test('[SH7] an engine that was given up is started again when asked, never by itself', () => {
  const { rerender } = render(<Shown workspace={failedWith('engine.givenUp')} />)
  const offered = ['Try again', 'Open a backup…', 'New workspace…', 'Copy details']
  pass(60_000)
  expect([opened, buttons()]).toEqual([[], offered])
  screen.getByRole('button', { name: 'Try again' }).click()
  rerender(<Shown workspace={{ status: 'opening', name: 'Acme' }} />)
  expect([opened, buttons()]).toEqual([[file], offered])
  expect(screen.getByText('Opening Acme…')).toBeTruthy()
})

test('[SH7] what time does not mend is not tried again', () => {
  const { rerender } = render(<Shown workspace={failedWith('workspace.damaged')} />)
  pass(60_000)
  expect([opened, buttons()]).toEqual([[], ['Open a backup…', 'New workspace…', 'Copy details']])
  rerender(<Shown workspace={{ status: 'opening', name: 'Acme' }} />)
  expect(buttons()).toEqual([])
})
