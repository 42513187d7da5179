import { formatDay } from '../../contract/dates.ts'
import { computeDue, isSourceAnchor } from '../../contract/due.ts'
import { type DueRule, dueAnchorSchema } from '../../contract/programme.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts } from './texts.ts'
import { WholeNumber } from './WholeNumber.tsx'

const texts = settingsTexts.payouts

/** When a commission falls due, with an event of today worked out. */
export function DueForm({ due, today, onDue }: { due: DueRule; today: string; onDue: (due: DueRule) => void }) {
  const example = computeDue(due, today, today)
  return (
    <>
      <div className={styles.three}>
        <Field label={texts.anchor}>
          {(control) => (
            <Select
              {...control}
              value={due.anchor}
              onValue={(anchor) => onDue({ ...due, anchor })}
              options={dueAnchorSchema.options.map((value) => ({ value, label: texts.anchors[value] }))}
            />
          )}
        </Field>
        <WholeNumber
          label={texts.months}
          value={due.months}
          max={24}
          onValue={(months) => onDue({ ...due, months: months ?? 0 })}
        />
        <WholeNumber
          label={texts.days}
          value={due.days}
          max={730}
          onValue={(days) => onDue({ ...due, days: days ?? 0 })}
        />
      </div>
      {due.anchor === 'refundWindowEnd' && (
        <div className={styles.three}>
          <WholeNumber
            label={texts.refundWindow}
            hint={texts.refundWindowHint}
            value={due.refundWindowDays}
            max={365}
            onValue={(days) => onDue({ ...due, refundWindowDays: days ?? 0 })}
          />
        </div>
      )}
      {isSourceAnchor(due.anchor) && <p className="small ink2">{texts.fromSource[due.anchor]}</p>}
      <Checkbox isChecked={due.toMonthEnd} onChecked={(toMonthEnd) => onDue({ ...due, toMonthEnd })}>
        {texts.toMonthEnd}
      </Checkbox>
      <div className={styles.three}>
        <WholeNumber
          label={texts.payDay}
          hint={texts.payDayHint}
          value={due.payDay}
          min={1}
          max={28}
          isOptional
          onValue={(payDay) => onDue({ ...due, payDay })}
        />
      </div>
      <p className="ink2" role="status">
        {texts.example(texts.exampleOf[due.anchor], formatDay(today), formatDay(example.dueOn), example.formula)}
      </p>
    </>
  )
}
