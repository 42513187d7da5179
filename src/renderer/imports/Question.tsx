import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ImportAnswers, ImportQuestion } from '../../contract/imports.ts'
import { currencyOptions } from '../client/programmeOptions.ts'
import { Radios } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Icon } from '../ui/Icon.tsx'
import { change } from './queue.ts'
import styles from './Columns.module.css'
import { answerOf, withAnswer } from './mapping.ts'
import { importTexts as texts } from './texts.ts'

/** Questions about how a value is read; the others are about what it means. */
const readsValues: ReadonlySet<ImportQuestion['kind']> = new Set([
  'dateOrder',
  'amountUnit',
  'decimal',
  'currency',
  'rateBase',
])

/** Something only a person can decide, with what each answer makes of a real value. */
export function Question({
  handle,
  question,
  answers,
}: {
  handle: string
  question: ImportQuestion
  answers: ImportAnswers
}) {
  const { id, kind, subject, example } = question
  const isCurrency = kind === 'currency' || kind === 'rateBase'
  const options = isCurrency ? likelyCurrencies(question) : question.options
  const answer = answerOf(question, answers)
  const title = texts.questionTitles[kind](subject)
  const onValue = (value: string): void => change(handle, (reader) => withAnswer(reader, question, value))
  return (
    <div className={styles.ask} data-answered={answers[id] !== undefined} role="group" aria-label={title}>
      <Icon of={answers[id] === undefined ? TriangleAlert : CircleCheck} />
      <div className={styles.askTitle}>
        <h2>{title}</h2>
        <span className="ink2">
          {question.overlap === undefined
            ? texts.questionRows(question.rows, example)
            : texts.overlapRows(question.rows, question.overlap)}{' '}
          {question.suggested !== null && suggestion(question)}
        </span>
      </div>
      <div className={styles.askOptions}>
        {options.length > 0 && (
          <Radios
            label={title}
            className={styles.askOptions}
            value={options.some(({ value }) => value === answer) ? answer : null}
            onValue={onValue}
            options={options.map((option) => ({
              value: option.value,
              label: (
                <>
                  {option.label}
                  {option.becomes !== '' && (
                    <>
                      {' '}
                      {readsValues.has(kind) ? (
                        <>
                          <span className="ink2">{texts.optionBecomes(example)}</span>{' '}
                          <b className="num">{option.becomes}</b>
                        </>
                      ) : (
                        <span className="ink2">{option.becomes}</span>
                      )}
                    </>
                  )}
                </>
              ),
            }))}
          />
        )}
        {isCurrency && (
          <Combobox
            className={styles.askControl}
            label={texts.anyCurrency}
            placeholder={options.length > 0 ? texts.otherCurrency : texts.anyCurrency}
            options={currencyOptions}
            value={options.some(({ value }) => value === answer) ? null : answer}
            onValue={(value) => value !== null && onValue(value)}
          />
        )}
      </div>
    </div>
  )
}

/** Any ISO code is an answer; the first one and the suggested one stand open, the others are found by typing. */
function likelyCurrencies({ options, suggested }: ImportQuestion): ImportQuestion['options'] {
  return options.filter(({ value }, index) => index === 0 || value === suggested)
}

function suggestion({ options, suggested }: ImportQuestion): string {
  const label = options.find(({ value }) => value === suggested)?.label ?? suggested ?? ''
  return texts.suggested(label)
}
