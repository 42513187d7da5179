import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Output } from '../../src/contract/methods.ts'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import { RevertDialog } from '../../src/renderer/ui/RevertDialog.tsx'
import { StandIn } from './support/standIn.ts'

beforeEach(forgetAnswers)

const preview: Output<'imports.revertPreview'> = { fileName: 'payments.csv', removed: 1284, kept: 3, takenBack: [] }

function show(change: Partial<typeof preview> = {}): { standIn: StandIn; onDone: ReturnType<typeof vi.fn> } {
  const onDone = vi.fn<(result: unknown) => void>()
  const standIn = new StandIn({
    'imports.revertPreview': () => ({ ...preview, ...change }),
    'imports.revert': () => ({ removed: 1284, kept: 3 }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <RevertDialog attemptId={7} onClose={() => undefined} onDone={onDone} />
    </QueryClientProvider>,
  )
  return { standIn, onDone }
}

test('[IM58] what was settled is named with its amounts per currency before anything is reverted', async () => {
  const { standIn, onDone } = show({
    takenBack: [
      { currency: 'EUR', lines: 1, minor: 210 },
      { currency: 'JPY', lines: 1200, minor: 1_234_567 },
    ],
  })
  const dialog = await screen.findByRole('dialog', { name: 'Revert the import of payments.csv?' })
  expect(dialog).toHaveTextContent('1,284 records stop counting; 3 stay because another import holds them.')
  expect(dialog).toHaveTextContent('1,201 lines of approved statements will no longer hold.')
  expect(dialog).toHaveTextContent('EUR, 1 line2.10JPY, 1,200 lines1,234,567')
  expect(standIn.askedFor('imports.revert')).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Revert this import' }))
  await waitFor(() => expect(onDone).toHaveBeenCalledWith({ removed: 1284, kept: 3 }))
  expect(standIn.askedFor('imports.revert')).toEqual([{ id: 7 }])
})

test('[IM58] where nothing was settled the question says nothing of statements', async () => {
  show()
  const dialog = await screen.findByRole('dialog', { name: 'Revert the import of payments.csv?' })
  expect(dialog).not.toHaveTextContent('statement')
})
