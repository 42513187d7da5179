import { useState } from 'react'
import type { ImportMapping } from '../../contract/imports.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { runMenuCommand } from '../client/menu.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { MomentText } from '../ui/figures.tsx'
import { type Line, Lines } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { mappingTexts as words, mappingTitle } from './mappingTexts.ts'
import styles from './Remembered.module.css'
import { rememberedTexts as texts } from './rememberedTexts.ts'

type Remembered = Output<'imports.mappings'>['mappings'][number]

/** Columns without a role that are named. */
const NAMED = 12

/** How files that were imported before are read: source, columns, use. Each can be forgotten. */
export function RememberedMappings() {
  const { data, error, refetch } = useEngineQuery('imports.mappings', {})
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <h2>{texts.title}</h2>
        <p className="ink2">{texts.lead}</p>
      </div>
      {data.mappings.length === 0 && (
        <section className={styles.part}>
          <p>{texts.empty}</p>
          <div>
            <Button changes look="main" onClick={() => runMenuCommand('import')}>
              {texts.importFiles}
            </Button>
          </div>
        </section>
      )}
      {data.mappings.map((remembered) => (
        <Mapping key={remembered.id} remembered={remembered} />
      ))}
    </div>
  )
}

function Mapping({ remembered: { id, mapping, imports, last } }: { remembered: Remembered }) {
  const [isOpen, setOpen] = useState(false)
  const forget = useCommand('imports.forgetMapping')
  const title = mappingTitle(mapping)
  const used = mapping.columns.filter(({ role }) => role !== null)
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.mapping}>
        <div>
          <h3>{title}</h3>
          <p>{texts.use(mapping)}</p>
          <p className="ink2">
            {texts.imports(imports)}
            {last && (
              <>
                , {texts.last} <MomentText at={last.at} /> {texts.lastBy(last.by, last.fileName)}
              </>
            )}
          </p>
        </div>
        <Button changes isSmall disabled={forget.isPending} onClick={() => forget.mutate({ id })}>
          {texts.forget}
        </Button>
      </div>
      {forget.error && <ErrorNote error={forget.error} />}
      <div>
        <LinkButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? texts.hide : texts.show(used.length, mapping.columns.length)}
        </LinkButton>
      </div>
      {isOpen && <Details mapping={mapping} title={title} />}
    </section>
  )
}

function Details({ mapping, title }: { mapping: ImportMapping; title: string }) {
  const left = mapping.columns.filter(({ role }) => role === null)
  return (
    <>
      <MiniTable
        label={texts.columnsOf(title)}
        head={[texts.column, texts.goesTo]}
        words={[1]}
        rows={mapping.columns.flatMap((column) =>
          column.role === null
            ? []
            : [{ key: String(column.index), cells: [headerOf(column), words.roles[column.role]] }],
        )}
      />
      {left.length > 0 && (
        <p className={styles.left}>
          {texts.left(left.slice(0, NAMED).map(headerOf), Math.max(0, left.length - NAMED))}
        </p>
      )}
      <Lines isWords lines={readingLines(mapping)} />
    </>
  )
}

function headerOf({ header, index }: ImportMapping['columns'][number]): string {
  return header.trim() === '' ? words.unnamed(index + 1) : header
}

/** How values are read, as far as the file has such values. */
function readingLines({ format, defaultCurrency, columns, stages }: ImportMapping): Line[] {
  const roles = new Set(columns.map(({ role }) => role))
  const known = stages.flatMap(({ text, stage }) => (stage === null ? [] : [texts.stage(text, words.stages[stage])]))
  const hasAmounts = roles.has('amount') || roles.has('refunded')
  return [
    { label: texts.dates, value: words.dateOrders[format.dateOrder] },
    { label: texts.zone, value: format.timeZone },
    ...(hasAmounts
      ? [
          { label: texts.decimal, value: words.decimals[format.decimal] },
          { label: texts.unit, value: words.units[format.amountUnit] },
        ]
      : []),
    ...(hasAmounts && defaultCurrency !== null ? [{ label: texts.currency, value: defaultCurrency }] : []),
    ...(known.length > 0 ? [{ label: texts.stages, value: known.join(', ') }] : []),
  ]
}
