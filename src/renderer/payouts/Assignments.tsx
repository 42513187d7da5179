import { useState } from 'react'
import { formatDay, isDay } from '../../contract/dates.ts'
import type { Input as MethodInput } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from './PlanEditor.module.css'
import type { Plan } from './PlanPage.tsx'
import { planTexts as texts } from './planTexts.ts'
import { useFirstDay } from './PublishDialog.tsx'

type Scope = MethodInput<'plans.assign'>['scope']

/** For whom a plan holds and since when; says so when it is nobody. */
export function Assignments({ plan }: { plan: Plan }) {
  const [isAssigning, setAssigning] = useState(false)
  const [ending, setEnding] = useState<Plan['assignments'][number] | null>(null)
  const assign = (
    <Button changes isSmall look={plan.assignments.length === 0 ? 'main' : 'plain'} onClick={() => setAssigning(true)}>
      {texts.assign}
    </Button>
  )
  return (
    <section className={styles.below}>
      <div className={styles.belowHead}>
        <h2 className="strong">{texts.assignments}</h2>
        {plan.assignments.length > 0 && assign}
      </div>
      {plan.assignments.length === 0 ? (
        <Callout meaning="warn">
          <span>{texts.nobody}</span>
          {assign}
        </Callout>
      ) : (
        <ul className={styles.assignments}>
          {plan.assignments.map((assignment) => (
            <li key={assignment.id} className={styles.assignment}>
              <b className="med">{assignment.scope.kind === 'everyone' ? texts.scopes.everyone : assignment.label}</b>
              <span className="ink2">
                {texts.since(formatDay(assignment.validFrom))}
                {assignment.validTo !== null && ` ${texts.until(formatDay(assignment.validTo))}`}
              </span>
              {assignment.validTo === null && (
                <Button changes isSmall look="bare" onClick={() => setEnding(assignment)}>
                  {texts.end}…
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isAssigning && <AssignDialog planId={plan.id} onClose={() => setAssigning(false)} />}
      {ending && <EndDialog assignment={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

function AssignDialog({ planId, onClose }: { planId: number; onClose: () => void }) {
  const assign = useCommand('plans.assign')
  const groups = useEngineQuery('partners.groups', {}).data?.groups ?? []
  const [kind, setKind] = useState<Scope['kind']>('everyone')
  const [group, setGroup] = useState<string | null>(null)
  const [partnerId, setPartnerId] = useState<number | null>(null)
  const [search, setSearch] = useState('')
  const partners =
    useEngineQuery('partners.find', { search }, { enabled: kind === 'partner', keepLast: true }).data?.partners ?? []
  const firstDay = useFirstDay()
  const [typed, setTyped] = useState<string | null>(null)
  const validFrom = typed ?? firstDay ?? ''
  const scope = toScope(kind, group, partnerId)
  const store = async (chosen: Scope): Promise<void> => {
    await assign.mutateAsync({ planId, scope: chosen, validFrom })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.assign}
      lead={texts.assignLead}
      action={texts.assign}
      onAction={() => scope && void store(scope).catch(() => undefined)}
      isBlocked={scope === null || !isDay(validFrom)}
      isRunning={assign.isPending}
      error={assign.error}
      note={texts.canUndo}
    >
      <Radios
        label={texts.scope}
        value={kind}
        onValue={setKind}
        options={(['everyone', 'group', 'partner'] as const).map((value) => ({ value, label: texts.scopes[value] }))}
      />
      {kind === 'group' && (
        <Field label={texts.group}>
          {(control) => (
            <Combobox
              {...control}
              options={groups.map((name) => ({ value: name, label: name }))}
              value={group}
              onValue={setGroup}
            />
          )}
        </Field>
      )}
      {kind === 'partner' && (
        <Field label={texts.partner}>
          {(control) => (
            <Combobox
              {...control}
              options={partners.map(({ id, name, code }) => ({ value: id, label: name, hint: code || undefined }))}
              value={partnerId}
              onSearch={(text) => setSearch(partners.some(({ name }) => name === text) ? '' : text)}
              onValue={setPartnerId}
            />
          )}
        </Field>
      )}
      <Field label={texts.validFrom}>
        {(control) => <Input {...control} type="date" value={validFrom} onValue={setTyped} />}
      </Field>
    </Dialog>
  )
}

function toScope(kind: Scope['kind'], group: string | null, partnerId: number | null): Scope | null {
  switch (kind) {
    case 'everyone':
      return { kind }
    case 'group':
      return group === null ? null : { kind, group }
    case 'partner':
      return partnerId === null ? null : { kind, partnerId }
  }
}

function EndDialog({ assignment, onClose }: { assignment: Plan['assignments'][number]; onClose: () => void }) {
  const unassign = useCommand('plans.unassign')
  const today = useProgramme()?.today ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const from = typed ?? today
  const store = async (): Promise<void> => {
    await unassign.mutateAsync({ assignmentId: assignment.id, from })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.endTitle(assignment.label)}
      action={texts.endAction}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={!isDay(from)}
      isRunning={unassign.isPending}
      error={unassign.error}
      note={texts.canUndo}
      focus="safe"
    >
      <Field label={texts.endFrom}>
        {(control) => <Input {...control} type="date" value={from} onValue={setTyped} />}
      </Field>
    </Dialog>
  )
}
