import { useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { adjustmentTexts as texts } from './adjustmentTexts.ts'
import { WriteOffDialog } from './WriteOffDialog.tsx'

/** The way to give up what terminated partners owe, where there is something to give up. */
export function WriteOff({ isSmall }: { isSmall?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const balances = useEngineQuery('payouts.uncollectable', {}).data?.balances ?? []
  if (balances.length === 0) return null
  return (
    <>
      <Button changes isSmall={isSmall} onClick={() => setOpen(true)}>
        {texts.writeOff}
      </Button>
      {isOpen && <WriteOffDialog balances={balances} onClose={() => setOpen(false)} />}
    </>
  )
}
