import { useState } from 'react'
import type { Output } from '../../contract/methods.ts'
import type { Payout, Run } from '../../contract/payouts.ts'
import { toFileName } from '../../contract/shell.ts'
import { useCommand } from '../client/hooks.ts'
import { askShell } from '../client/shell.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { amountsText } from '../ui/figures.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { Callout } from '../ui/Status.tsx'
import { openPayments, sumPayouts } from './runFigures.ts'
import { runTexts as texts, type ExportFormat } from './runTexts.ts'

type PaymentFile = Output<'payouts.export'>['files'][number]

const formats = ['csv', 'paypal', 'wise'] as const satisfies readonly ExportFormat[]

/** Whom a format can pay; the engine's files hold exactly these. */
function isIn(format: ExportFormat, { method }: Payout): boolean {
  return format === 'csv' ? method !== 'byHand' : method === format
}

/** Records the export, then asks where its files go; what was not saved can be saved again from here. */
export function ExportDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const exporting = useCommand('payouts.export')
  const open = openPayments(run)
  const offered = formats.filter((format) => open.some((payout) => isIn(format, payout)))
  const [format, setFormat] = useState<ExportFormat>(offered[0] ?? 'csv')
  const [unsaved, setUnsaved] = useState<readonly PaymentFile[] | null>(null)
  const [saveError, setSaveError] = useState<unknown>(null)
  const chosen = open.filter((payout) => isIn(format, payout))
  const others = open.length - chosen.length
  const save = async (files: readonly PaymentFile[]): Promise<void> => {
    setSaveError(null)
    setUnsaved(files)
    const saved = await saveFiles(files, run.number)
    if (!saved) return
    saySaved(texts.filesSaved(saved.name), saved)
    onClose()
  }
  const store = async (): Promise<void> => {
    const { files } =
      unsaved === null
        ? await exporting.mutateAsync({ id: run.id, fingerprint: run.fingerprint, format })
        : { files: unsaved }
    await save(files).catch(setSaveError)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.exportTitle(chosen.length)}
      lead={`${texts.exportLead} ${amountsText(sumPayouts(chosen))}.`}
      action={unsaved === null ? texts.exportAction(chosen.length) : texts.saveFiles(unsaved.length)}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={chosen.length === 0}
      isRunning={exporting.isPending}
      error={exporting.error ?? saveError}
    >
      {unsaved === null ? (
        <>
          <Radios
            label={texts.format}
            value={format}
            onValue={setFormat}
            options={offered.map((value) => ({
              value,
              label: (
                <>
                  {texts.formats[value]}{' '}
                  <span className="ink2">
                    {texts.formatHints[value](open.filter((payout) => isIn(value, payout)).length)}
                  </span>
                </>
              ),
            }))}
          />
          {others > 0 && <p className="small ink2">{texts.others(others)}</p>}
          <Callout meaning="note">{texts.leaves}</Callout>
        </>
      ) : (
        <Callout meaning="warn">{texts.nothingSaved(unsaved.length)}</Callout>
      )}
    </Dialog>
  )
}

/** One file where the user says, several into a folder. */
function saveFiles(files: readonly PaymentFile[], number: string) {
  const named = files.map(({ name, text }) => ({ name: toFileName(name), content: { kind: 'text' as const, text } }))
  const [first] = named
  if (named.length === 1 && first) return askShell('saveFile', first)
  return askShell('saveFolder', { name: toFileName(texts.paymentFolder(number)), files: named })
}
