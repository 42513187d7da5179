import { useEffect, useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import type { BulkSelection } from '../ui/table/DataTable.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.decide

export interface Deciding {
  isApproved: boolean
  /** Rows of the list, or one partner. */
  selection: Pick<BulkSelection, 'ids' | 'count' | 'clear'>
}

type Open = Output<'tiers.proposals'>['proposals'][number]

/** The proposals of the chosen partners as they stand now: exactly these are approved or declined. */
export function DecideDialog({
  deciding: { isApproved, selection },
  onClose,
}: {
  deciding: Deciding
  onClose: () => void
}) {
  const query = useEngineQuery('tiers.proposals', {})
  const decide = useCommand('tiers.decide')
  const [ids, setIds] = useState<ReadonlySet<number> | null>(null)
  const [frozen, setFrozen] = useState<readonly Open[] | null>(null)
  const [reason, setReason] = useState('')
  useEffect(() => {
    void selection.ids().then((chosen) => setIds(new Set(chosen)))
  }, [selection])
  // The list is taken once: what changes behind the dialog is refused by the engine, not slipped in.
  if (frozen === null && ids !== null && query.data)
    setFrozen(query.data.proposals.filter(({ partnerId }) => ids.has(partnerId)))
  const chosen = frozen ?? []
  const requalified = isApproved ? 0 : chosen.filter(({ proposal }) => proposal.kind === 'requalification').length
  const rows = chosen.filter(({ proposal }) => isApproved || proposal.kind !== 'requalification')
  const nameOf = (key: string): string =>
    query.data?.tiers.find((tier) => tier.key === key)?.name ?? (key === '' ? tierTexts.noTier : key)
  const leftOut = ids === null || frozen === null ? 0 : ids.size - chosen.length
  const store = async (): Promise<void> => {
    await decide.mutateAsync({
      isApproved,
      proposals: rows.map(({ partnerId, proposal: { to, evaluatedOn } }) => ({ partnerId, to, evaluatedOn })),
      reason: reason.trim(),
    })
    selection.clear()
    onClose()
  }
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={isApproved ? texts.approveTitle(rows.length) : texts.declineTitle(rows.length)}
      lead={isApproved ? texts.approveLead : texts.declineLead}
      action={isApproved ? texts.approveTitle(rows.length) : texts.declineTitle(rows.length)}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={rows.length === 0 || (!isApproved && reason.trim() === '')}
      isRunning={decide.isPending}
      error={decide.error}
      note={tierTexts.canUndo}
      focus={isApproved ? 'safe' : 'first'}
    >
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {frozen !== null && rows.length === 0 && <p className="ink2">{tierTexts.standing.onlyProposed}</p>}
      {rows.length > 0 && (
        <div className={styles.list} tabIndex={0} role="group" aria-label={texts.head[0]}>
          <MiniTable
            label={texts.head[0]}
            head={texts.head}
            words={[1, 2]}
            rows={rows.map(({ partnerId, name, proposal: { from, to, validFrom } }) => ({
              key: String(partnerId),
              cells: [name, nameOf(from), nameOf(to), isApproved ? formatDay(validFrom) : ''],
            }))}
          />
        </div>
      )}
      {leftOut > 0 && <p className="ink2 small">{texts.leftOut(leftOut)}</p>}
      {requalified > 0 && <p className="ink2 small">{texts.requalified(requalified)}</p>}
      <Field label={tierTexts.reason} hint={isApproved ? texts.reasonOptional : texts.reasonNeeded}>
        {(control) => <TextArea {...control} rows={2} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}

/** One partner in the place of a selection. */
export function onlyOne(partnerId: number): Deciding['selection'] {
  return { count: 1, ids: () => Promise.resolve([partnerId]), clear: () => undefined }
}
