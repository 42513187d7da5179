import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { type DealRole, dealRoleSchema } from '../../contract/deals.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Block } from '../ui/Inspector.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import styles from './DealHelpers.module.css'
import { dealTexts } from './texts.ts'

const texts = dealTexts.helpers

/** Partners that influenced or assisted a deal, apart from the one that brought it. */
export function DealHelpers({ dealId }: { dealId: number }) {
  const query = useEngineQuery('deals.roles', { dealId })
  const remove = useCommand('deals.removeRole')
  const [isNaming, setNaming] = useState(false)
  const roles = query.data?.roles ?? []
  return (
    <Block title={texts.title}>
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {roles.length === 0 && <p className="ink2">{texts.none}</p>}
      <ul>
        {roles.map((role) => (
          <Helper
            key={role.partnerId}
            role={role}
            onRemove={() => remove.mutate({ dealId, partnerId: role.partnerId })}
          />
        ))}
      </ul>
      {remove.error && <ErrorNote error={remove.error} />}
      <Button isSmall icon={Plus} onClick={() => setNaming(true)} className={styles.add}>
        {texts.add}
      </Button>
      {isNaming && <HelperDialog dealId={dealId} onClose={() => setNaming(false)} />}
    </Block>
  )
}

function Helper({ role, onRemove }: { role: Output<'deals.roles'>['roles'][number]; onRemove: () => void }) {
  return (
    <li className={styles.helper}>
      <span className="cut" title={role.note}>
        <a href={linkTo({ page: 'partners', parts: [role.partnerId] })}>{role.name}</a>{' '}
        <span className="ink2">
          {texts.roles[role.role]}
          {role.note !== '' && `, ${role.note}`}
        </span>
      </span>
      <IconButton isSmall label={texts.remove(role.name)} icon={X} onClick={onRemove} />
    </li>
  )
}

function HelperDialog({ dealId, onClose }: { dealId: number; onClose: () => void }) {
  const set = useCommand('deals.setRole')
  const [partner, setPartner] = useState<PickedPartner | null>(null)
  const [role, setRole] = useState<DealRole>('influenced')
  const [note, setNote] = useState('')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.dialogTitle}
      lead={texts.lead}
      action={texts.action}
      onAction={() => {
        if (partner) set.mutate({ dealId, partnerId: partner.id, role, note: note.trim() }, { onSuccess: onClose })
      }}
      isBlocked={partner === null}
      isRunning={set.isPending}
      error={set.error}
    >
      <Field label={dealTexts.partner}>
        {(control) => <PartnerPicker {...control} value={partner} onValue={setPartner} />}
      </Field>
      <Radios
        label={texts.role}
        value={role}
        onValue={setRole}
        options={dealRoleSchema.options.map((value) => ({ value, label: texts.meanings[value] }))}
      />
      <Field label={texts.note}>
        {(control) => <Input {...control} maxLength={500} value={note} onValue={setNote} />}
      </Field>
    </Dialog>
  )
}
