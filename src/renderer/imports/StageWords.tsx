import type { ImportMapping } from '../../contract/imports.ts'
import { dealStageSchema } from '../../contract/revenue.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Select } from '../ui/Select.tsx'
import { change } from './queue.ts'
import styles from './Columns.module.css'
import { withStageChosen } from './mapping.ts'
import { importTexts as texts } from './texts.ts'

const unknown = { value: 'none' as const, label: texts.noStage }
const stageOptions = [
  ...dealStageSchema.options.map((stage) => ({ value: stage, label: texts.stages[stage] })),
  unknown,
]
const leadOptions = [
  ...(['open', 'lost'] as const).map((stage) => ({ value: stage, label: texts.leadStages[stage] })),
  unknown,
]

/** The words of a stage column and what each means for the money, or whether it stands for a lead. */
export function StageWords({
  handle,
  stages,
  isLead,
}: {
  handle: string
  stages: ImportMapping['stages']
  isLead: boolean
}) {
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
            options={isLead ? leadOptions : stageOptions}
            value={isLead && stage === 'won' ? 'open' : (stage ?? 'none')}
            onValue={(value) =>
              change(handle, (reader) => withStageChosen(reader, text, value === 'none' ? null : value))
            }
          />,
        ])}
      </div>
    </Popover>
  )
}
