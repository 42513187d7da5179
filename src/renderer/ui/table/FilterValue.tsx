import { useState, type FormEvent, type ReactNode } from 'react'
import { isDay } from '../../../contract/dates.ts'
import { toDecimal } from '../../../contract/money.ts'
import type { ViewFilter, ViewTable } from '../../../contract/views.ts'
import { useEngineQuery } from '../../client/hooks.ts'
import { Button, LinkButton } from '../Button.tsx'
import { Checkbox, Radios } from '../choices.tsx'
import { Field, Input } from '../Field.tsx'
import { focusAtOnce } from '../focusAtOnce.ts'
import { readAmount } from '../ParsedInput.tsx'
import { Select } from '../Select.tsx'
import { cellText, isNumeric, type BoundColumn } from './column.ts'
import styles from './Filters.module.css'
import { tableTexts as texts } from './texts.ts'

interface FilterValueProps {
  table: ViewTable
  column: BoundColumn
  currency: string
  filter: ViewFilter | null
  onApply: (filter: ViewFilter) => void
  onBack: () => void
}

/** The value of a filter, asked in the way its column is read. */
export function FilterValue(props: FilterValueProps) {
  const { column } = props
  if (column.view.type === 'flag') return <FlagValue {...props} />
  if (column.view.type === 'choice') return <ListValue {...props} />
  if (column.view.type === 'text') return <TextValue {...props} />
  return <RangeValue {...props} />
}

function Frame({
  column,
  onBack,
  onSubmit,
  isBlocked = false,
  children,
}: Pick<FilterValueProps, 'column' | 'onBack'> & { onSubmit: () => void; isBlocked?: boolean; children: ReactNode }) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isBlocked) onSubmit()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.head}>
        <span>{column.label}</span>
        <LinkButton className="small" onClick={onBack}>
          {texts.back}
        </LinkButton>
      </div>
      {children}
      <Button type="submit" look="main" disabled={isBlocked}>
        {texts.apply}
      </Button>
    </form>
  )
}

function FlagValue({ column, filter, onApply, onBack }: FilterValueProps) {
  const [value, setValue] = useState<'yes' | 'no'>(filter?.operator === 'is' && filter.value === false ? 'no' : 'yes')
  return (
    <Frame
      column={column}
      onBack={onBack}
      onSubmit={() => onApply({ column: column.key, operator: 'is', value: value === 'yes' })}
    >
      <Radios
        label={column.label}
        value={value}
        onValue={setValue}
        options={[
          { value: 'yes', label: texts.yes },
          { value: 'no', label: texts.no },
        ]}
      />
    </Frame>
  )
}

function chosenOf(filter: ViewFilter | null): readonly string[] {
  if (filter?.operator === 'in') return filter.value.map(String)
  if (filter?.operator === 'is') return [String(filter.value)]
  return []
}

function listFilter(column: string, chosen: readonly string[]): ViewFilter {
  const [only] = chosen
  return chosen.length === 1 && only !== undefined
    ? { column, operator: 'is', value: only }
    : { column, operator: 'in', value: [...chosen] }
}

/** Boxes for the words of a choice column. */
function ListValue({ column, filter, onApply, onBack }: FilterValueProps) {
  const [chosen, setChosen] = useState(() => chosenOf(filter))
  const values = column.choices ? Object.keys(column.choices) : (column.view.choices ?? [])
  return (
    <Frame
      column={column}
      onBack={onBack}
      isBlocked={chosen.length === 0}
      onSubmit={() => onApply(listFilter(column.key, chosen))}
    >
      <Boxes column={column} values={values} chosen={chosen} onChosen={setChosen} />
    </Frame>
  )
}

function Boxes({
  column,
  values,
  chosen,
  onChosen,
}: {
  column: BoundColumn
  values: readonly string[]
  chosen: readonly string[]
  onChosen: (chosen: readonly string[]) => void
}) {
  return (
    <div className={styles.values}>
      {values.map((value) => (
        <Checkbox
          key={value}
          isChecked={chosen.includes(value)}
          onChecked={(isChecked) =>
            onChosen(isChecked ? [...chosen, value] : chosen.filter((other) => other !== value))
          }
        >
          {cellText(column, value, '')}
        </Checkbox>
      ))}
    </div>
  )
}

const textModes = ['contains', 'in', 'empty', 'filled'] as const

