import type { ImportMapping } from '../../contract/imports.ts'
import { dealStageSchema } from '../../contract/revenue.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Select } from '../ui/Select.tsx'
import { change } from './queue.ts'
import styles from './imports.module.css'
import { withStageChosen } from './mapping.ts'
import { importTexts as texts } from './texts.ts'

const options = [
  ...dealStageSchema.options.map((stage) => ({ value: stage, label: texts.stages[stage] })),
  { value: 'none' as const, label: texts.noStage },
]

/** The words of a stage column and what each means for the money. */
export function StageWords({ handle, stages }: { handle: string; stages: ImportMapping['stages'] }) {
  return (
    <Popover trigger={<LinkButton>{texts.words(stages.length)}</LinkButton>} label={texts.wordsLead}>
      <p className="ink2">{texts.wordsLead}</p>
      <div className={styles.words}>
        {stages.map(({ text, stage }) => [
          <span key={text} className="cut" title={text}>
            {text}
          </span>,
          <span key={`${text} means`} className="ink2">
            {texts.means}
          </span>,
          <Select
            key={`${text} stage`}
            isSmall
            label={texts.wordMeans(text)}
            options={options}
            value={stage ?? 'none'}
            onValue={(value) =>
              change(handle, (reader) => withStageChosen(reader, text, value === 'none' ? null : value))
            }
          />,
        ])}
      </div>
    </Popover>
  )
}
