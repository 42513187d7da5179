import { importKinds, type ImportMapping } from '../../contract/imports.ts'
import { currencyOptions, timeZoneOptions } from '../client/programmeOptions.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Checkbox } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Popover } from '../ui/Popover.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import type { Inspection } from './import.store.ts'
import { change, readAs } from './queue.ts'
import styles from './Columns.module.css'
import { withCurrencyChosen, withFormatChosen, withKind, type Reader } from './mapping.ts'
import { importTexts as texts } from './texts.ts'

const layoutOptions = Object.entries(texts.layouts).map(([value, label]) => ({ value, label }))

/** Everything about a file that is not in its columns: behind "Not this source?", because it is right nearly always. */
export function ReaderPopover({
  handle,
  inspection,
  reader,
}: {
  handle: string
  inspection: Inspection
  reader: Reader
}) {
  const { mapping } = reader
  const { format } = mapping
  const edit = (next: Partial<ImportMapping>): void =>
    change(handle, (now) => ({ ...now, mapping: { ...now.mapping, ...next } }))
  return (
    <Popover trigger={<LinkButton>{texts.notThisSource}</LinkButton>} label={texts.reader}>
      <div className={styles.readerForm}>
        <Field label={texts.layout}>
          {(control) => (
            <Select
              {...control}
              placeholder={texts.chooseLayout}
              value={inspection.layout}
              options={layoutOptions}
              onValue={(layout) => void readAs(handle, layout, mapping.shape.sheet)}
            />
          )}
        </Field>
        {inspection.sheets.length > 1 && (
          <Field label={texts.sheetLabel}>
            {(control) => (
              <Select
                {...control}
                value={mapping.shape.sheet}
                options={inspection.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                onValue={(sheet) => void readAs(handle, inspection.layout, sheet)}
              />
            )}
          </Field>
        )}
        <Field label={texts.source} hint={texts.sourceHint}>
          {(control) => (
            <Input
              {...control}
              maxLength={60}
              value={mapping.source}
              onValue={(source) => source.trim() !== '' && edit({ source })}
            />
          )}
        </Field>
        <div>
          <p className="small ink2 med">{texts.becomes}</p>
          <div className={styles.checks}>
            {importKinds.map((kind) => (
              <Checkbox
                key={kind}
                isChecked={mapping.kinds.includes(kind)}
                onChecked={(isWanted) => edit(withKind(mapping, kind, isWanted))}
              >
                {texts.kinds[kind]}
              </Checkbox>
            ))}
          </div>
        </div>
        <div className={styles.pair}>
          <Field label={texts.dateLabel}>
            {(control) => (
              <Select
                {...control}
                value={format.dateOrder}
                options={optionsOf(texts.dateOrders)}
                onValue={(value) => change(handle, (now) => withFormatChosen(now, 'dateOrder', value))}
              />
            )}
          </Field>
          <Field label={texts.decimalLabel}>
            {(control) => (
              <Select
                {...control}
                value={format.decimal}
                options={optionsOf(texts.decimals)}
                onValue={(value) => change(handle, (now) => withFormatChosen(now, 'decimal', value))}
              />
            )}
          </Field>
          <Field label={texts.unitLabel}>
            {(control) => (
              <Select
                {...control}
                value={format.amountUnit}
                options={optionsOf(texts.units)}
                onValue={(value) => change(handle, (now) => withFormatChosen(now, 'amountUnit', value))}
              />
            )}
          </Field>
          <Field label={mapping.kinds.includes('rates') ? texts.rateBaseLabel : texts.currencyLabel}>
            {(control) => (
              <Combobox
                {...control}
                isClearable
                placeholder={texts.noCurrency}
                value={mapping.defaultCurrency}
                options={currencyOptions}
                onValue={(currency) => change(handle, (now) => withCurrencyChosen(now, currency))}
              />
            )}
          </Field>
        </div>
        <Field label={texts.zoneLabel}>
          {(control) => (
            <Combobox
              {...control}
              value={format.timeZone}
              options={timeZoneOptions()}
              onValue={(timeZone) => timeZone !== null && edit({ format: { ...format, timeZone } })}
            />
          )}
        </Field>
      </div>
    </Popover>
  )
}
