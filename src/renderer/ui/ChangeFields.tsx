import type { ReactNode } from 'react'
import { useIsPast } from '../client/past.ts'

/** Controls that change the workspace: shown as they stand while an earlier day is shown. [HI18] */
export function ChangeFields({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <fieldset disabled={useIsPast()} className={className}>
      {children}
    </fieldset>
  )
}
