import { useMemo } from 'react'
import { formatMinor, formatRate } from '../../contract/money.ts'
import type { CarryReason, Payout, Run } from '../../contract/payouts.ts'
import type { ViewFilter, ViewRow } from '../../contract/views.ts'
import { linkTo } from '../client/navigation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status, type Meaning } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { currenciesOfRun } from './runFigures.ts'
import styles from './Run.module.css'
import { payoutLink } from './runLinks.ts'
import { runTexts as texts } from './runTexts.ts'

interface ListsProps {
  run: Run
  onExclude: (payout: Payout) => void
  onInclude: (payout: Payout) => void
}

/** The largest first, as statements are numbered. */
const byCurrency: readonly TableView[] = [
  {
    key: 'currency',
    label: '',
    filters: [],
    sort: [{ column: 'payout', direction: 'descending' }],
    groupBy: 'currency',
  },
]

function ofRun(run: Run, isCarried: boolean): readonly ViewFilter[] {
  return [
    { column: 'runId', operator: 'is', value: run.id },
    { column: 'carriedBecause', operator: isCarried ? 'isNot' : 'is', value: '' },
  ]
}

function openPayout(run: Run, row: ViewRow): void {
  const payout = run.payouts.find(({ id }) => id === row.id)
  if (payout) location.hash = payoutLink(run.id, payout)
}

/** The frozen list of a run: who is paid, by currency with subtotals, and who is carried over and why. */
export function RunLists(props: ListsProps) {
  const { run } = props
  const paid = usePaidColumns(props)
  const carried = useCarriedColumns(props)
  const carriedFilters = useMemo(() => ofRun(run, true), [run])
  const carriedPayouts = run.payouts.filter((payout) => payout.carriedBecause !== null)
  const carriedCount = carriedPayouts.length
  const currencies = new Set(carriedPayouts.map(({ currency }) => currency)).size
  return (
    <div className={styles.lists}>
      <div className={styles.paid}>
        <DataTable
          isBare
          table="payouts"
          name="run.payouts"
          label={texts.list}
          columns={paid}
          views={byCurrency}
          fixedFilters={ofRun(run, false)}
          onOpen={(row) => openPayout(run, row)}
          empty={<EmptyState title={texts.nothingPaid} />}
        />
      </div>
      {carriedCount > 0 && (
        <div className={styles.carried} style={{ flexBasis: `${tableHeight(carriedCount, currencies)}rem` }}>
          <DataTable
            isBare
            table="payouts"
            name="run.carried"
            label={texts.carried}
            columns={carried}
            fixedFilters={carriedFilters}
            onOpen={(row) => openPayout(run, row)}
            empty={null}
          />
        </div>
      )}
    </div>
  )
}

/** Head, rows and a tally with a line for each currency, in rem; the list takes it as far as there is room. */
function tableHeight(rows: number, currencies: number): number {
  return 2.75 + 1.75 * rows + 1.5 * Math.min(currencies, 3)
}

function usePaidColumns({ run, onExclude }: ListsProps): readonly TableColumn[] {
  return useMemo(() => {
    const words = texts.listColumns
    const payouts = new Map(run.payouts.map((payout) => [payout.id, payout]))
    const failed = new Set(
      run.checks.flatMap(({ check, isPassed, payoutId }) => (isPassed ? [] : [`${check} ${payoutId}`])),
    )
    const isDraft = run.state === 'draft'
    const isNil = (key: 'openingMinor' | 'adjustedMinor'): boolean => run.payouts.every((payout) => payout[key] === 0)
    const hasPayments = run.payouts.some(({ paidOn }) => paidOn !== null)
    return [
      { key: 'partner', label: words.partner, width: 148, isGrowing: true, need: 1, isStrong: true },
      { key: 'currency', label: words.currency, width: 84, isHidden: true },
      { key: 'lines', label: words.lines, width: 60, need: 5, isQuiet: true },
      {
        key: 'opening',
        label: words.opening,
        width: 92,
        need: 5,
        isHidden: isNil('openingMinor'),
        negativeWord: texts.owesUs,
      },
      { key: 'earned', label: words.earned, width: 104, need: 3 },
      { key: 'adjusted', label: words.adjusted, width: 92, need: 4, isHidden: isNil('adjustedMinor') },
      { key: 'payout', label: words.payout, width: 108, need: 1, isStrong: true },
      {
        key: 'againstAverage',
        label: words.againstAverage,
        width: 96,
        need: 4,
        isHidden: run.payouts.every(({ averageMinor }) => averageMinor === null),
        isQuiet: true,
        render: (row) => <Against row={row} isFar={failed.has(`againstAverage ${row.id}`)} />,
      },
      {
        key: 'method',
        label: words.method,
        width: 116,
        need: 4,
        choices: texts.methods,
        isQuiet: true,
        render: ({ id }) =>
          failed.has(`payeeData ${id}`) ? (
            <Status meaning="warn">{texts.noPayee}</Status>
          ) : (
            texts.methods[payouts.get(id)?.method ?? 'byHand']
          ),
      },
      ...(hasPayments
        ? ([
            { key: 'paidOn', label: words.paidOn, width: 104, need: 3 },
            { key: 'reference', label: words.reference, width: 128, need: 4, isQuiet: true },
          ] as const)
        : []),
      {
        key: 'statement',
        label: words.statement,
        width: isDraft ? 84 : 184,
        need: 2,
        render: ({ id }) => {
          const payout = payouts.get(id)
          return payout && <a href={payoutLink(run.id, payout)}>{payout.statementNumber ?? texts.preview}</a>
        },
      },
      ...(isDraft
        ? ([
            {
              key: 'partnerId',
              label: words.todo,
              width: 92,
              need: 2,
              render: ({ id }) => {
                const payout = payouts.get(id)
                return (
                  payout && (
                    <LinkButton changes onClick={() => onExclude(payout)}>
                      {texts.exclude}
                    </LinkButton>
                  )
                )
              },
            },
          ] satisfies TableColumn[])
        : []),
    ]
  }, [run, onExclude])
}

