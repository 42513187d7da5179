import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { Dialog } from './Dialog.tsx'
import { ErrorNote } from './ErrorState.tsx'
import { Lines } from './Lines.tsx'
import { Callout } from './Status.tsx'
import { revertTexts as texts } from './revertTexts.ts'

/** Says what reverting an import does before it is done: records that stop counting, and settled commissions that are taken back. */
export function RevertDialog({
  attemptId,
  onClose,
  onDone,
}: {
  attemptId: number
  onClose: () => void
  onDone?: (result: Output<'imports.revert'>) => void
}) {
  const preview = useEngineQuery('imports.revertPreview', { id: attemptId })
  const revert = useCommand('imports.revert')
  const run = (): void =>
    revert.mutate(
      { id: attemptId },
      {
        onSuccess: (result) => {
          onDone?.(result)
          onClose()
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={preview.data ? texts.title(preview.data.fileName) : texts.action}
      lead={preview.data && texts.lead(preview.data.removed, preview.data.kept)}
      action={texts.action}
      onAction={run}
      isDanger
      focus="safe"
      isBlocked={!preview.data}
      isRunning={revert.isPending}
      error={revert.error}
      note={texts.note}
    >
      {preview.error && !revert.isSuccess && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && preview.data.takenBack.length > 0 && <TakenBack takenBack={preview.data.takenBack} />}
    </Dialog>
  )
}

function TakenBack({ takenBack }: Pick<Output<'imports.revertPreview'>, 'takenBack'>) {
  return (
    <>
      <Callout meaning="warn">
        <p>
          <b>{texts.settled(takenBack.reduce((count, { lines }) => count + lines, 0))}</b> {texts.settledMore}
        </p>
      </Callout>
      <Lines
        lines={takenBack.map(({ currency, lines, minor }) => ({
          label: texts.takenBack(currency, lines),
          value: formatMinor(minor, currency),
        }))}
      />
    </>
  )
}
