import { useState } from 'react'
import { formatDay, toEpochDays } from '../../contract/dates.ts'
import type { Intervention, InterventionEffect } from '../../contract/interventions.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { DayText, formatCount } from '../ui/figures.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines, type Line } from '../ui/Lines.tsx'
import { MeasureTerm, measureText } from '../ui/measures.tsx'
import { measureWords } from '../ui/measureWords.ts'
import { Status, type Meaning } from '../ui/Status.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { interventionTexts as texts } from './texts.ts'

const meanings: Readonly<Record<InterventionEffect['verdict'], Meaning>> = {
  tooEarly: 'mute',
  reached: 'good',
  better: 'good',
  same: 'warn',
  worse: 'bad',
  cannotTell: 'mute',
}

/** One intervention with its measure before and after, and how it is closed. */
export function InterventionPanel({
  id,
  onClose,
  onEdit,
}: {
  id: number
  onClose: () => void
  onEdit: (intervention: Intervention) => void
}) {
  const query = useEngineQuery('interventions.get', { id }, { keepLast: true })
  const reopen = useCommand('interventions.reopen')
  const [isClosing, setClosing] = useState(false)
  const today = useProgramme()?.today
  const found = query.data
  if (!found)
    return (
      <Inspector title={texts.page} onClose={onClose}>
        {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      </Inspector>
    )
  const { effect: _effect, ...intervention } = found
  const isOpen = found.state === 'open'
  const lateDays = isOpen && today !== undefined ? toEpochDays(today) - toEpochDays(found.dueOn) : 0
  return (
    <Inspector
      title={found.title}
      lead={
        <>
          {texts.kinds[found.kind]},{' '}
          <a href={linkTo({ page: 'partners', parts: [found.partnerId] })}>{found.partnerName}</a>
        </>
      }
      onClose={onClose}
      foot={
        isOpen ? (
          <>
            <Button changes isSmall onClick={() => setClosing(true)}>
              {texts.panel.close}
            </Button>
            <Button changes isSmall look="bare" onClick={() => onEdit(intervention)}>
              {texts.panel.edit}
            </Button>
          </>
        ) : (
          <Button changes isSmall disabled={reopen.isPending} onClick={() => reopen.mutate({ id })}>
            {texts.panel.reopen}
          </Button>
        )
      }
    >
      {reopen.error && (
        <Block>
          <ErrorNote error={reopen.error} />
        </Block>
      )}
      <Effect found={found} />
      <Block
        title={texts.panel.details}
        aside={lateDays > 0 && <Status meaning="bad">{texts.panel.late(lateDays)}</Status>}
      >
        <Lines
          isWords
          lines={[
            { label: texts.columns.owner, value: found.owner },
            { label: texts.columns.openedOn, value: <DayText day={found.openedOn} /> },
            { label: texts.columns.dueOn, value: <DayText day={found.dueOn} /> },
          ]}
        />
      </Block>
      {found.closedOn !== null && (
        <Block title={texts.panel.outcome} aside={<span>{texts.statuses[found.state]}</span>}>
          <p>{found.outcome}</p>
          <p className="ink2 small">{texts.panel.closed(formatDay(found.closedOn))}</p>
        </Block>
      )}
      {isClosing && today !== undefined && (
        <CloseDialog intervention={found} today={today} onClose={() => setClosing(false)} />
      )}
    </Inspector>
  )
}

function Effect({ found }: { found: Output<'interventions.get'> }) {
  const { measure, expected, currency: set, windowDays, effect } = found
  const { before, after, passedDays, verdict, currency } = effect
  const isOver = passedDays >= windowDays
  const say = (window: typeof before): Line['value'] =>
    window.measured.value === null ? (
      <span className="ink3">{measureWords.problems[window.measured.problem ?? 'nothing']}</span>
    ) : (
      <MeasureTerm
        measured={window.measured}
        term={measureText(window.measured.value, measure, currency)}
        period={`${formatDay(window.from)} – ${formatDay(window.to)}`}
        basis={effect}
      />
    )
  const lines: Line[] = [
    { label: texts.panel.before, value: say(before) },
    ...(after === null ? [] : [{ label: isOver ? texts.panel.after : texts.panel.afterSoFar, value: say(after) }]),
    ...(expected === null
      ? []
      : [{ label: texts.panel.expected, value: measureText(expected, measure, set === '' ? currency : set) }]),
  ]
  return (
    <Block
      title={texts.panel.effect}
      aside={<Status meaning={meanings[verdict]}>{texts.panel.verdicts[verdict]}</Status>}
    >
      <p className="med">
        {measureTexts[measure].label} <span className="ink3">{texts.panel.window(formatCount(windowDays))}</span>
      </p>
      <Lines lines={lines} />
      {!isOver && (
        <p className="ink2">
          {passedDays === 0
            ? texts.panel.notBegun
            : texts.panel.progress(formatCount(passedDays), formatCount(windowDays))}
        </p>
      )}
      {set !== '' && set !== currency && <p className="ink2">{texts.panel.otherCurrency(set)}</p>}
    </Block>
  )
}