function Against({ row, isFar }: { row: ViewRow; isFar: boolean }) {
  const ppm = row.cells['againstAverage']
  if (typeof ppm !== 'number') return <span className="ink3">{texts.firstRun}</span>
  const text = `${ppm > 0 ? '+' : ''}${formatRate(ppm)}`
  return isFar ? <Status meaning="warn">{text}</Status> : text
}

const meanings: Readonly<Record<CarryReason, Meaning>> = {
  belowMinimum: 'mute',
  negativeBalance: 'bad',
  zero: 'mute',
  noPayeeData: 'warn',
  onHold: 'hold',
  partnerPaused: 'hold',
  excluded: 'mute',
}

function useCarriedColumns({ run, onInclude }: ListsProps): readonly TableColumn[] {
  return useMemo(() => {
    const words = texts.carriedColumns
    const payouts = new Map(run.payouts.map((payout) => [payout.id, payout]))
    return [
      { key: 'partner', label: words.partner, width: 168, isGrowing: true, need: 1, isStrong: true },
      {
        key: 'balance',
        label: words.balance,
        width: currenciesOfRun(run).length > 1 ? 148 : 124,
        need: 1,
        negativeWord: texts.owesUs,
      },
      {
        key: 'carriedBecause',
        label: words.reason,
        width: 164,
        need: 1,
        choices: texts.reasons,
        render: ({ cells }) => {
          const reason = cells['carriedBecause'] as CarryReason // only rows with a reason are here
          return <Status meaning={meanings[reason]}>{texts.reasons[reason]}</Status>
        },
      },
      {
        key: 'note',
        label: words.detail,
        width: 200,
        need: 4,
        isQuiet: true,
        render: ({ id }) => {
          const payout = payouts.get(id)
          return payout && <span title={detailOf(payout)}>{detailOf(payout)}</span>
        },
      },
      {
        key: 'partnerId',
        label: words.todo,
        width: 136,
        need: 1,
        render: ({ id }) => {
          const payout = payouts.get(id)
          return payout && <Todo payout={payout} run={run} onInclude={onInclude} />
        },
      },
    ]
  }, [run, onInclude])
}

function detailOf({ carriedBecause, note, shortByMinor, currency }: Payout): string {
  if (carriedBecause === null || carriedBecause === 'excluded') return note
  if (carriedBecause === 'belowMinimum') return texts.details.belowMinimum(formatMinor(shortByMinor ?? 0, currency))
  return texts.details[carriedBecause]
}

function Todo({ payout, run, onInclude }: { payout: Payout; run: Run; onInclude: (payout: Payout) => void }) {
  const { carriedBecause, partnerId, partnerName } = payout
  const partner = linkTo({ page: 'partners', parts: [partnerId] })
  const isDraft = run.state === 'draft'
  switch (carriedBecause) {
    case 'excluded':
      return (
        isDraft && (
          <LinkButton changes onClick={() => onInclude(payout)}>
            {texts.include}
          </LinkButton>
        )
      )
    case 'belowMinimum':
      return (
        isDraft && (
          <LinkButton changes onClick={() => onInclude(payout)}>
            {texts.payAnyway}
          </LinkButton>
        )
      )
    case 'noPayeeData':
      return <a href={partner}>{texts.addPayee}</a>
    case 'partnerPaused':
      return <a href={partner}>{texts.openPartner}</a>
    case 'onHold':
      return (
        <a
          href={linkTo({
            page: 'payouts',
            parts: ['commissions'],
            filters: [
              { column: 'partner', operator: 'is', value: partnerName },
              { column: 'status', operator: 'is', value: 'hold' },
            ],
          })}
        >
          {texts.openHolds}
        </a>
      )
    case 'negativeBalance':
    case 'zero':
    case null:
      return <a href={payoutLink(run.id, payout)}>{texts.openStatement}</a>
  }
}
