import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { addMonths, monthOf, type Month } from '../../contract/dates.ts'
import { companyMeasures, type CompanyMeasure } from '../../contract/figures.ts'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { monthName } from '../../contract/periods.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Input } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { readAmount } from '../ui/ParsedInput.tsx'
import styles from './CompanyFigures.module.css'
import { settingsTexts } from './texts.ts'

const texts = settingsTexts.figures
const MONTHS = 24

type Figure = Output<'figures.list'>['months'][number]['figures'][number]

/** Bookings, new customers and marketing spend of the whole company, month by month; typed ones stand before imported ones. */
export function CompanyFigures({ settings }: { settings: ProgrammeSettings & { today: string } }) {
  const [years, setYears] = useState(0)
  const to = monthOf(addMonths(`${settings.today.slice(0, 7)}-01`, years * 12))
  const from = monthOf(addMonths(`${to}-01`, 1 - MONTHS))
  const list = useEngineQuery('figures.list', { from, to }, { keepLast: true })
  return (
    <div className={styles.figures}>
      <div className={styles.head}>
        <div>
          <h2>{texts.title}</h2>
          <p className="ink2">{texts.lead}</p>
        </div>
        <div className={styles.steps}>
          <IconButton isSmall label={texts.earlier} icon={ChevronLeft} onClick={() => setYears(years - 1)} />
          <span className="num">{texts.span(monthName(`${from}-01`), monthName(`${to}-01`))}</span>
          <IconButton
            isSmall
            label={texts.later}
            icon={ChevronRight}
            disabled={years >= 1}
            onClick={() => setYears(years + 1)}
          />
          <Button changes isSmall onClick={() => navigate({ page: 'import', params: { choose: 'now' } })}>
            {texts.importFile}
          </Button>
        </div>
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <ChangeFields>
          <Grid data={list.data} />
        </ChangeFields>
      )}
    </div>
  )
}

function Grid({ data: { months, currency } }: { data: Output<'figures.list'> }) {
  return (
    <table className={styles.table} aria-label={texts.title}>
      <thead>
        <tr>
          <th scope="col">{texts.month}</th>
          {companyMeasures.map((measure) => (
            <th key={measure} scope="col">
              {texts.measures[measure](currency)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map(({ month, figures }) => (
          <tr key={month}>
            <th scope="row">{monthName(`${month}-01`)}</th>
            {figures.map((figure) => (
              <td key={figure.measure}>
                <Cell month={month} figure={figure} currency={currency} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function textOf(figure: Figure['typed']): string {
  if (figure === null) return ''
  return figure.currency === null ? formatCount(figure.value) : formatMinor(figure.value, figure.currency)
}

/** What was typed, in minor units or as a count; null when it is no figure. */
function read(text: string, measure: CompanyMeasure, currency: string): number | null {
  if (measure === 'newCustomers') {
    const digits = text.replaceAll(',', '').trim()
    return /^\d{1,9}$/.test(digits) ? Number(digits) : null
  }
  const minor = readAmount(text, currency)
  return minor !== null && minor >= 0 ? minor : null
}

/** One figure: what counts now; Enter or leaving the cell stores, an emptied cell takes the typed figure away. */
function Cell({ month, figure, currency }: { month: Month; figure: Figure; currency: string }) {
  const set = useCommand('figures.set')
  const { measure, typed, imported } = figure
  const stored = textOf(typed ?? imported)
  const [text, setText] = useState(stored)
  const [told, setTold] = useState(stored)
  if (stored !== told) {
    setTold(stored)
    setText(stored)
  }
  const isEmpty = text.trim() === ''
  const value = isEmpty ? null : read(text, measure, currency)
  const isWrong = !isEmpty && value === null
  const commit = (): void => {
    if (text === stored || isWrong) return
    if (isEmpty && typed === null) setText(stored)
    else set.mutate({ entries: [{ month, measure, value }] })
  }
  const isForeign = typed === null && imported !== null && imported.currency !== null && imported.currency !== currency
  return (
    <>
      <Input
        isSmall
        className={cx(styles.cell, typed === null && imported !== null && styles.imported)}
        aria-label={texts.cell(texts.measures[measure](currency), monthName(`${month}-01`))}
        aria-invalid={isWrong}
        title={isWrong ? texts.wrong : typed === null && imported !== null ? texts.isImported : undefined}
        inputMode="decimal"
        value={text}
        onValue={setText}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          else if (event.key === 'Escape') setText(stored)
        }}
      />
      {isForeign && <span className={styles.unit}>{imported.currency}</span>}
    </>
  )
}
