import type { ReactNode } from 'react'
import { useIsPast } from '../client/past.ts'
import { LockedFields } from './lockedFields.ts'

/** Controls that change the workspace: shown as they stand while an earlier day is shown. [HI18] */
export function ChangeFields({ className, children }: { className?: string | undefined; children: ReactNode }) {
  const isPast = useIsPast()
  return (
    <fieldset disabled={isPast} className={className}>
      <LockedFields value={isPast}>{children}</LockedFields>
    </fieldset>
  )
}
