import { useState } from 'react'
import type { PartnerFields } from '../../contract/partners.ts'
import { useCommand } from '../client/hooks.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Select, type Option } from '../ui/Select.tsx'
import type { BulkSelection } from '../ui/table/DataTable.tsx'
import styles from './Partners.module.css'
import { TerritoryPicker } from './TerritoryPicker.tsx'
import { partnerTexts as texts } from './texts.ts'

const KEEP = 'keep'
type KindChoice = PartnerFields['kind'] | typeof KEEP
const kinds: readonly Option<KindChoice>[] = [
  { value: KEEP, label: texts.many.keep },
  ...(['reseller', 'affiliate', 'referral', 'technology', 'agency'] as const).map((kind) => ({
    value: kind,
    label: texts.kinds[kind],
  })),
]

/** The same group, manager, region, kind or territory for all chosen partners. */
export function ManyDialog({ selection, onClose }: { selection: BulkSelection; onClose: () => void }) {
  const [words, setWords] = useState<Partial<Pick<PartnerFields, 'group' | 'manager' | 'region'>>>({})
  const [kind, setKind] = useState<KindChoice>(KEEP)
  const [territory, setTerritory] = useState<readonly string[]>([])
  const update = useCommand('partners.updateMany')
  const given = Object.entries(words).filter(([, value]) => value.trim() !== '')
  const count = formatCount(selection.count)
  const save = async (): Promise<void> => {
    const ids = await selection.ids()
    update.mutate(
      {
        ids,
        changes: {
          ...Object.fromEntries(given),
          ...(kind === KEEP ? {} : { kind }),
          ...(territory.length === 0 ? {} : { territory: [...territory] }),
        },
      },
      {
        onSuccess: () => {
          selection.clear()
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.many.title(count)}
      lead={texts.many.lead}
      action={texts.many.action(count)}
      onAction={() => void save()}
      isBlocked={given.length === 0 && kind === KEEP && territory.length === 0}
      isRunning={update.isPending}
      error={update.error}
      note={texts.many.note}
    >
      <div className={styles.form}>
        {(['group', 'manager', 'region'] as const).map((key) => (
          <Field key={key} label={texts.form[key]}>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                placeholder={texts.many.keep}
                value={words[key] ?? ''}
                onValue={(value) => setWords((now) => ({ ...now, [key]: value }))}
              />
            )}
          </Field>
        ))}
        <Field label={texts.form.kind}>
          {(control) => <Select {...control} options={kinds} value={kind} onValue={setKind} />}
        </Field>
        <Field label={texts.form.territory} hint={texts.form.territoryHint} className={styles.wide}>
          {(control) => (
            <TerritoryPicker
              control={control}
              countries={territory}
              onCountries={setTerritory}
              placeholder={texts.many.keep}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
