import type { Partner } from '../../contract/partners.ts'
import { errorText } from '../client/errorTexts.ts'
import { useCommand } from '../client/hooks.ts'
import { say } from '../client/toasts.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import type { PartnerAction } from './PartnerDialogs.tsx'
import { partnerTexts as texts } from './texts.ts'

/** What can be done to a partner besides editing it. */
export function usePartnerMenu(partner: Partner | undefined, onAction: (action: PartnerAction) => void): MenuItem[] {
  const archive = useCommand('partners.archive')
  if (!partner) return []
  return [
    { label: texts.setStatus, changes: true, run: () => onAction('status') },
    { label: texts.payee, changes: true, run: () => onAction('payee') },
    {
      label: partner.isArchived ? texts.unarchive : texts.archive,
      isDanger: !partner.isArchived,
      changes: true,
      startsGroup: true,
      run: () =>
        archive.mutate(
          { id: partner.id, isArchived: !partner.isArchived },
          { onError: (error) => say({ text: errorText(error).what, isError: true }) },
        ),
    },
  ]
}
