import type { Partner } from '../../contract/partners.ts'
import { PartnerDialog } from './PartnerDialog.tsx'
import { PayeeDialog } from './PayeeDialog.tsx'
import { StatusDialog } from './StatusDialog.tsx'

export type PartnerAction = 'edit' | 'status' | 'payee'

/** The dialog of what is being done to a partner. */
export function PartnerDialogs({
  partner,
  action,
  onClose,
}: {
  partner: Partner
  action: PartnerAction | null
  onClose: () => void
}) {
  if (action === 'edit') return <PartnerDialog partner={partner} onClose={onClose} onSaved={onClose} />
  if (action === 'status') return <StatusDialog partner={partner} onClose={onClose} />
  if (action === 'payee') return <PayeeDialog partner={partner} onClose={onClose} />
  return null
}
