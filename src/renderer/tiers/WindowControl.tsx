import type { TierWindow } from '../../contract/tiers.ts'
import { CountInput } from '../ui/ParsedInput.tsx'
import { Select, type Option } from '../ui/Select.tsx'
import { tableTexts as texts } from './tableTexts.ts'

type Choice = keyof typeof texts.windows

const options = (Object.entries(texts.windows) as [Choice, string][]).map(([value, label]): Option<Choice> => ({
  value,
  label,
})) // one entry per choice

const windows: Readonly<Record<Choice, TierWindow>> = {
  trailing: { kind: 'trailing', months: 12 },
  fiscalQuarter: { kind: 'fiscal', unit: 'quarter' },
  fiscalYear: { kind: 'fiscal', unit: 'year' },
  calendarMonth: { kind: 'calendar', unit: 'month' },
  calendarQuarter: { kind: 'calendar', unit: 'quarter' },
  calendarYear: { kind: 'calendar', unit: 'year' },
}

function choiceOf(window: TierWindow): Choice {
  if (window.kind === 'trailing') return 'trailing'
  if (window.kind === 'fiscal') return window.unit === 'quarter' ? 'fiscalQuarter' : 'fiscalYear'
  return ({ month: 'calendarMonth', quarter: 'calendarQuarter', year: 'calendarYear' } as const)[window.unit]
}

/** The days that a requirement looks at, inside its sentence. */
export function WindowControl({ window, onWindow }: { window: TierWindow; onWindow: (window: TierWindow) => void }) {
  return (
    <>
      <Select
        label={texts.window}
        isInline
        options={options}
        value={choiceOf(window)}
        onValue={(choice) => onWindow(windows[choice])}
      />
      {window.kind === 'trailing' && (
        <>
          :{' '}
          <CountInput
            isInline
            label={texts.windowMonths}
            min={1}
            max={60}
            value={window.months}
            onValue={(months) => onWindow({ kind: 'trailing', months })}
          />{' '}
          {texts.windowMonths}
        </>
      )}
    </>
  )
}
