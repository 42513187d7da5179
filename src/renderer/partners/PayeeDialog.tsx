import { useState } from 'react'
import type { Partner, Payee } from '../../contract/partners.ts'
import { useCommand } from '../client/hooks.ts'
import { currencyOptions } from '../client/programmeOptions.ts'
import { Button } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Partners.module.css'
import { partnerTexts as texts } from './texts.ts'

const methods = (['bank', 'wise', 'paypal'] as const).map((method) => ({
  value: method,
  label: texts.payeeDialog.methods[method],
}))
const nobody: Payee = { method: 'bank', accountName: '', email: '', account: '', currency: null }

/** How the partner is paid; what is asked follows the method. */
export function PayeeDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const [payee, setPayee] = useState<Payee>(
    partner.payee ?? { ...nobody, accountName: partner.legalName || partner.name, email: partner.email },
  )
  const [isTried, setTried] = useState(false)
  const set = useCommand('partners.setPayee')
  const change = (changes: Partial<Payee>): void => setPayee((now) => ({ ...now, ...changes }))
  const emailProblem = payee.method === 'paypal' && !payee.email.includes('@') ? texts.payeeDialog.emailMissing : null
  const accountProblem =
    payee.method !== 'paypal' && payee.account.trim() === '' ? texts.payeeDialog.accountMissing : null
  const store = (next: Payee | null): void => set.mutate({ id: partner.id, payee: next }, { onSuccess: onClose })
  const save = (): void => {
    setTried(true)
    if (emailProblem === null && accountProblem === null) store(payee)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.payeeDialog.title(partner.name)}
      lead={texts.payeeDialog.lead}
      action={texts.payeeDialog.action}
      onAction={save}
      isRunning={set.isPending}
      error={set.error}
      note={
        partner.payee && (
          <Button look="danger" isSmall onClick={() => store(null)}>
            {texts.payeeDialog.remove}
          </Button>
        )
      }
    >
      <div className={styles.form}>
        <Field label={texts.payeeDialog.method}>
          {(control) => (
            <Select {...control} options={methods} value={payee.method} onValue={(method) => change({ method })} />
          )}
        </Field>
        <Field label={texts.payeeDialog.currency} hint={texts.payeeDialog.currencyHint}>
          {(control) => (
            <Combobox
              {...control}
              isClearable
              placeholder={texts.payeeDialog.anyCurrency}
              options={currencyOptions}
              value={payee.currency}
              onValue={(currency) => change({ currency })}
            />
          )}
        </Field>
        <Field label={texts.payeeDialog.accountName} className={styles.wide}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={payee.accountName}
              onValue={(accountName) => change({ accountName })}
            />
          )}
        </Field>
        {payee.method !== 'paypal' && (
          <Field
            label={texts.payeeDialog.account[payee.method]}
            problem={isTried ? accountProblem : null}
            className={styles.wide}
          >
            {(control) => (
              <Input {...control} maxLength={64} value={payee.account} onValue={(account) => change({ account })} />
            )}
          </Field>
        )}
        <Field label={texts.payeeDialog.email} problem={isTried ? emailProblem : null} className={styles.wide}>
          {(control) => (
            <Input {...control} maxLength={200} value={payee.email} onValue={(email) => change({ email })} />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
