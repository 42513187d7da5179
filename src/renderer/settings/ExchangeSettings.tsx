import { Plus, X } from 'lucide-react'
import { formatDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { currencyCodes } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { formatFactor, FactorInput } from '../ui/ParsedInput.tsx'
import { Status } from '../ui/Status.tsx'
import styles from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { settingsTexts } from './texts.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'

const texts = settingsTexts.rates
const ONE = 1_000_000

type FixedRate = ProgrammeSettings['exchange']['fixed'][number]
type InUse = Output<'rates.overview'>['currencies'][number]

/** How amounts come into the base currency, which rates are known, and what waits for one. */
export function ExchangeSettings({ settings }: { settings: ProgrammeSettings }) {
  const form = useSettingsDraft(settings)
  const { exchange, baseCurrency } = form.draft
  const overview = useEngineQuery('rates.overview', {})
  const setFixed = (fixed: FixedRate[]): void => form.set({ exchange: { ...exchange, fixed } })
  const addFixed = (currency: string): void =>
    form.set({
      exchange: {
        mode: 'fixed',
        fixed: exchange.fixed.some((rate) => rate.currency === currency)
          ? exchange.fixed
          : [...exchange.fixed, { currency, perBasePpm: ONE }],
      },
    })
  return (
    <SettingsForm title={texts.title} lead={texts.lead(baseCurrency)} draft={form} isBlocked={false}>
      <section className={styles.part}>
        <h3>{texts.mode}</h3>
        <Radios
          label={texts.mode}
          className={styles.stack}
          value={exchange.mode}
          onValue={(mode) => form.set({ exchange: { ...exchange, mode } })}
          options={(['eventDay', 'monthAverage', 'fixed'] as const).map((value) => ({
            value,
            label: texts.modes[value],
          }))}
        />
      </section>
      {exchange.mode === 'fixed' && (
        <FixedTable baseCurrency={baseCurrency} rates={exchange.fixed} onRates={setFixed} />
      )}
      <section className={styles.part}>
        <h3>{texts.inUse}</h3>
        {overview.error && <ErrorNote error={overview.error} onRetry={() => void overview.refetch()} />}
        {overview.data && <CurrenciesInUse overview={overview.data} onAddFixed={addFixed} />}
        <div>
          <Button changes isSmall onClick={() => navigate({ page: 'import', params: { choose: 'now' } })}>
            {texts.importRates}
          </Button>
        </div>
      </section>
    </SettingsForm>
  )
}

function CurrenciesInUse({
  overview: { baseCurrency, currencies },
  onAddFixed,
}: {
  overview: Output<'rates.overview'>
  onAddFixed: (currency: string) => void
}) {
  if (currencies.length === 0) return <p className="small ink2">{texts.onlyBase(baseCurrency)}</p>
  return (
    <MiniTable
      label={texts.inUse}
      words={[1, 2, 3]}
      head={[texts.currency, texts.known, texts.source, texts.waiting, texts.lastRate(baseCurrency), texts.rows]}
      rows={currencies.map((one) => ({
        key: one.currency,
        cells: [
          one.currency,
          knownText(one),
          one.source,
          <Waiting key="waiting" inUse={one} onAddFixed={() => onAddFixed(one.currency)} />,
          one.lastPerBasePpm === null ? texts.none : formatFactor(one.lastPerBasePpm),
          formatCount(one.rows),
        ],
      }))}
    />
  )
}

function knownText({ firstOn, lastOn, lastPerBasePpm }: InUse): string {
  if (firstOn !== null && lastOn !== null) return `${formatDay(firstOn)} – ${formatDay(lastOn)}`
  return lastPerBasePpm === null ? texts.notKnown : texts.fixed
}

/** What has no rate, and the two ways to give it one. */
function Waiting({ inUse, onAddFixed }: { inUse: InUse; onAddFixed: () => void }) {
  if (inUse.unratedRows === 0) return <span className="ink3">{texts.nothingWaits}</span>
  return (
    <>
      <Status meaning="warn">{texts.waits(formatCount(inUse.unratedRows), inUse.unratedFrom ?? '')}</Status>{' '}
      <Button isSmall look="bare" onClick={onAddFixed}>
        {texts.addFixed}
      </Button>
    </>
  )
}

function FixedTable({
  baseCurrency,
  rates,
  onRates,
}: {
  baseCurrency: string
  rates: readonly FixedRate[]
  onRates: (rates: FixedRate[]) => void
}) {
  const used = new Set([baseCurrency, ...rates.map(({ currency }) => currency)])
  const next = currencyCodes.find((code) => !used.has(code))
  const replace = (index: number, rate: FixedRate): void => onRates(rates.map((old, at) => (at === index ? rate : old)))
  return (
    <section className={styles.part}>
      <h3>{texts.fixedTable}</h3>
      {rates.map((rate, index) => (
        <div key={rate.currency} className={styles.minimum}>
          <Field label={texts.currency}>
            {(control) => (
              <Combobox
                {...control}
                options={currencyCodes
                  .filter((code) => code === rate.currency || !used.has(code))
                  .map((code) => ({ value: code, label: code }))}
                value={rate.currency}
                onValue={(currency) => currency !== null && replace(index, { ...rate, currency })}
              />
            )}
          </Field>
          <div>
            <p className={styles.equals}>{texts.equals(baseCurrency)}</p>
            <FactorInput
              label={texts.perBase(rate.currency, baseCurrency)}
              value={rate.perBasePpm}
              onValue={(perBasePpm) => replace(index, { ...rate, perBasePpm })}
              width={12}
            />
          </div>
          <IconButton
            label={texts.remove(rate.currency)}
            icon={X}
            onClick={() => onRates(rates.filter((_, at) => at !== index))}
            className={styles.remove}
          />
        </div>
      ))}
      {next !== undefined && (
        <div>
          <Button isSmall icon={Plus} onClick={() => onRates([...rates, { currency: next, perBasePpm: ONE }])}>
            {texts.addCurrency}
          </Button>
        </div>
      )}
    </section>
  )
}
