import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import { formatDay, type Day } from '../../contract/dates.ts'
import type { Commitment } from '../../contract/reviews.ts'
import { useCommand } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Status } from '../ui/Status.tsx'
import { CloseDialog, CommitmentDialog } from './CommitmentDialogs.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.commitments

interface CommitmentsProps {
  label: string
  commitments: readonly Commitment[]
  /** Said instead of an empty table. */
  none: string
  /** Says how often each was carried. */
  isCarried?: boolean
  partnerId: number
  /** The review a new one is made in, null between reviews; without it none can be added. */
  addTo?: number | null
}

/** What both sides promised; each is closed with what came of it. */
export function Commitments({ label, commitments, none, isCarried = false, partnerId, addTo }: CommitmentsProps) {
  const [asked, setAsked] = useState<{ kind: 'close' | 'edit'; commitment: Commitment } | 'add' | null>(null)
  const reopen = useCommand('reviews.reopenCommitment')
  const today = useProgramme()?.today ?? ''
  const close = (): void => setAsked(null)
  return (
    <>
      {reopen.error && <ErrorNote error={reopen.error} />}
      {commitments.length === 0 ? (
        <p className="ink2">{none}</p>
      ) : (
        <table className={styles.table} aria-label={label}>
          <thead>
            <tr>
              {texts.head.map((name) => (
                <th key={name} scope="col">
                  {name === '' ? <span className="vh">{reviewTexts.actions.more}</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {commitments.map((commitment) => (
              <tr key={commitment.id}>
                <td>
                  {commitment.text}
                  {isCarried && commitment.carried > 0 && (
                    <span className="ink2"> ({texts.carried(commitment.carried)})</span>
                  )}
                </td>
                <td>
                  {commitment.owner} <span className="ink2">({reviewTexts.sides[commitment.side]})</span>
                </td>
                <td>{formatDay(commitment.dueOn)}</td>
                <td>
                  <StateText commitment={commitment} today={today} />
                </td>
                <td>
                  <Menu
                    trigger={<IconButton isSmall label={texts.more(commitment.text)} icon={Ellipsis} />}
                    items={
                      commitment.state === 'open'
                        ? [
                            { label: texts.close, changes: true, run: () => setAsked({ kind: 'close', commitment }) },
                            { label: texts.edit, changes: true, run: () => setAsked({ kind: 'edit', commitment }) },
                          ]
                        : [{ label: texts.reopen, changes: true, run: () => reopen.mutate({ id: commitment.id }) }]
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {addTo !== undefined && (
        <div>
          <Button changes isSmall icon={Plus} onClick={() => setAsked('add')}>
            {texts.add}
          </Button>
        </div>
      )}
      {asked === 'add' && (
        <CommitmentDialog commitment={null} partnerId={partnerId} reviewId={addTo ?? null} onClose={close} />
      )}
      {asked !== null && asked !== 'add' && asked.kind === 'edit' && (
        <CommitmentDialog commitment={asked.commitment} partnerId={partnerId} reviewId={null} onClose={close} />
      )}
      {asked !== null && asked !== 'add' && asked.kind === 'close' && (
        <CloseDialog commitment={asked.commitment} onClose={close} />
      )}
    </>
  )
}

function StateText({ commitment: { state, dueOn, closingNote }, today }: { commitment: Commitment; today: Day }) {
  if (state === 'open' && today !== '' && dueOn < today) return <Status meaning="bad">{reviewTexts.late}</Status>
  return state === 'open'
    ? reviewTexts.commitmentStates.open
    : texts.closed(reviewTexts.commitmentStates[state], closingNote)
}
