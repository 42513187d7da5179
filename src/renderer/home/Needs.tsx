import {
  ArrowLeftRight,
  Award,
  Banknote,
  CalendarCheck,
  CalendarX,
  ChartColumn,
  CirclePause,
  CircleSlash,
  FileWarning,
  Handshake,
  Medal,
  LifeBuoy,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { formatDay, toEpochDays, type Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { DUE_SOON_DAYS } from '../../contract/reviews.ts'
import { linkTo } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { cx } from '../ui/cx.ts'
import { amountsText } from '../ui/figures.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './Home.module.css'
import { homeTexts as texts } from './texts.ts'

type Need = Output<'metrics.needs'>['needs'][number]

const icons: Readonly<Record<Need['kind'], LucideIcon>> = {
  runToReview: Banknote,
  runToApprove: Banknote,
  runToExport: Banknote,
  runToPay: Banknote,
  runToClose: Banknote,
  unattributed: ChartColumn,
  rateMissing: ArrowLeftRight,
  interventionOverdue: LifeBuoy,
  commitmentsLate: Handshake,
  reviewsMissed: CalendarX,
  reviewsDue: CalendarCheck,
  noPlan: Users,
  noPayee: Users,
  onHold: CirclePause,
  uncollectable: CircleSlash,
  rejectedRows: FileWarning,
  tierProposals: Medal,
  certificatesExpiring: Award,
}

/** Where the thing is decided. */
function addressOf(need: Need): string {
  switch (need.kind) {
    case 'runToReview':
    case 'runToApprove':
    case 'runToExport':
    case 'runToPay':
    case 'runToClose':
      return linkTo({ page: 'payouts', parts: need.id === null ? ['runs'] : ['runs', need.id] })
    case 'unattributed':
      return linkTo({ page: 'revenue', parts: ['unattributed'] })
    case 'rateMissing':
      return linkTo({ page: 'settings', parts: ['rates'] })
    case 'noPlan':
      return linkTo({ page: 'payouts', parts: ['plans'] })
    case 'noPayee':
      return linkTo({ page: 'partners', filters: [{ column: 'hasPayee', operator: 'is', value: false }] })
    case 'uncollectable':
      return linkTo({ page: 'payouts', parts: ['adjustments'] })
    case 'onHold':
      return linkTo({
        page: 'payouts',
        parts: ['commissions'],
        filters: [{ column: 'status', operator: 'is', value: 'hold' }],
      })
    case 'tierProposals':
      return linkTo({ page: 'tiers', parts: ['standing'] })
    case 'certificatesExpiring':
      return linkTo({
        page: 'tiers',
        parts: ['certificates'],
        filters: [{ column: 'endangers', operator: 'empty', value: false }],
      })
    case 'interventionOverdue':
      return linkTo({
        page: 'interventions',
        filters: [{ column: 'status', operator: 'is', value: 'overdue' }],
      })
    case 'commitmentsLate':
      return linkTo({
        page: 'reviews',
        parts: ['commitments'],
        filters: [{ column: 'isLate', operator: 'is', value: true }],
      })
    case 'reviewsMissed':
      return linkTo({ page: 'reviews', filters: [{ column: 'isOverdue', operator: 'is', value: true }] })
    case 'reviewsDue':
      return linkTo({ page: 'reviews', params: { due: String(DUE_SOON_DAYS) } })
    case 'rejectedRows':
      return linkTo({ page: 'revenue', parts: need.id === null ? ['imports'] : ['imports', need.id] })
  }
}

/** What needs a decision, most urgent first, each with where it is decided and until when. */
export function Needs({ needs }: { needs: readonly Need[] }) {
  const today = useProgramme()?.today
  return (
    <section aria-label={texts.needs.title}>
      <h2 className={styles.needsHead}>
        {texts.needs.title}
        {needs.length > 0 && <span>{texts.needs.count(needs.length)}</span>}
      </h2>
      {needs.length === 0 ? (
        <p className={styles.none}>
          {texts.needs.none} <span className="ink2">{texts.needs.noneMore}</span>
        </p>
      ) : (
        <ol>
          {needs.map((need) => (
            <li key={`${need.kind} ${need.id ?? need.label}`}>
              <a className={styles.need} href={addressOf(need)}>
                <Icon of={icons[need.kind]} />
                <span className={cx(styles.needWhat, need.amounts.length > 0 && 'cut')}>
                  {texts.needs.kinds[need.kind](need.label, need.count)}
                </span>
                {today !== undefined && <When dueOn={need.dueOn} today={today} />}
                <span className={cx(styles.needMore, 'cut')}>{amountsText(need.amounts)}</span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function When({ dueOn, today }: { dueOn: Day | null; today: Day }) {
  if (dueOn === null) return <span className={styles.needWhen} />
  const days = toEpochDays(dueOn) - toEpochDays(today)
  if (days < 0) return <span className={cx(styles.needWhen, styles.late)}>{texts.needs.late(-days)}</span>
  if (days <= 1)
    return (
      <span className={cx(styles.needWhen, styles.soon)}>{days === 0 ? texts.needs.today : texts.needs.tomorrow}</span>
    )
  return <span className={styles.needWhen}>{formatDay(dueOn).slice(0, 6)}</span>
}