/** Text contains something, is one of the values there are, or is empty. */
function TextValue({ table, column, filter, onApply, onBack }: FilterValueProps) {
  const [mode, setMode] = useState<(typeof textModes)[number]>(
    filter === null || filter.operator === 'contains'
      ? 'contains'
      : filter.operator === 'empty'
        ? filter.value
          ? 'empty'
          : 'filled'
        : 'in',
  )
  const [text, setText] = useState(filter?.operator === 'contains' ? filter.value : '')
  const [chosen, setChosen] = useState(() => chosenOf(filter))
  const [search, setSearch] = useState('')
  const values = useEngineQuery(
    'views.values',
    { table, column: column.key, search },
    { enabled: mode === 'in', keepLast: true },
  )
  const found = (values.data?.values ?? []).map(String).filter((value) => value !== '')
  const offered = [...chosen.filter((value) => !found.includes(value)), ...found]
  const submit = (): void => {
    if (mode === 'contains') onApply({ column: column.key, operator: 'contains', value: text.trim() })
    else if (mode === 'in') onApply(listFilter(column.key, chosen))
    else onApply({ column: column.key, operator: 'empty', value: mode === 'empty' })
  }
  return (
    <Frame
      column={column}
      onBack={onBack}
      onSubmit={submit}
      isBlocked={(mode === 'contains' && text.trim() === '') || (mode === 'in' && chosen.length === 0)}
    >
      <Select
        label={column.label}
        value={mode}
        onValue={setMode}
        options={[
          { value: 'contains', label: texts.contains },
          { value: 'in', label: texts.oneOf },
          { value: 'empty', label: texts.isEmpty },
          { value: 'filled', label: texts.isNotEmpty },
        ]}
      />
      {mode === 'contains' && <Input ref={focusAtOnce} aria-label={texts.contains} value={text} onValue={setText} />}
      {mode === 'in' && (
        <>
          <Input aria-label={texts.findValue} placeholder={texts.findValue} value={search} onValue={setSearch} />
          {offered.length === 0 && values.isSuccess && <p className="ink2">{texts.noValues}</p>}
          <Boxes column={column} values={offered} chosen={chosen} onChosen={setChosen} />
        </>
      )}
    </Frame>
  )
}

function boundsOf(filter: ViewFilter | null): readonly [from: string | number | null, to: string | number | null] {
  if (filter?.operator === 'between') return filter.value
  if (filter?.operator === 'atLeast') return [filter.value, null]
  if (filter?.operator === 'atMost') return [null, filter.value]
  return [null, null]
}

/** Numbers, amounts, rates and days: from, to, or both. */
function RangeValue({ column, currency, filter, onApply, onBack }: FilterValueProps) {
  const bounds = boundsOf(filter)
  const isTime = !isNumeric(column)
  const [from, setFrom] = useState(() => shown(column, bounds[0], currency))
  const [to, setTo] = useState(() => shown(column, bounds[1], currency))
  const low = read(column, from, currency, 'from')
  const high = read(column, to, currency, 'to')
  const isWrong = low === undefined || high === undefined
  const submit = (): void => {
    if (low !== null && low !== undefined && high !== null && high !== undefined)
      onApply({ column: column.key, operator: 'between', value: [low, high] })
    else if (low !== null && low !== undefined) onApply({ column: column.key, operator: 'atLeast', value: low })
    else if (high !== null && high !== undefined) onApply({ column: column.key, operator: 'atMost', value: high })
  }
  return (
    <Frame column={column} onBack={onBack} onSubmit={submit} isBlocked={isWrong || (low === null && high === null)}>
      <div className={styles.pair}>
        <Field label={isTime ? texts.from : texts.atLeast} problem={low === undefined ? texts.notANumber : null}>
          {(control) => (
            <Input {...control} type={isTime ? 'date' : 'text'} ref={focusAtOnce} value={from} onValue={setFrom} />
          )}
        </Field>
        <Field label={isTime ? texts.until : texts.atMost} problem={high === undefined ? texts.notANumber : null}>
          {(control) => <Input {...control} type={isTime ? 'date' : 'text'} value={to} onValue={setTo} />}
        </Field>
      </div>
      {column.view.type === 'money' && <p className="small ink2">{texts.amountsIn(currency)}</p>}
    </Frame>
  )
}

function shown(column: BoundColumn, value: string | number | null, currency: string): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.slice(0, 10)
  if (column.view.type === 'money') return toDecimal(value, currency)
  return column.view.type === 'rate' ? String(value / 10_000) : String(value)
}

/** Null: not given. Undefined: cannot be read. */
function read(
  column: BoundColumn,
  text: string,
  currency: string,
  edge: 'from' | 'to',
): string | number | null | undefined {
  const given = text.trim()
  if (given === '') return null
  switch (column.view.type) {
    case 'day':
      return isDay(given) ? given : undefined
    case 'moment':
      return isDay(given) ? `${given}T${edge === 'from' ? '00:00:00.000' : '23:59:59.999'}Z` : undefined
    case 'money':
      return readAmount(given, currency) ?? undefined
    case 'rate':
      return readNumber(given.replace('%', ''), 10_000)
    case 'number':
      return readNumber(given, 1)
    case 'text':
    case 'choice':
    case 'flag':
      return given
  }
}

function readNumber(text: string, factor: number): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? Math.round(value * factor) : undefined
}
