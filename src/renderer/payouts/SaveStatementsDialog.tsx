import { useState } from 'react'
import type { Run } from '../../contract/payouts.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { saveStatements } from './saveStatements.ts'
import { statementFormats, statementTexts as texts, type StatementFormat } from './statementTexts.ts'

/** All statements of a run into one folder in one step. */
export function SaveStatementsDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const [format, setFormat] = useState<StatementFormat>('pdf')
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ids = run.payouts.flatMap(({ statementId }) => (statementId === null ? [] : [statementId]))
  const save = async (): Promise<void> => {
    setError(null)
    setRunning(true)
    try {
      const folder = await saveStatements(ids, format, run.number)
      if (!folder) return
      saySaved(texts.saved(folder.name), folder)
      onClose()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.saveAllTitle(ids.length)}
      lead={texts.saveAllLead}
      action={texts.saveAllAction(ids.length)}
      onAction={() => void save()}
      isBlocked={ids.length === 0}
      isRunning={isRunning}
      error={error}
    >
      <Radios
        label={texts.format}
        value={format}
        onValue={setFormat}
        options={statementFormats.map((value) => ({
          value,
          label: (
            <>
              {texts.formats[value]} <span className="ink2">{texts.formatHints[value]}</span>
            </>
          ),
        }))}
      />
    </Dialog>
  )
}
