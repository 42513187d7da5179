import { Ellipsis, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Tier, TierBody, TierTable } from '../../contract/tiers.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Column, Split } from '../ui/Page.tsx'
import { useLeaving } from '../ui/useLeaving.ts'
import { TablePreview } from './TablePreview.tsx'
import { tableTexts as texts } from './tableTexts.ts'
import { tierTexts } from './texts.ts'
import { isStorable, newTier } from './tierDraft.ts'
import { RulesEditor, TierEditor } from './TierEditor.tsx'
import editor from './TierEditor.module.css'
import styles from './Tiers.module.css'

/** The sentence editor with its live example. What is typed is stored by Save, by Publish and on leaving. */
export function TableDraft({
  table,
  draft,
  number,
  programme,
}: {
  table: TierTable
  draft: TierBody
  number: number
  programme: Output<'programme.get'>
}) {
  const [body, setBody] = useState(draft)
  const [isPublishing, setPublishing] = useState(false)
  const [isRenaming, setRenaming] = useState(false)
  const saveDraft = useCommand('tiers.saveDraft')
  const discard = useCommand('tiers.discardDraft')
  const currency = programme.baseCurrency
  const isReady = isStorable(body)
  const isChanged = JSON.stringify(body) !== JSON.stringify(draft)
  const save = async (): Promise<void> => {
    if (isChanged && isReady) await saveDraft.mutateAsync({ id: table.id, body })
  }
  // What was published or thrown away is done with; saving it again would make a draft of the next version.
  const isDone = useRef(false)
  useLeaving(() => (isChanged && isReady && !isDone.current ? save() : undefined))

  const setTier = (index: number, tier: Tier | null): void =>
    setBody({ ...body, tiers: body.tiers.flatMap((old, place) => (place === index ? (tier ? [tier] : []) : [old])) })
  const throwAway = (): void => {
    isDone.current = true
    discard.mutate({ id: table.id })
  }
  return (
    <Split>
      <Column>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={table.name}>
          <ChangeFields>
            <RulesEditor rules={body.rules} onRules={(rules) => setBody({ ...body, rules })} />
            {body.tiers.map((tier, index) => (
              <TierEditor
                key={tier.key}
                tier={tier}
                number={index + 1}
                currency={currency}
                onTier={(next) => setTier(index, next)}
                onRemove={body.tiers.length > 1 ? () => setTier(index, null) : null}
              />
            ))}
            <div className={editor.add}>
              <Button
                look="bare"
                isSmall
                icon={Plus}
                disabled={body.tiers.length >= 10}
                onClick={() =>
                  setBody({
                    ...body,
                    tiers: [
                      ...body.tiers,
                      newTier(
                        body.tiers.at(-1),
                        body.tiers.map(({ key }) => key),
                        currency,
                      ),
                    ],
                  })
                }
              >
                {texts.addTier}
              </Button>
            </div>
          </ChangeFields>
          {(saveDraft.error ?? discard.error) && <ErrorNote error={saveDraft.error ?? discard.error} />}
        </div>
      </Column>
      <TablePreview
        body={body}
        isReady={isReady}
        foot={
          <>
            <Button changes look="main" disabled={!isReady} onClick={() => setPublishing(true)}>
              {texts.publish(number)}…
            </Button>
            <Button
              changes
              disabled={!isChanged || !isReady || saveDraft.isPending}
              onClick={() => void save().catch(() => undefined)}
            >
              {texts.save}
            </Button>
            <Menu
              trigger={<IconButton label={texts.more} icon={Ellipsis} />}
              items={[
                { label: `${texts.rename}…`, changes: true, run: () => setRenaming(true) },
                ...(table.versions.length > 0
                  ? [{ label: texts.discard, changes: true, isDanger: true, run: throwAway }]
                  : []),
              ]}
            />
          </>
        }
      />
      {isPublishing && (
        <PublishDialog
          table={table}
          number={number}
          today={programme.today}
          save={save}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            isDone.current = true
            setPublishing(false)
            navigate({ page: 'tiers', parts: ['table'], params: { version: String(number) } })
          }}
        />
      )}
      {isRenaming && <RenameDialog table={table} onClose={() => setRenaming(false)} />}
    </Split>
  )
}

/** Makes the draft an immutable version. */
function PublishDialog({
  table,
  number,
  today,
  save,
  onClose,
  onPublished,
}: {
  table: TierTable
  number: number
  today: string
  save: () => Promise<void>
  onClose: () => void
  onPublished: () => void
}) {
  const publish = useCommand('tiers.publish')
  const [validFrom, setValidFrom] = useState(today)
  const store = async (): Promise<void> => {
    await save()
    await publish.mutateAsync({ id: table.id, validFrom })
    onPublished()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.publish(number)}
      lead={texts.publishLead}
      action={texts.publish(number)}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={!isDay(validFrom)}
      isRunning={publish.isPending}
      error={publish.error}
      note={tierTexts.canUndo}
    >
      <Field label={texts.validFrom}>
        {(control) => <Input {...control} type="date" value={validFrom} onValue={setValidFrom} />}
      </Field>
    </Dialog>
  )
}

function RenameDialog({ table, onClose }: { table: TierTable; onClose: () => void }) {
  const rename = useCommand('tiers.rename')
  const [name, setName] = useState(table.name)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.rename}
      action={texts.rename}
      onAction={() => rename.mutate({ id: table.id, name: name.trim() }, { onSuccess: onClose })}
      isBlocked={name.trim() === ''}
      isRunning={rename.isPending}
      error={rename.error}
      note={tierTexts.canUndo}
    >
      <Field label={texts.name}>
        {(control) => <Input {...control} maxLength={120} value={name} onValue={setName} />}
      </Field>
    </Dialog>
  )
}
