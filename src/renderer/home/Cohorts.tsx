import { periodRange, type Quarter } from '../../contract/dates.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { quarterName, type Period } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { overlap, startedLink } from '../client/rowLinks.ts'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { percent, share } from './figures.ts'
import styles from './Home.module.css'
import { homeTexts } from './texts.ts'

const texts = homeTexts.cohorts

/** Partners by the quarter in which they started: certified, with a first sale in time, active now. */
export function Cohorts({ period }: { period: Period }) {
  const { data } = useEngineQuery('metrics.cohorts', { from: period.from, to: period.to }, { keepLast: true })
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  if (data === undefined) return null
  const { cohorts, activationDays, medianDays } = data
  const all = cohorts.reduce(
    (sum, { started, certified, activated, active }) => ({
      started: sum.started + started,
      certified: sum.certified + certified,
      activated: sum.activated + activated,
      active: sum.active + active,
    }),
    { started: 0, certified: 0, activated: 0, active: 0 },
  )
  const inTime = (activated: number, started: number) => (
    <>
      {activated} <span className={styles.rate}>{percent(share(activated, started) ?? 0)}</span>
    </>
  )
  if (all.started === 0)
    return (
      <Section title={texts.title(activationDays)} sub={texts.sub}>
        <p className="small ink2">{texts.none(period.label)}</p>
      </Section>
    )
  return (
    <Section title={texts.found(all.activated, all.started, activationDays)} sub={texts.sub}>
      <MiniTable
        label={texts.title(activationDays)}
        head={[texts.startedIn, texts.started, texts.certified, texts.inTime(activationDays), texts.active]}
        rows={cohorts.map(({ quarter, started, certified, activated, active }) => ({
          key: quarter,
          cells: [
            // The engine's own name of a quarter.
            <a key="quarter" href={startedLink(overlap(period, periodRange(quarter as Quarter, startMonth)))}>
              {quarterName(quarter as Quarter, startMonth)}
            </a>,
            String(started),
            String(certified),
            inTime(activated, started),
            String(active),
          ],
        }))}
        foot={[
          texts.all(all.started),
          String(all.started),
          String(all.certified),
          inTime(all.activated, all.started),
          String(all.active),
        ]}
      />
      <p className="small ink2">{medianDays === null ? texts.noMedian : texts.median(medianDays)}</p>
    </Section>
  )
}
